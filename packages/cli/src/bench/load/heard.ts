import { afterDigits, readDigits } from '../wire/frame.js';
import { firstNumber } from './sending.js';

/** What a load reads out of a frame, from its bytes. */
export interface Heard {
  kind: 'answer' | 'entry' | 'other';
  c: number;
  seq: number;
  /** Of an answer: which of its sender's messages. */
  count: number;
}

const beforeNumber = '{"t":"ok","r":'.length;
const beforeLog = '{"t":"entry","c":'.length;
const beforeSeq = ',"entry":{"seq":'.length;
const beforeId = Buffer.from('"message":{"id":"');
const [letterE, letterN, letterO, letterT] = ['e', 'n', 'o', 't'].map((letter) => letter.charCodeAt(0));

/** One object for all: nothing is made for a frame. */
const heard: Heard = { kind: 'other', c: 0, seq: 0, count: 0 };

/** An entry, or the answer to a send of the load; valid until the next call. */
export function hear(bytes: Buffer, from: number): Heard {
  heard.kind = 'other';
  const first = bytes[from + 6];
  if (first === letterO) {
    const number = readDigits(bytes, from + beforeNumber);
    if (number < firstNumber) return heard;
    const c = afterDigits(bytes, from + beforeNumber) + ',"c":'.length;
    heard.kind = 'answer';
    heard.count = number - firstNumber;
    heard.c = readDigits(bytes, c);
    heard.seq = readDigits(bytes, afterDigits(bytes, c) + ',"seq":'.length);
  } else if (first === letterE && bytes[from + 7] === letterN && bytes[from + 8] === letterT) {
    const c = from + beforeLog;
    heard.kind = 'entry';
    heard.c = readDigits(bytes, c);
    heard.seq = readDigits(bytes, afterDigits(bytes, c) + beforeSeq);
  }
  return heard;
}

/** Which of whose messages an entry is, as its id tells. */
export function messageOf(bytes: Buffer, from: number): { readonly lane: number; readonly count: number } {
  const id = bytes.indexOf(beforeId, from) + beforeId.length;
  const lane = Number.parseInt(bytes.toString('latin1', id + 15, id + 18), 16);
  return { lane, count: readDigits(bytes, id + 24) };
}

/** A frame that is neither: what it refuses, or undefined where it is a push that a load passes over. */
export function refusalIn(bytes: Buffer, from: number, to: number): string | undefined {
  const text = bytes.toString('utf8', from, to);
  return text.startsWith('{"t":"error"') ? `The server refused: ${text}` : undefined;
}
