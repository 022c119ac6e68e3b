import type { ConversationView } from '../domain/view.js';
import type { UserId } from '../store/rows.js';
import type { Command } from './command.js';
import type { UnderWay } from './under-way.js';

/** Which conversation: that of two people, whether it exists yet or not, or a group or chatroom by its number. */
export type LaneKey = string;
export const singleKey = (one: UserId, other: UserId): LaneKey =>
  one < other ? `s${one}.${other}` : `s${other}.${one}`;
export const groupKey = (c: number): LaneKey => `g${c}`;
export const roomKey = (c: number): LaneKey => `r${c}`;

/** What is known of a conversation; its `view` is undefined where it does not exist. */
export type ReadyState = { readonly kind: 'ready'; readonly c: number; view: ConversationView | undefined };
export type LaneState = { readonly kind: 'loading' } | ReadyState;

/** One conversation's commands, in their order. */
export class Lane {
  readonly key: LaneKey;
  state: LaneState = { kind: 'loading' };
  /** Until the view is there. */
  waiting: Command[] = [];
  /** Decided, not settled. */
  underWay: UnderWay[] = [];
  redo: UnderWay[] = [];

  constructor(key: LaneKey) {
    this.key = key;
  }
}
