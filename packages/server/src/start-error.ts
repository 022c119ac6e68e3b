/** What kept a server from starting. Its message says what to do, in words for whoever started it. */
export class StartError extends Error {
  override readonly name = 'StartError';
  readonly reason: StartFault;

  constructor(reason: StartFault, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.reason = reason;
  }
}

export type StartFault =
  | 'config'
  | 'port'
  | 'data_unwritable'
  | 'data_foreign'
  | 'data_newer'
  | 'data_damaged'
  | 'data_unfinished'
  | 'data_in_use';
