import type { Refusal } from '@palaver/protocol';
import type { ConversationView, Members } from '../domain/view.js';
import type { MembershipChange, NewEntry, Operation } from '../store/batch.js';
import type { MediaReferences } from '../store/media-rows.js';

/** Something that wants to stand in a conversation's log. */
export interface Command {
  /** Decides against the view of conversation `c`; again, where a commit failed or was overtaken. */
  decide(view: ConversationView | undefined, c: number): Decision;
  /** In the log and flushed, now or before. */
  accepted(place: Place): void;
  /** `isFinal` is false while the store is still asked for the id (D2): it may yet be accepted. */
  refused(refusal: Refusal, isFinal: boolean): void;
  /** Nobody can say whether it is in the log: neither accept nor refuse. */
  unknown(): void;
}

export type Decision =
  /** It has seen the view, and nothing is to be written. */
  | { readonly kind: 'look' }
  | {
      readonly kind: 'append';
      readonly creates?: Extract<Operation, { op: 'create' }> | undefined;
      /** The view that `creates` makes. */
      readonly created?: ConversationView | undefined;
      readonly entry: NewEntry;
      readonly change?: MembershipChange;
      readonly media?: MediaReferences | undefined;
      /** The entry takes this message back. */
      readonly retracts?: { readonly seq: number; readonly body: string };
    }
  | {
      readonly kind: 'refuse';
      readonly refusal: Refusal;
      /** Where the log may hold it already: what to look up before refusing. */
      readonly lookup?: Extract<Operation, { op: 'lookup' }>;
    };

export interface Place {
  readonly c: number;
  readonly seq: number;
  readonly at: number;
  readonly sid: string;
  /** Present where this commit put it there: what is to be published. */
  readonly fresh?:
    | {
        readonly mark: number;
        readonly audience: Members;
        readonly change: MembershipChange | undefined;
        readonly isFirst: boolean;
      }
    | undefined;
}
