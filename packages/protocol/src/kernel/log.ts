/** Where a program says what it does. Fields are data, never secrets, never what people wrote. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

export const silentLog: Log = { info() {}, warn() {}, error() {} };
