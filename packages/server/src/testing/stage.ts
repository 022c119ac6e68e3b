import { createHash } from 'node:crypto';
import {
  type ConversationState,
  type Entry,
  ok,
  type Platform,
  protocolVersion,
  type Refusal,
  refusal,
  refused,
  seededRandom,
  silentLog,
  VirtualClock,
} from '@palaver/protocol';
import { createCore } from '../core.js';
import type { Core, Passwords, Socket, SocketEvents, TokenVerifier } from '../core-ports.js';
import { createMemoryMediaStore } from '../media/memory-media-store.js';
import { createMemoryIndex } from '../search/memory-index.js';
import { createSearch } from '../search/searcher.js';
import { createMemoryStore } from '../store/memory/memory-store.js';
import type { ApplicationSettings } from '../store/people-rows.js';
import type { Store } from '../store/store.js';

/** A core with a store and a clock of its own, and whoever talks to it. */
export class Stage {
  readonly clock = new VirtualClock();
  readonly fatal: unknown[] = [];
  readonly logged: Record<string, unknown>[] = [];
  readonly passwords = new CountingPasswords();
  readonly mediaFiles = createMemoryMediaStore(hashBytes);
  store: Store;
  core: Core;

  constructor(store?: (clock: VirtualClock) => Store) {
    this.store =
      store?.(this.clock) ?? createMemoryStore({ clock: this.clock, flushMs: () => 2, random: seededRandom(1) });
    this.core = this.start();
  }

  /** A core in place of the last, on the same data. */
  restart(): void {
    this.core = this.start();
  }

  async application(key = 'default', settings: Partial<ApplicationSettings> = {}): Promise<void> {
    const made = await this.run(this.core.admin.createApplication({ key, name: key, settings }));
    if (!made.ok) throw new Error(made.error.code);
  }

  async user(username: string, appKey = 'default', nickname?: string): Promise<void> {
    const made = await this.run(
      this.core.admin.createUser({ appKey, username, password: `${username}-secret`, ...(nickname && { nickname }) }),
    );
    if (!made.ok) throw new Error(made.error.code);
  }

  /** The application, users `names`, and one device of each, logged in. */
  async cast<Name extends string>(...names: Name[]): Promise<Record<Name, Actor>> {
    await this.application();
    const cast: Partial<Record<Name, Actor>> = {};
    for (const name of names) {
      await this.user(name);
      cast[name] = await this.device(name);
    }
    return cast as Record<Name, Actor>;
  }

  async device(username: string, platform: Platform = 'web', appKey = 'default'): Promise<Actor> {
    const actor = this.connect();
    await actor.login(username, platform, appKey);
    return actor;
  }

  connect(address = '192.0.2.1'): Actor {
    return new Actor(this, address);
  }

  /** Lets time go on until the promise is settled. */
  async run<T>(promise: Promise<T>): Promise<T> {
    let isSettled = false;
    const settled = promise.finally(() => {
      isSettled = true;
    });
    settled.catch(() => {});
    await drainPromises();
    for (let steps = 0; !isSettled; steps++) {
      if (steps > 100_000 || !this.clock.step()) throw new Error('Nothing more happens.');
      await drainPromises();
    }
    return settled;
  }

  async pass(ms: number): Promise<void> {
    const until = this.clock.monotonic() + ms;
    this.clock.after(ms, () => {});
    await drainPromises();
    for (let next = this.clock.next(); next !== undefined && next <= until; next = this.clock.next()) {
      this.clock.step();
      await drainPromises();
    }
  }

  private start(): Core {
    const { clock, store, passwords, mediaFiles } = this;
    return createCore({
      clock,
      store,
      search: createSearch({ source: store, index: createMemoryIndex(), clock, log: silentLog }),
      passwords,
      mediaFiles,
      pictureType: async (head) => (head[0] === 0x89 ? 'image/png' : undefined),
      picturePixels: () => undefined,
      tokens: testTokens,
      random: seededRandom(7),
      digest: (text) => `digest of ${text}`,
      log: {
        info() {},
        warn() {},
        error: (event, fields) => {
          this.logged.push({ event, ...fields });
        },
      },
      onFatal: (error) => {
        this.fatal.push(error);
      },
    });
  }
}

type Answer = { readonly t: string; readonly r?: number; readonly code?: string } & Record<string, unknown>;

