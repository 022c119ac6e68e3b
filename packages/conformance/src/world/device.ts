import type {
  Client,
  ClientOptions,
  Content,
  Conversation,
  Events,
  Message,
  SendHandle,
  SendOptions,
  Target,
  User,
} from '@palaver/sdk';
import { Broken } from '../check.js';
import type { Line } from './line.js';
import type { Person } from './person.js';
import { until } from './until.js';

export type EventName = keyof Events;
/** What a device was told, in order. */
export type Heard = { readonly [K in EventName]: { readonly type: K; readonly event: Events[K] } }[EventName];

/** As text, so that a device listens to what its SDK does not know yet. */
const eventNames = [
  'message.new',
  'message.sent',
  'message.failed',
  'message.retracted',
  'message.receipts',
  'message.download_failed',
  'sync.offline',
  'sync.roaming',
  'command',
  'chatroom.messages',
  'conversation.changed',
  'unread.changed',
  'status.changed',
  'session.ended',
] as string[] as EventName[];

/** Somebody's device: a client with a store of its own, and what it heard. A restart is a new client over the same store. */
export class Device {
  readonly person: Person;
  readonly line: Line | undefined;
  readonly errors: unknown[] = [];
  readonly #open: (options: Pick<ClientOptions, 'onError'>) => Client;
  #client: Client;
  #heard: Heard[] = [];

  constructor(person: Person, open: (options: Pick<ClientOptions, 'onError'>) => Client, line?: Line) {
    this.person = person;
    this.line = line;
    this.#open = open;
    this.#client = this.#start();
  }

  get client(): Client {
    return this.#client;
  }
  get username(): string {
    return this.person.username;
  }
  get target(): { user: string } {
    return { user: this.person.username };
  }
  /** Everything that the running client told. */
  get heard(): readonly Heard[] {
    return this.#heard;
  }

  #start(): Client {
    const client = this.#open({ onError: (error) => this.errors.push(error) });
    const heard: Heard[] = [];
    this.#heard = heard;
    for (const type of eventNames)
      client.on(type, (event) => {
        heard.push({ type, event } as Heard);
      });
    return client;
  }

  /** The events of a kind so far. */
  told<K extends EventName>(type: K, isMeant: (event: Events[K]) => boolean = () => true): Events[K][] {
    return this.#heard.flatMap((one) =>
      one.type === type && isMeant(one.event as Events[K]) ? [one.event as Events[K]] : [],
    );
  }
  /** Waits for an event, also one that has come already. */
  hears<K extends EventName>(type: K, isMeant: (event: Events[K]) => boolean = () => true): Promise<Events[K]> {
    return until(`${this.username} hears ${type}`, () => this.told(type, isMeant)[0]);
  }
  /** Waits for a new text, whoever wrote it, and answers the message. */
  async reads(text: string): Promise<Message> {
    const { message } = await this.hears('message.new', (event) => textOf(event.message) === text);
    return message;
  }
  /** The texts that came as new, in order. */
  news(): string[] {
    return this.told('message.new').map(({ message }) => textOf(message));
  }

  send(to: Device | Target, content: Content | string, options?: SendOptions): SendHandle {
    return this.#client.send(to instanceof Device ? to.target : to, content, options);
  }
  /** Sends in a millisecond of its own: what is of one moment stands in no promised order across conversations. */
  async sendLater(to: Device | Target, text: string): Promise<Message> {
    const begun = Date.now();
    await until('the clock goes on', () => Date.now() > begun);
    return this.send(to, text);
  }
  open(target: Device | Target): Promise<Conversation> {
    return this.#client.conversations.open(target instanceof Device ? target.target : target);
  }
  /** The conversation as it is now; one must be there. */
  with(target: Device | Target): Conversation {
    const found = this.peek(target);
    if (!found) throw new Broken(`${this.username} has no conversation with ${JSON.stringify(target)}`);
    return found;
  }
  peek(target: Device | Target): Conversation | undefined {
    return this.#client.conversations.peek(target instanceof Device ? target.target : target);
  }
  /** What is stored here of a conversation, oldest first. */
  async record(target: Device | Target): Promise<Message[]> {
    return (await this.with(target).messages.all()).reverse();
  }
  async texts(target: Device | Target): Promise<string[]> {
    return (await this.record(target)).map(textOf);
  }

  async login(): Promise<this> {
    const { username, password } = this.person;
    await this.#client.login({ username, password });
    await this.#client.synced();
    return this;
  }
  /** The application is closed; its store stays. */
  async stop(): Promise<void> {
    await this.#client[Symbol.asyncDispose]();
  }
  /** The application is opened again; answers whose session goes on, if one is kept. */
  resume(): Promise<User | undefined> {
    this.#client = this.#start();
    return this.#client.resume();
  }
  /** Opened again, the session kept in the store goes on. */
  async start(): Promise<this> {
    if (!(await this.resume())) throw new Broken(`${this.username} has no session to resume`);
    return this;
  }
  async restart(): Promise<this> {
    await this.stop();
    await this.start();
    await this.#client.synced();
    return this;
  }
  /** Cuts this device's network, and waits until the client has noticed. */
  async goOffline(): Promise<void> {
    await this.#needLine().cut();
    await until(`${this.username} is offline`, () => this.#client.status.get() === 'offline');
  }
  async goOnline(): Promise<void> {
    await this.#needLine().mend();
    await until(`${this.username} is online`, () => this.#client.status.get() === 'online');
    await this.#client.synced();
  }
  #needLine(): Line {
    if (!this.line) throw new Broken('this device was made without a line');
    return this.line;
  }
}

/** A text, or the kind of content in brackets. */
export const textOf = ({ content }: Message): string => {
  if (content.type === 'text') return content.text;
  if (content.type === 'event') return `(${content.event.kind})`;
  return `(${content.type})`;
};
export const textsOf = (messages: readonly Message[]): string[] => messages.map(textOf);
