import { clientFrame, writeDigits } from '../wire/frame.js';

/** Numbers of the sends of a load begin here, above all that a set-up asks. */
export const firstNumber = 1_000_000_000;
const numberDigits = 10;
const countDigits = 12;
const noId = '00000000-0000-7000-8000-000000000000';
/** 64 bytes. */
export const said = 'These are the sixty-four bytes of a message as people write them';

/** A send, encoded once; for each message its number, and its id's time and count are written into it. */
export class SendFrame {
  readonly bytes: Buffer;
  private readonly number: number;
  private readonly id: number;

  /** `lane`: which of the load's senders, in the id. */
  constructor(to: object, lane: number, text = said) {
    const id = noId.replace('-7000-', `-7${(lane % 4096).toString(16).padStart(3, '0')}-`);
    const message = { id, content: { type: 'text', text } };
    this.bytes = clientFrame(JSON.stringify({ t: 'send', r: firstNumber, to, message }));
    this.number = this.bytes.indexOf(String(firstNumber));
    this.id = this.bytes.indexOf(id);
  }

  /** The bytes of message `count`: a copy, since a socket may hold them until it can write. */
  of(count: number): Buffer {
    const time = timeInHex();
    const bytes = Buffer.from(this.bytes);
    writeDigits(bytes, this.number, numberDigits, firstNumber + count);
    bytes.write(time, this.id, 8, 'latin1');
    bytes.write(time.slice(8), this.id + 9, 4, 'latin1');
    writeDigits(bytes, this.id + noId.length - countDigits, countDigits, count);
    return bytes;
  }
}

let lastMs = 0;
let lastHex = '';
/** Ids begin with the time, as those of devices do. */
function timeInHex(): string {
  const ms = Date.now();
  if (ms !== lastMs) {
    lastMs = ms;
    lastHex = ms.toString(16).padStart(12, '0');
  }
  return lastHex;
}
