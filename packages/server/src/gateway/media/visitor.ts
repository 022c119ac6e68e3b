import { type Refusal, type Result, refusal, refused } from '@palaver/protocol';
import type { MediaDesk } from '../../media/media-desk.js';
import type { MediaRow } from '../../store/media-rows.js';

/** Who asks, by the one header that says so: a token in an address would stand in logs. */
export function visitor(media: MediaDesk, authorization: string | undefined): ReturnType<MediaDesk['enter']> {
  const token = /^Bearer ([A-Za-z0-9_.~+/=-]{1,200})$/i.exec(authorization ?? '')?.[1];
  return token === undefined ? Promise.resolve(stranger) : media.enter(token);
}
const stranger: Result<never, Refusal> = refused(refusal('UNAUTHENTICATED', 'Media need the token of a session.'));

/** The answer to an upload, and what a message refers to it by. */
export const referenceTo = ({ id, bytes, mime, sha256 }: MediaRow) => ({ mediaId: id, bytes, mime, sha256 });
