/** What the recorder wrote down, in the order in which it happened. */
export type Recorded = { readonly end: number } & (
  | { readonly kind: 'write'; readonly file: DatabaseFile; readonly offset: number; readonly data: Buffer }
  | { readonly kind: 'truncate'; readonly file: DatabaseFile; readonly size: number }
  | { readonly kind: 'flush'; readonly file: DatabaseFile }
  | { readonly kind: 'remove'; readonly file: DatabaseFile }
);

export type DatabaseFile = 'database' | 'log';

const headBytes = 16;

/** Reads a recording; `end` of each record is where it ends in the recording. What was cut short at its end is left out. */
export function readRecording(bytes: Buffer): Recorded[] {
  const records: Recorded[] = [];
  for (let at = 0; at + headBytes <= bytes.length; ) {
    const file: DatabaseFile = bytes[at + 1] === 1 ? 'database' : 'log';
    const length = bytes.readUInt32LE(at + 4);
    const number = Number(bytes.readBigUInt64LE(at + 8));
    const data = bytes.subarray(at + headBytes, at + headBytes + length);
    const end = at + headBytes + length;
    if (end > bytes.length) break;
    const operation = bytes[at];
    if (operation === 1) records.push({ kind: 'write', file, offset: number, data, end });
    else if (operation === 2) records.push({ kind: 'truncate', file, size: number, end });
    else if (operation === 3) records.push({ kind: 'flush', file, end });
    else if (operation === 4) records.push({ kind: 'remove', file, end });
    else throw new Error(`The recording holds an operation ${operation} at ${at}.`);
    at = end;
  }
  return records;
}
