import type { Refusal } from '../errors.js';
import { refusal } from '../errors.js';
import { ok, type Result, refused } from '../kernel/result.js';
import { limits } from '../limits.js';
import { readAs } from '../read-as.js';
import {
  type Operation,
  type RequestFrame,
  type Response,
  requests,
  responses,
  type ServerFrame,
  serverFrames,
} from './frames.js';

/** A request that could not be read: `r` where its number at least could be. Without it, the connection is beyond use. */
export type RequestFault = { readonly r?: number; readonly refusal: Refusal };

/** Reads a client's frame. The message of a send is what was sent, not what the schema makes of it. */
export function parseRequest(text: string): Result<RequestFrame, RequestFault> {
  const raw = parseObject(text);
  if (!raw) return refused({ refusal: refusal('INVALID', 'A frame is one JSON object.') });
  const r = raw['r'];
  if (typeof r !== 'number' || !Number.isSafeInteger(r) || r < 0)
    return refused({ refusal: refusal('INVALID', 'A frame has a number "r".') });
  const operation = raw['t'];
  if (typeof operation !== 'string' || !Object.hasOwn(requests, operation))
    return refused({ r, refusal: refusal('INVALID', 'There is no such operation.') });
  if (isDeeperThan(raw, limits.depth))
    return refused({ r, refusal: refusal('INVALID', 'The frame is nested too deeply.') });
  const read = readAs(requests[operation as Operation], raw);
  if (!read.ok) return refused({ r, refusal: refusal('INVALID', read.error) });
  const message = operation === 'send' ? { message: raw['message'] } : undefined;
  // Into the parser's own object, which nobody else has: a copy of every frame would be felt.
  return ok(Object.assign(read.value, message, { t: operation, r }) as RequestFrame);
}

/** Reads a server's frame; undefined where it is none of this version, and is then to be passed over. */
export function parseServerFrame(text: string): ServerFrame | undefined {
  const raw = parseObject(text);
  const t = raw?.['t'];
  if (typeof t !== 'string' || !Object.hasOwn(serverFrames, t)) return undefined;
  const read = readAs(serverFrames[t as keyof typeof serverFrames], raw);
  return read.ok ? read.value : undefined;
}

/** Reads the response out of an `ok` frame; undefined where it is not what this version expects. */
export function parseResponse<O extends Operation>(operation: O, frame: unknown): Response<O> | undefined {
  const read = readAs(responses[operation], frame);
  return read.ok ? (read.value as Response<O>) : undefined;
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

export function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const key in value) if (isDeeperThan((value as Record<string, unknown>)[key], levels - 1)) return true;
  return false;
}
