import { entryText } from '@palaver/protocol';
import type { Place } from '../engine/command.js';
import type { PersonalRow, StateRow, UserId } from '../store/rows.js';
import type { Store } from '../store/store.js';
import type { Hub, Subscriber } from './hub.js';
import { type Lines, whenReady } from './lines.js';
import { conversationFrame, type Presenter } from './present.js';
import type { Rooms } from './rooms.js';

/** What a commit brought, on its way to the connections: one text for all of them. */
export class Publisher {
  private readonly hub: Hub;
  private readonly rooms: Rooms;
  private readonly lines: Lines;
  private readonly presenter: Presenter;
  private readonly store: Store;

  constructor(deps: { hub: Hub; rooms: Rooms; lines: Lines; presenter: Presenter; store: Store }) {
    this.hub = deps.hub;
    this.rooms = deps.rooms;
    this.lines = deps.lines;
    this.presenter = deps.presenter;
    this.store = deps.store;
  }

  /** The connection that asked gets `answer` at the entry's turn, and with `origin` not the entry itself (P15). */
  entry(place: Published, body: string, { origin, answer, failed }: Ends): void {
    const { c, seq, at, sid, fresh } = place;
    let first: FirstStates = [];
    this.lines.add(c, {
      mark: fresh.mark,
      ...whenReady(this.firstStates(place), (states) => {
        first = states;
      }),
      send: () => {
        for (const [user, frame] of first) for (const to of this.hub.of(user)) to.push(frame);
        let text: string | undefined;
        this.hub.each(fresh.audience, (to) => {
          if (to === origin) return;
          text ??= `{"t":"entry","c":${c},"entry":${entryText(seq, at, sid, body)}}`;
          to.push(text);
        });
        answer();
      },
      failed: () => {
        this.hub.each(fresh.audience, (to) => to.close('internal'));
        failed();
      },
    });
  }

  /** The same in a chatroom: to whoever is inside. */
  roomEntry({ c, seq, at, sid, fresh }: Published, body: string, { origin, answer, failed }: Ends): void {
    this.lines.add(c, {
      mark: fresh.mark,
      send: () => {
        let text: string | undefined;
        this.rooms.each(c, (to) => {
          if (to === origin) return;
          text ??= `{"t":"room","c":${c},"entry":${entryText(seq, at, sid, body)}}`;
          to.push(text);
        });
        answer();
      },
      failed: () => {
        this.rooms.each(c, (to) => to.close('internal'));
        failed();
      },
    });
  }

  /** An answer that concerns a place, at its turn among what is published there. */
  answer(c: number, send: () => void): void {
    this.lines.add(c, { mark: Number.POSITIVE_INFINITY, send, failed: send });
  }

  /** A state that one of the user's devices changed, to all of them (P16). */
  state(user: UserId, mark: number, row: StateRow): void {
    if (this.hub.of(user).length === 0) return;
    let frames: string[] = [];
    this.lines.add(row.c, {
      mark,
      ...whenReady(this.presenter.states([row]), (states) => {
        frames = states.map(conversationFrame);
      }),
      send: () => {
        for (const to of this.hub.of(user)) for (const frame of frames) to.push(frame);
      },
      failed: () => {
        for (const to of this.hub.of(user)) to.close('internal');
      },
    });
  }

  /** A user's personal state, to all his devices; then the answer to the one that changed it. */
  personal(user: UserId, row: PersonalRow, { answer, failed }: { answer: () => void; failed: () => void }): void {
    let frame: string | undefined;
    const isHere = this.hub.of(user).length > 0;
    this.lines.add(personalLine(user), {
      mark: row.mark,
      ...(isHere &&
        whenReady(this.presenter.personal(user, row), (personal) => {
          frame = JSON.stringify({ t: 'personal', personal });
        })),
      send: () => {
        if (frame !== undefined) for (const to of this.hub.of(user)) to.push(frame);
        answer();
      },
      failed: () => {
        for (const to of this.hub.of(user)) to.close('internal');
        failed();
      },
    });
  }

  /** States of a conversation new to its users, with the head before the entry that brings it (P16). */
  private firstStates(place: Published): FirstStates | Promise<FirstStates> {
    const newcomers = this.newcomers(place).filter((user) => this.hub.of(user).length > 0);
    if (newcomers.length === 0) return [];
    // Who may have set something before the first entry: as it stands.
    if (place.fresh.change || !place.fresh.isFirst) {
      const joined = newcomers.map((user) => this.joined(place.c, place.seq, user));
      return Promise.all(joined).then((all) => all.flat());
    }
    const pair = [...place.fresh.audience.keys()];
    const rows = newcomers.map((user) => firstOfTwo(place.c, pair.find((other) => other !== user) as UserId));
    const states = this.presenter.states(rows);
    const frames = (presented: Awaited<typeof states>) =>
      presented.map((state, at) => [newcomers[at] as UserId, conversationFrame(state)] as const);
    return states instanceof Promise ? states.then(frames) : frames(states);
  }

  private newcomers({ fresh, seq }: Published): UserId[] {
    if (seq === 1 && !fresh.change) return [...fresh.audience.keys()];
    return (fresh.change?.joins ?? []).map(({ user }) => user);
  }

  private async joined(c: number, seq: number, user: UserId): Promise<FirstStates> {
    const row = await this.store.state(user, c);
    if (!row) return [];
    // Read after the commit, it may know more than the entry that is about to leave.
    const before = { ...row, head: seq - 1, read: Math.min(row.read, seq - 1), unread: 0 };
    const states = await this.presenter.states([before]);
    return states.map((state) => [user, conversationFrame(state)] as const);
  }
}

interface Ends {
  readonly origin?: Subscriber | undefined;
  answer(): void;
  failed(): void;
}
/** A line of its own for each user, apart from those of conversations. */
const personalLine = (user: UserId) => -user;

type Published = Place & { readonly fresh: NonNullable<Place['fresh']> };
type FirstStates = readonly (readonly [user: UserId, frame: string])[];

const firstOfTwo = (c: number, peer: UserId): StateRow => ({
  c,
  peer,
  head: 0,
  headAt: 0,
  floor: 0,
  inherited: 0,
  visible: [[1, null]],
  read: 0,
  delivered: 0,
  unread: 0,
  muted: false,
  pinned: false,
});