/** One client by its raw frames. */
export class Actor implements Socket {
  readonly address: string;
  readonly frames: Answer[] = [];
  closed: { code: number; reason: string } | undefined;
  buffered = 0;
  token = '';
  private readonly stage: Stage;
  private readonly socket: SocketEvents;
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private r = 0;
  private ids = 0;

  constructor(stage: Stage, address: string) {
    this.stage = stage;
    this.address = address;
    this.socket = stage.core.accept(this);
  }

  // ── Socket ──
  send(text: string): void {
    const frame = JSON.parse(text) as Answer;
    this.frames.push(frame);
    if (frame.r !== undefined) this.waiting.get(frame.r)?.(frame);
  }

  bufferedBytes(): number {
    return this.buffered;
  }

  close(code: number, reason: string): void {
    this.closed ??= { code, reason };
  }

  // ── What a test says ──
  raw(text: string): void {
    this.socket.message(text);
  }

  /** Asks now; the answer comes while time goes on. */
  begin(t: string, fields: object = {}): Promise<Answer> {
    const r = ++this.r;
    const answer = new Promise<Answer>((resolve) => this.waiting.set(r, resolve));
    this.socket.message(JSON.stringify({ t, r, ...fields }));
    return answer;
  }

  ask(t: string, fields: object = {}): Promise<Answer> {
    return this.stage.run(this.begin(t, fields));
  }

  /** Hangs up without a word. */
  vanish(): void {
    this.closed = { code: 1006, reason: '' };
    this.socket.closed();
  }

  async login(username: string, platform: Platform = 'web', appKey = 'default'): Promise<Answer> {
    const answer = await this.ask('login', {
      version: protocolVersion,
      appKey,
      platform,
      credentials: { kind: 'password', username, password: `${username}-secret` },
    });
    this.token = String(answer['token'] ?? '');
    return answer;
  }

  resume(token: string, platform: Platform = 'web'): Promise<Answer> {
    return this.ask('login', { version: protocolVersion, platform, credentials: { kind: 'session', token } });
  }

  newId(): string {
    this.ids++;
    return (
      `${this.address}-${this.token.slice(0, 8)}`.replace(/[^A-Za-z0-9_-]/g, '_') + String(this.ids).padStart(16, '0')
    );
  }

  text(to: object, text: string, id = this.newId(), more: object = {}): Promise<Answer> {
    return this.begin('send', { to, message: { id, content: { type: 'text', text }, ...more } });
  }

  say(to: object, text: string, id = this.newId(), more: object = {}): Promise<Answer> {
    return this.stage.run(this.text(to, text, id, more));
  }

  get entries(): { c: number; entry: Entry }[] {
    return this.frames.filter(({ t }) => t === 'entry') as unknown as { c: number; entry: Entry }[];
  }

  get states(): ConversationState[] {
    return this.frames.filter(({ t }) => t === 'conversation').map((frame) => frame['state'] as ConversationState);
  }

  /** Texts and events as they were pushed, in order. */
  get heard(): string[] {
    return this.entries.map(({ entry }) => gist(entry));
  }
}

export function gist(entry: Entry): string {
  const body = entry.body as Record<string, unknown>;
  if (body['kind'] === 'message') return (body['message'] as { content: { text: string } }).content.text;
  if (body['kind'] === 'event') return `*${(body['event'] as { kind: string }).kind}`;
  return `(${String(body['kind'])})`;
}

export const to = (user: string) => ({ user });

class CountingPasswords implements Passwords {
  verified: string[] = [];

  hash(password: string): Promise<string> {
    return Promise.resolve(`hash of ${password}`);
  }

  verify(verifier: string, password: string): Promise<boolean> {
    this.verified.push(verifier);
    return Promise.resolve(verifier === `hash of ${password}`);
  }
}

/** `name`, or `name:nickname`, stands for a valid token; `expired` and `forged` for what they say. */
const testTokens: TokenVerifier = {
  verify(token) {
    const fault: Record<string, Refusal> = { expired: refusal('TOKEN_EXPIRED'), forged: refusal('UNAUTHENTICATED') };
    const known = fault[token];
    if (known) return Promise.resolve(refused(known));
    const [username = '', nickname] = token.split(':');
    return Promise.resolve(ok({ username, ...(nickname && { nickname }) }));
  },
};

const drainPromises = () => new Promise<void>((resolve) => setImmediate(resolve));

export const hashBytes = (parts: readonly Uint8Array[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};
