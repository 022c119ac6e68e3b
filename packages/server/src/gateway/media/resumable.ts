import { AsyncLocalStorage } from 'node:async_hooks';
import type { Readable } from 'node:stream';
import {
  type Clock,
  type ErrorCode,
  httpStatus,
  mediaIdSchema,
  mediaKindSchema,
  type Refusal,
  type Result,
  readAs,
  refusal,
  sha256Schema,
} from '@palaver/protocol';
import { DataStore, Server, Upload } from '@tus/server';
import { boundsOf } from '../../domain/bounds.js';
import { asMime } from '../../domain/media.js';
import type { MediaDesk } from '../../media/media-desk.js';
import type { Transfer } from '../../media/transfers.js';
import type { Progress, Uploads } from '../../media/uploads.js';
import type { Identity } from '../../session/handlers/handler.js';
import type { MediaRow } from '../../store/media-rows.js';
import { problem } from '../problem.js';
import { createUploadLocks } from './upload-locks.js';
import { referenceTo, visitor } from './visitor.js';

export const uploadsPath = '/media/uploads';

/** Uploads in pieces, as tus 1.0 says them (P43). */
export function createResumable(media: MediaDesk, clock: Clock): (request: Request) => Promise<Response> {
  const visits = new AsyncLocalStorage<Visit>();
  const visit = (): Visit => {
    const here = visits.getStore();
    if (!here) throw new Error('Nobody asks.');
    return here;
  };
  const server = new Server({
    path: uploadsPath,
    datastore: new UploadStore(media.uploads, visit),
    locker: createUploadLocks(clock, (id) => `${visit().by.application.id}/${id}`),
    // Whoever is asked to end has stored what came so far, and ends.
    lockDrainTimeout: 1,
    relativeLocation: true,
    allowedOrigins: () => false,
    disableTerminationForFinishedUploads: true,
    maxSize: () => boundsOf(visit().by.application).fileBytes,
    namingFunction: (_, metadata) => {
      const id = readAs(mediaIdSchema, metadata?.['id']);
      if (!id.ok) throw fault(refusal('INVALID', `id: ${id.error}`));
      return id.value;
    },
    // What is no answer of tus or ours goes to the gateway, which tells its log and nobody else.
    onResponseError(_, error) {
      if (error instanceof Error && !('status_code' in error)) throw error;
      return undefined;
    },
    async onUploadFinish(request, upload) {
      const { media: row } = orFault(await media.uploads.progress(visit().by, upload.id));
      const body = JSON.stringify(referenceTo(row));
      const headers = { 'content-type': 'application/json' };
      // A client looks for the new upload's address beside a 201 only.
      return request.method === 'POST' ? { body, headers } : { status_code: 200, body, headers };
    },
  });

  return async (request) => {
    const entered = await visitor(media, request.headers.get('authorization') ?? undefined);
    if (!entered.ok) return problem(entered.error);
    const by = entered.value;
    const transfer = media.transfers.begin(by.user.id, by.session.id);
    if (!transfer.ok) return problem(transfer.error);
    try {
      const answer = await visits.run({ by, transfer: transfer.value }, () => server.handleWeb(request as WebRequest));
      return answer.status < 400 ? answer : asProblem(answer, await answer.text());
    } finally {
      transfer.value.end();
    }
  };
}
type WebRequest = Parameters<Server['handleWeb']>[0];

interface Visit {
  readonly by: Identity;
  readonly transfer: Transfer;
}

/** tus asks for uploads by their id alone: whose they are, the visit tells. */
class UploadStore extends DataStore {
  override extensions = ['creation', 'creation-with-upload', 'termination'];
  private readonly uploads: Uploads;
  private readonly visit: () => Visit;

  constructor(uploads: Uploads, visit: () => Visit) {
    super();
    this.uploads = uploads;
    this.visit = visit;
  }

  override async create(upload: Upload): Promise<Upload> {
    const { kind, sha256, mime } = upload.metadata ?? {};
    const read = { kind: readAs(mediaKindSchema, kind), sha256: readAs(sha256Schema, sha256) };
    if (!read.kind.ok) throw fault(refusal('INVALID', `kind: ${read.kind.error}`));
    if (!read.sha256.ok) throw fault(refusal('INVALID', `sha256: ${read.sha256.error}`));
    const begun = await this.uploads.begin(this.visit().by, {
      id: upload.id,
      kind: read.kind.value,
      mime: asMime(mime ?? ''),
      bytes: upload.size ?? 0,
      sha256: read.sha256.value,
    });
    orFault(begun);
    return upload;
  }

  override async getUpload(id: string): Promise<Upload> {
    return asUpload(orFault(await this.uploads.progress(this.visit().by, id)));
  }

  override async write(stream: Readable, id: string, offset: number): Promise<number> {
    const { by, transfer } = this.visit();
    const { size } = orFault(await this.uploads.progress(by, id));
    if (size !== offset) throw { status_code: 409, body: 'The upload is at another place.\n' };
    return orFault(await this.uploads.append(by, id, stream, transfer.stop)).size;
  }

  override async remove(id: string): Promise<void> {
    orFault(await this.uploads.abandon(this.visit().by, id));
  }
}

const asUpload = ({ media, size }: Progress): Upload =>
  new Upload({ id: media.id, size: media.bytes, offset: size, metadata: metadataOf(media) });
const metadataOf = ({ id, kind, mime, sha256 }: MediaRow) => ({ id, kind, mime, sha256 });

/** A refusal as tus passes it through: a thrown status and text. */
const fault = (refusal: Refusal) => ({ status_code: httpStatus[refusal.code], body: JSON.stringify({ refusal }) });

function orFault<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw fault(result.error);
  return result.value;
}

/** What went wrong, as everywhere else; the status stays, since clients of tus go by it. */
function asProblem(answer: Response, text: string): Response {
  const { status } = answer;
  const told = problem(ours(text) ?? refusal(codeOf(status), text.trim() || undefined), { status });
  for (const name of ['tus-resumable', 'connection']) {
    const value = answer.headers.get(name);
    if (value !== null) told.headers.set(name, value);
  }
  return told;
}

function ours(text: string): Refusal | undefined {
  if (!text.startsWith('{"refusal"')) return undefined;
  return (JSON.parse(text) as { refusal: Refusal }).refusal;
}

const codeOf = (status: number): ErrorCode => {
  if (status === 404 || status === 410) return 'NOT_FOUND';
  if (status === 413) return 'TOO_LARGE';
  if (status === 503) return 'BUSY';
  return status >= 500 ? 'INTERNAL' : 'INVALID';
};
