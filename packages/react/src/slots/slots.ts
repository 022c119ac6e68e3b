import type { Content, Conversation, CustomKinds, Message, SendHandle, SendOptions } from '@palaver/sdk';
import type { ReactNode } from 'react';
import type { AvatarProps } from '../parts/Avatar.js';

/**
 * What whoever embeds a chat puts in place of a view of ours. Called like a function while we render, with what it is about
 * and with our own view as `children`: give that back, put something around it, or give back something else. Undefined is ours, null is nothing.
 */
export type Slot<Props> = (props: Props & { readonly children: ReactNode }) => ReactNode;

interface OfConversation {
  readonly conversation: Conversation;
}
interface OfMessage<C extends Content = Content> {
  readonly message: Message<C>;
}

/** What stands beside the field in which one writes. */
export interface ComposerSlotProps extends OfConversation {
  readonly text: string;
  readonly setText: (text: string) => void;
  /** Sends something at once, beside what is being written. */
  readonly send: (content: Content | string, options?: SendOptions) => SendHandle;
}

/** One view for each kind of content. */
export type ContentSlots = {
  readonly [K in Content['type']]?: Slot<OfMessage<Extract<Content, { readonly type: K }>>>;
};

/** One view for each kind of one's own, by its name; `data` is what `Register` says of it. */
export type CustomSlots = {
  readonly [K in keyof CustomKinds & string]?: Slot<OfMessage & { readonly data: CustomKinds[K] }>;
};

export interface Slots {
  /** Above the messages; nothing is there unless it is given. */
  readonly header?: Slot<OfConversation>;
  /** In a conversation without messages. */
  readonly empty?: Slot<OfConversation>;
  /** Where one writes; `children` is the composer, or false where one may only read. */
  readonly footer?: Slot<OfConversation>;
  /** While a chat is looked for. */
  readonly opening?: Slot<object>;
  /** A chat that could not be opened. */
  readonly failed?: Slot<{ readonly error: unknown }>;
  /** Between the field and what attaches files; nothing is there unless it is given. */
  readonly composerActions?: Slot<ComposerSlotProps>;
  /** Every picture of a person or a group. */
  readonly avatar?: Slot<AvatarProps>;
  /** Who says it, above the first of a run. */
  readonly author?: Slot<OfMessage>;
  /** Everything inside the bubble of a message. */
  readonly bubble?: Slot<OfMessage>;
  /** Time and state of a message. */
  readonly meta?: Slot<OfMessage>;
  /** Below the bubble; nothing is there unless it is given. */
  readonly below?: Slot<OfMessage>;
  /** An event of the group, or what is left of a message that was taken back. */
  readonly notice?: Slot<OfMessage>;
  readonly content?: ContentSlots;
  readonly custom?: CustomSlots;
  /** A row of the list, inside its link. */
  readonly conversation?: Slot<OfConversation & { readonly isSelected: boolean }>;
  /** A list without conversations. */
  readonly noConversations?: Slot<object>;
}

/** What a slot makes of our own view. */
export function fill<Props>(slot: Slot<Props> | undefined, props: Props, own: ReactNode): ReactNode {
  const filled = slot?.({ ...props, children: own });
  return filled === undefined ? own : filled;
}
