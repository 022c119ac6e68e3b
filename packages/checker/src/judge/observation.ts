/**
 * What can be seen of a messenger from outside, one line of JSON each, so that any process can write a history. Times `at`
 * are milliseconds of one clock that never runs back; `to` names a conversation as everybody does: `group 7`, or the two
 * users in order (`singleOf`). A user of another application is called `application/username`.
 */
export type Observation = { readonly at: number } & (
  | DeviceObservation
  | SendObservation
  | ShownObservation
  | DeedObservation
  | WorldObservation
);

/** A device: a store that stays, and a process that comes and goes. */
/** An observation without its time. */
export type Untimed<One = Observation> = One extends Observation ? Omit<One, 'at'> : never;

type DeviceObservation =
  /** It begins with an empty store: new, or wiped. */
  | { readonly type: 'device'; readonly device: string; readonly user: string }
  /** Its process ended without warning. */
  | { readonly type: 'crashed'; readonly device: string }
  /** A connection begins to catch up. */
  | { readonly type: 'connected'; readonly device: string }
  /** It has caught up. */
  | { readonly type: 'online'; readonly device: string }
  /** Its connection is gone. */
  | { readonly type: 'offline'; readonly device: string };

type SendObservation =
  | SendBegun
  /** It stands in the device's store: if its process ends, the next one sends it. */
  | { readonly type: 'send.kept'; readonly device: string; readonly id: string }
  | Acknowledged
  | Repeated
  /** For good. */
  | { readonly type: 'send.refused'; readonly device: string; readonly id: string; readonly code: string }
  /** Nobody will tell what became of it. */
  | { readonly type: 'send.unknown'; readonly device: string; readonly id: string };

export interface SendBegun {
  readonly type: 'send.begun';
  readonly device: string;
  readonly to: string;
  readonly id: string;
  readonly text: string;
  /** What it adds to the unread count; 1 where it says nothing. */
  readonly increment?: number;
  /** `saveOffline: false`: its body reaches who is there, or nobody. */
  readonly isUnkept?: true;
  /** It waits for an upload, so later ones may overtake it. */
  readonly waits?: true;
  readonly asksReceipt?: true;
  /** Hash of the bytes that it shows. */
  readonly media?: string;
}
export interface Acknowledged {
  readonly type: 'send.acknowledged';
  readonly device: string;
  readonly id: string;
  readonly seq: number;
  readonly sid: string;
  /** The server's time of the message. */
  readonly time: number;
}

/** An id that stands already came once more, with the same body or with another: the place or the refusal that was answered. */
export interface Repeated {
  readonly type: 'repeated';
  readonly device: string;
  readonly id: string;
  readonly isSame: boolean;
  readonly answer: number | string;
}

/** What a device shows at one place of a conversation. */
export interface Entry {
  readonly seq: number;
  readonly id: string;
  readonly sid: string;
  readonly from: string;
  readonly time: number;
  readonly what:
    | { readonly kind: 'message'; readonly text: string }
    /** A message that was taken back. */
    | { readonly kind: 'prompt' }
    /** A change of the group, with the members it concerns. */
    | { readonly kind: 'event'; readonly event: string; readonly members: readonly string[] };
  /** Of another's message, as its receiver is told. */
  readonly isRead?: boolean;
}

type ShownObservation =
  | { readonly type: 'shown.new'; readonly device: string; readonly to: string; readonly entry: Entry }
  | {
      readonly type: 'shown.offline';
      readonly device: string;
      readonly to: string;
      readonly kind: 'messages' | 'events';
      readonly entries: readonly Entry[];
    }
  | { readonly type: 'shown.roaming'; readonly device: string; readonly to: string }
  /** A message that was shown became a prompt. */
  | { readonly type: 'shown.retracted'; readonly device: string; readonly to: string; readonly entry: Entry }
  | { readonly type: 'shown.unread'; readonly device: string; readonly to: string; readonly count: number }
  | { readonly type: 'shown.total'; readonly device: string; readonly count: number }
  /** Older entries were fetched: they come by none of the calls. */
  | { readonly type: 'paged'; readonly device: string; readonly to: string }
  | Listed
  /** What a search, or a server's history, answered to a question of `askedAt`. */
  | {
      readonly type: 'answered';
      readonly device: string;
      readonly by: string;
      readonly askedAt: number;
      readonly entries: readonly { readonly to: string; readonly entry: Entry }[];
    }
  | {
      readonly type: 'receipts';
      readonly device: string;
      readonly to: string;
      readonly id: string;
      readonly read: readonly string[];
      readonly unread: readonly string[];
    }
  | { readonly type: 'command.heard'; readonly device: string; readonly from: string; readonly data: string }
  | { readonly type: 'media'; readonly device: string; readonly id: string; readonly sha256: string };

/** Everything that a device has of a conversation, in the order in which it shows it, oldest first. */
export interface Listed {
  readonly type: 'listed';
  readonly device: string;
  readonly to: string;
  readonly entries: readonly Entry[];
  readonly unread: number;
}

type DeedObservation =
  | { readonly type: 'retract.begun'; readonly device: string; readonly to: string; readonly id: string }
  | { readonly type: 'retract.confirmed'; readonly device: string; readonly to: string; readonly id: string }
  | { readonly type: 'retract.refused'; readonly device: string; readonly to: string; readonly id: string }
  | { readonly type: 'read.begun'; readonly device: string; readonly to: string }
  /** What was shown here when it began is read; and all up to `upTo`, where more is known. */
  | { readonly type: 'read.done'; readonly device: string; readonly to: string; readonly upTo?: number }
  /** A conversation is deleted on a device, and read with it. */
  | { readonly type: 'remove.begun'; readonly device: string; readonly to: string }
  | { readonly type: 'remove.done'; readonly device: string; readonly to: string; readonly upTo?: number }
  /** A message is deleted on a device. */
  | { readonly type: 'delete'; readonly device: string; readonly to: string; readonly id: string }
  | { readonly type: 'mark.begun'; readonly device: string; readonly to: string; readonly id: string }
  | { readonly type: 'mark.done'; readonly device: string; readonly to: string; readonly id: string }
  /** `to` is a conversation, or `own` for the sender's other devices. */
  | { readonly type: 'command.sent'; readonly device: string; readonly to: string; readonly data: string }
  | { readonly type: 'command.refused'; readonly device: string; readonly data: string }
  /** Who guesses at what is not his is answered as if it did not exist. */
  | {
      readonly type: 'guess';
      readonly device: string;
      readonly of: string;
      readonly code: string;
      /** What a question for something that does not exist was answered. */
      readonly invented: string;
    };

type WorldObservation =
  | {
      readonly type: 'server';
      /** A backup holds what was acknowledged before `backing-up`, and nothing that began after `backed-up`. */
      readonly did: 'started' | 'killed' | 'stopped' | 'backing-up' | 'backed-up' | 'restored';
    }
  | { readonly type: 'fault'; readonly name: string }
  /** The last fault is over. */
  | { readonly type: 'calm' }
  /** Nothing is in flight; these devices are to agree, and what they list from now on is judged so. */
  | { readonly type: 'rest'; readonly devices: readonly string[] };

export const singleOf = (one: string, other: string): string => [one, other].sort().join(' ');

/** The two users of a single conversation. */
export const pairOf = (to: string): readonly string[] | undefined =>
  to.startsWith('group ') ? undefined : to.split(' ');
