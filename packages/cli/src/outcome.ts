import type { ImError } from '@palaver/protocol';
import type { BackupError, StartError } from '@palaver/server';
import { CommanderError } from 'commander';

/** What the process says with its exit code; shown in the help. */
export const exitCodes = {
  done: 0,
  refused: 1,
  usage: 2,
  unreachable: 3,
  unavailable: 4,
  failed: 70,
} as const;

export const exitCodesHelp = `
Exit codes:
  0   done
  1   refused, or a check failed: the sentence on standard error says why
  2   the command, an option or the configuration is wrong
  3   the server cannot be reached
  4   the port or the data directory cannot be had
  70  the disk failed while serving, or something that must not happen`;

/** Ends a command with a sentence and an exit code. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly exitCode: number;
  readonly code: string;

  constructor(kind: keyof typeof exitCodes, message: string, code: string = kind.toUpperCase()) {
    super(message);
    this.exitCode = exitCodes[kind];
    this.code = code;
  }
}

/** Prints what a command found: for people, or with --json one line for programs. */
export function print(isJson: boolean | undefined, value: object, text: string): void {
  process.stdout.write(`${isJson ? JSON.stringify(value) : text}\n`);
}

/** Says on standard error why a command failed. Answers the exit code. */
export function report(error: unknown, isJson: boolean): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  const { code, message, exitCode } = describe(error);
  process.stderr.write(isJson ? `${JSON.stringify({ error: { code, message } })}\n` : `palaver: ${message}\n`);
  return exitCode;
}

/** By name: the packages are loaded only by commands that need them. */
const isNamed = <E extends Error>(error: unknown, name: E['name']): error is E =>
  error instanceof Error && error.name === name;

function describe(error: unknown): { code: string; message: string; exitCode: number } {
  if (error instanceof Failure) return error;
  if (isNamed<StartError>(error, 'StartError'))
    return {
      code: error.reason.toUpperCase(),
      message: error.message,
      exitCode: error.reason === 'config' ? exitCodes.usage : exitCodes.unavailable,
    };
  if (isNamed<BackupError>(error, 'BackupError'))
    return { code: error.reason.toUpperCase(), message: error.message, exitCode: exitCodes.refused };
  if (isNamed<ImError>(error, 'ImError')) {
    const isUnreachable = error.code === 'OFFLINE' || error.code === 'TIMEOUT';
    return {
      code: error.code,
      message: error.message,
      exitCode: isUnreachable ? exitCodes.unreachable : exitCodes.refused,
    };
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: 'FAILED', message, exitCode: exitCodes.failed };
}
