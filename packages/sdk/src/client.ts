import { type GroupCard, ImError, uuidv7 } from '@palaver/protocol';
import type { Account } from './account.js';
import type { Client, ClientOptions, ConnectionStatus, Conversation, MediaSource, Platform, User } from './api.js';
import { createAsking } from './asking.js';
import { addDelegate } from './delegates.js';
import type { Desk } from './desk.js';
import { ClientEvents } from './events.js';
import { later } from './later.js';
import { LiveValue } from './live/live-value.js';
import type { Shown } from './live/shown.js';
import { loadedKit } from './media/media-desk.js';
import type { MediaKit } from './media/media-kit.js';
import { parts } from './parts.js';
import type { ClientPorts } from './ports.js';
import { createSending } from './send-handle.js';
import { Sessions } from './sessions.js';
import type { LocalStorePort } from './store/local-store.js';
import type { Hello } from './sync/handshake.js';
import type { TabsPorts } from './tabs/tabs.js';
import { idOf } from './targets.js';
import type { TransportPort } from './transport/transport.js';

/** Everything of the runtime that a client needs, decided by whoever makes it. */
export interface ClientParts extends ClientPorts {
  readonly store: LocalStorePort;
  readonly transport: TransportPort;
  readonly platform: Platform;
  /** Undefined where no other tab can have the same store. */
  readonly tabs?: TabsPorts | undefined;
  readonly onError: (error: unknown) => void;
  /** What moves media, loaded when some is moved. Undefined: this client moves none. */
  readonly media?: (() => Promise<MediaKit>) | undefined;
}

/** The verbs of the public contract, each handed to whoever is logged in. Opens nothing. */
export function assembleClient(options: ClientOptions, runtime: ClientParts): Client {
  const { clock, random, presence, store, onError } = runtime;
  const shown: Shown = {
    me: new LiveValue<User | undefined>(undefined, onError),
    status: new LiveValue<ConnectionStatus>('idle', onError),
    list: new LiveValue<readonly Conversation[]>([], onError),
    total: new LiveValue(0, onError),
    isAllMuted: new LiveValue(false, onError),
  };
  const kit = runtime.media && later(runtime.media);
  const events = new ClientEvents(onError, () => shown.me.get());
  const sessions = new Sessions({
    network: { transport: runtime.transport, url: socketUrl(options.url), clock },
    media: { kit, url: options.url.replace(/\/{1,8}$/, '') },
    clock,
    random,
    presence,
    hello: helloOf(options, runtime.platform),
    wantsRoaming: options.roaming ?? true,
    shown,
    events,
    onError,
    store,
    tabs: runtime.tabs,
    appKey: options.appKey,
  });
  const account = (): Account => {
    if (!sessions.account) throw new ImError('NOT_LOGGED_IN');
    return sessions.account;
  };
  const appKey = () => account().me.appKey;
  const request: Desk['request'] = (operation, asked) => account().desk.request(operation, asked);
  const learned = (group: GroupCard) => void sessions.account?.desk.learnGroup(group).catch(() => {});
  const peek = (target: Parameters<Client['conversations']['peek']>[0]) => {
    const id = idOf(target, shown.me.get());
    return id === undefined ? undefined : sessions.account?.shown(id);
  };

  const unsent = () => {
    const sending = createSending(uuidv7(clock, random), () => {}, onError);
    sending.failed(new ImError('NOT_LOGGED_IN'));
    return sending.handle;
  };
  const uploadAvatar = async (image: MediaSource) => {
    const { desk } = account();
    const { work, files } = await loadedKit(kit);
    return desk.upload(await work.makeAvatar(image, { files, newId: () => uuidv7(clock, random) }));
  };

  const client: Omit<Client, typeof Symbol.asyncDispose> = {
    me: live(shown.me),
    status: live(shown.status),
    unreadCount: live(shown.total),
    conversations: {
      ...live(shown.list),
      peek,
      async open(target) {
        const opened = account();
        const conversation = opened.shown(await opened.desk.open(target));
        if (!conversation) throw new ImError('CANCELLED', 'It was removed meanwhile.');
        return conversation;
      },
      async remove(target) {
        const id = idOf(target, shown.me.get());
        return id === undefined ? false : account().desk.remove(id);
      },
    },
    ...createAsking({
      desk: () => account().desk,
      appKey,
      blocked: () => account().blocked,
      isAllMuted: live(shown.isAllMuted),
      me: () => account().me,
      request,
      learned,
      uploadAvatar,
      shown: (id) => sessions.account?.shown(id),
    }),
    register: (person) => sessions.register(person),
    login: (credentials) => sessions.login(credentials),
    resume: () => sessions.resume(),
    logout: (how) => sessions.logout(how),
    async synced() {
      await account().desk.synced();
    },
    send: (target, message, how) => sessions.account?.out.send(target, message, how) ?? unsent(),
    forward: (message, to, how) => sessions.account?.out.forward(message, to, how) ?? unsent(),
    search: async (...asked) => (await parts.search()).search(account(), clock, ...asked),
    on: (type, listener, how) => events.on(type, listener, how),
    events: (type, how) => events.events(type, how),
    addDelegate: (delegate, conversation) => addDelegate(events, delegate, conversation),
  };
  return Object.assign(
    client,
    asyncDisposable(() => sessions.close()),
  ) as Client;
}

const live = <T>({ get, subscribe }: LiveValue<T>) => ({ get, subscribe });

/** Browsers without `Symbol.asyncDispose` have nothing that could call it. */
const asyncDisposable = (end: () => Promise<void>) => (Symbol.asyncDispose ? { [Symbol.asyncDispose]: end } : {});

function helloOf({ appKey, deviceName }: ClientOptions, platform: Platform): Hello {
  return { platform, ...(appKey !== undefined && { appKey }), ...(deviceName !== undefined && { deviceName }) };
}

/** `http://host/base` → `ws://host/base/socket`. */
function socketUrl(url: string): string {
  const base = URL.canParse(url) ? new URL(url) : undefined;
  if (!base || !/^https?:$/.test(base.protocol)) throw new ImError('INVALID', 'url begins with http:// or https://.');
  return `${base.protocol === 'https:' ? 'wss' : 'ws'}://${base.host}${base.pathname.replace(/\/{1,8}$/, '')}/socket`;
}
