import { type Cancel, type Clock, errors, ImError, type Random } from '@palaver/protocol';
import type { StoredFile, StoredOutgoing } from '../conversation/records.js';
import type { Presence } from '../ports.js';
import type { Replica } from '../store/replica.js';
import { reconnectDelayMs } from '../sync/reconnect-policy.js';
import type { Sender } from '../sync/sender.js';
import type { Turns } from '../sync/turns.js';
import type { Piece } from '../transport/http.js';
import type { MediaServer } from './media-server.js';
import { settleMedia } from './settle.js';

export interface UploaderDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly presence: Presence;
  readonly turns: Turns;
  readonly replica: Replica;
  readonly sender: Sender;
  readonly server: MediaServer;
  /** How far a message's media is, from 0 to 1. */
  readonly onProgress: (id: string, fraction: number) => void;
}

/** A message whose media is on its way: `waiting` for its turn or for a connection, `resting` after a failure, or `running`. */
type Task = {
  readonly id: string;
  failures: number;
  told: number;
  state:
    | { readonly is: 'waiting' }
    | { readonly is: 'resting'; readonly cancel: Cancel }
    | { readonly is: 'running'; readonly abort: AbortController };
};

const mostAtOnce = 2;
/** Progress is told in steps that somebody can see. */
const leastStep = 0.01;

/**
 * Brings media of messages that wait in the outbox to the server: two messages at a time, each as often as it takes (B8), and
 * of one conversation one after the other, so that pictures chosen together stand in the order in which they were chosen.
 */
export class Uploader {
  private readonly deps: UploaderDeps;
  private readonly tasks = new Map<string, Task>();
  private isOnline = false;

  constructor(deps: UploaderDeps) {
    this.deps = deps;
  }

  /** A connection is there: all that waits is tried now. */
  begin(): void {
    this.isOnline = true;
    for (const { id } of this.deps.sender.uploads()) this.add(id);
    for (const task of this.tasks.values()) {
      if (task.state.is !== 'resting') continue;
      task.state.cancel();
      task.state = { is: 'waiting' };
    }
    this.pump();
  }

  /** What runs may go on: its connection is another one. */
  lost(): void {
    this.isOnline = false;
  }

  add(id: string): void {
    if (!this.tasks.has(id)) this.tasks.set(id, { id, failures: 0, told: 0, state: { is: 'waiting' } });
    this.pump();
  }

  /** Nobody wants it any more: what the server has of it goes. */
  drop(id: string, files: readonly StoredFile[]): void {
    const task = this.tasks.get(id);
    if (!task) return;
    this.end(task);
    for (const file of files) if (!file.isUploaded) void this.deps.server.discard(file).catch(() => {});
  }

  /** Ends here; another tab or the next process goes on. */
  stop(): void {
    this.isOnline = false;
    for (const task of [...this.tasks.values()]) this.end(task);
  }

  private end(task: Task): void {
    this.tasks.delete(task.id);
    if (task.state.is === 'running') task.state.abort.abort();
    if (task.state.is === 'resting') task.state.cancel();
    this.pump();
  }

  private pump(): void {
    if (!this.isOnline) return;
    const tasks = [...this.tasks.values()];
    const places = new Map(this.deps.sender.uploads().map(({ id, message }) => [id, message.conversation]));
    const running = tasks.filter(({ state }) => state.is === 'running');
    const busy = new Set(running.map(({ id }) => places.get(id)));
    let free = mostAtOnce - running.length;
    for (const task of tasks) {
      const place = places.get(task.id);
      if (free <= 0) return;
      if (task.state.is !== 'waiting' || (place !== undefined && busy.has(place))) continue;
      free -= 1;
      busy.add(place);
      const abort = new AbortController();
      task.state = { is: 'running', abort };
      void this.run(task, abort.signal);
    }
  }

  private async run(task: Task, signal: AbortSignal): Promise<void> {
    try {
      for (let next = this.next(task.id); next; next = this.next(task.id)) {
        await this.upload(task, next.outgoing, next.file, signal);
        task.failures = 0;
      }
      if (this.tasks.get(task.id) === task) this.tasks.delete(task.id);
    } catch (error) {
      if (!signal.aborted) await this.failed(task, error);
    }
    this.pump();
  }

  /** The first file of a message that the server lacks. */
  private next(id: string): { outgoing: StoredOutgoing; file: StoredFile } | undefined {
    const outgoing = this.deps.sender.uploads().find((one) => one.id === id);
    const file = outgoing?.message.files?.find(({ isUploaded }) => !isUploaded);
    return outgoing && file && { outgoing, file };
  }

  private async upload(task: Task, { message }: StoredOutgoing, file: StoredFile, signal: AbortSignal): Promise<void> {
    const files = message.files ?? [];
    const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
    const before = files.reduce((sum, { bytes, isUploaded }) => sum + (isUploaded ? bytes : 0), 0);
    const onProgress = (bytes: number) => this.tell(task, (before + Math.min(bytes, file.bytes)) / total);
    const piece = await this.pieceOf(message.conversation, message.id, file);
    const mime = await this.deps.server.upload(file, piece, { signal, onProgress });
    if (signal.aborted) return;
    await this.deps.turns.change((turn) =>
      this.deps.sender.uploaded(turn, message.id, (sent) => settleMedia(sent, { mediaId: file.mediaId, mime })),
    );
    onProgress(file.bytes);
  }

  private async pieceOf(conversation: string, message: string, file: StoredFile): Promise<Piece> {
    if (file.path !== undefined) return { path: file.path, from: 0, size: file.bytes };
    const blob = await this.deps.replica.database.blob(conversation, message, file.mediaId);
    if (!blob) throw new ImError('UPLOAD_FAILED', 'The bytes are not in the local store any more.');
    return blob;
  }

  private tell(task: Task, fraction: number): void {
    if (fraction - task.told < leastStep && !(fraction === 1 && task.told < 1)) return;
    task.told = fraction;
    this.deps.onProgress(task.id, fraction);
  }

  private async failed(task: Task, cause: unknown): Promise<void> {
    const { turns, sender, clock, presence, random } = this.deps;
    const error = ImError.is(cause) ? cause : new ImError('UPLOAD_FAILED', undefined, { cause });
    if (!isTemporary(error)) {
      this.tasks.delete(task.id);
      await turns.change((turn) => sender.uploadFailed(turn, task.id, asUploadFault(error))).catch(() => {});
      return;
    }
    const pauseMs = reconnectDelayMs({
      attempt: task.failures,
      spentMs: 0,
      isHidden: presence.isHidden(),
      fraction: random.fraction(),
      retryAfterMs: error.retryAfterMs,
    });
    task.failures += 1;
    const again = () => {
      task.state = { is: 'waiting' };
      this.pump();
    };
    task.state = { is: 'resting', cancel: clock.after(pauseMs, again) };
    void turns.change((turn) => sender.uploadWaits(turn, task.id, error)).catch(() => {});
  }
}

/** A token that the server does not take is another's matter: the connection asks for a new one, and the upload waits for it. */
const isTemporary = ({ code }: ImError): boolean => ['retry', 'reauth'].includes(errors[code].disposition);

/** What its cause is called elsewhere says too little of an upload, but for its size. */
const asUploadFault = (error: ImError): ImError =>
  error.code === 'TOO_LARGE' || error.code === 'UPLOAD_FAILED' || error.code === 'STORE'
    ? error
    : new ImError('UPLOAD_FAILED', error.message, { requestId: error.requestId, cause: error });
