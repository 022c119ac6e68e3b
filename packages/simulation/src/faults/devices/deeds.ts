import { conversationOf, now, type Watched } from '@palaver/checker';
import { type Conversation, ImError } from '@palaver/sdk';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { History } from '../history.js';
import type { RawClient } from '../network/raw-client.js';

/** What one device does; which of them, and to which message counted from the newest, is a number without a bound. */
export interface Deed {
  readonly kind: (typeof kinds)[number];
  readonly device: number;
  readonly message: number;
  readonly isOn: boolean;
}

export const kinds = ['send', 'sameId', 'read', 'clear', 'retract', 'mute', 'delete'] as const;
const weights: Partial<Record<Deed['kind'], number>> = { send: 5, retract: 2, clear: 1 };

export const deed: fc.Arbitrary<Deed> = fc.record({
  kind: fc.oneof(...kinds.map((kind) => ({ weight: weights[kind] ?? 2, arbitrary: fc.constant(kind) }))),
  device: fc.nat({ max: 99 }),
  message: fc.nat({ max: 3 }),
  isOn: fc.boolean(),
});

/** A device of a conversation between two. */
export interface Device {
  readonly watched: Watched;
  readonly peer: string;
}

type Act = (device: Device, conversation: Conversation, deed: Deed) => Promise<void>;

/** What is done to a conversation that the device has. */
export const acts: Readonly<Record<Exclude<Deed['kind'], 'send' | 'sameId'>, Act>> = {
  async read({ watched, peer }, conversation) {
    const to = conversationOf(watched.user, { user: peer });
    const upTo = await greatest(conversation);
    watched.add({ type: 'read.begun', to });
    await conversation.clearUnread();
    watched.add({ type: 'read.done', to, upTo });
  },

  async clear({ watched, peer }, conversation) {
    const to = conversationOf(watched.user, { user: peer });
    const upTo = await greatest(conversation);
    watched.add({ type: 'remove.begun', to });
    await watched.client.conversations.remove({ user: peer });
    watched.add({ type: 'remove.done', to, upTo });
  },

  async retract({ watched, peer }, { messages }, { message: nth }) {
    const own = (await messages.all()).filter(
      ({ isOwn, status, content }) => isOwn && status === 'sent' && content.type === 'text',
    );
    const message = own[nth];
    if (!message) return;
    const about = { to: conversationOf(watched.user, { user: peer }), id: message.id };
    watched.add({ type: 'retract.begun', ...about });
    try {
      await message.retract();
      watched.add({ type: 'retract.confirmed', ...about });
    } catch (error) {
      // Another device of his was the first; that one is confirmed.
      if (!ImError.is(error, 'ALREADY_RETRACTED')) throw error;
      watched.add({ type: 'retract.refused', ...about });
    }
  },

  async delete({ watched, peer }, { messages }, { message: nth }) {
    const message = (await messages.all()).filter(({ status }) => status !== 'sending')[nth];
    if (!message) return;
    await messages.remove(message);
    watched.add({ type: 'delete', to: conversationOf(watched.user, { user: peer }), id: message.id });
  },

  mute: (_, conversation, { isOn }) => conversation.setMuted(isOn),
};

async function greatest({ messages }: Conversation): Promise<number> {
  return Math.max(0, ...(await messages.all()).map(({ seq = 0 }) => seq));
}

export const says = async ({ watched, peer }: Device, text: string): Promise<void> => {
  await watched.send({ user: peer }, text);
};

/** Two devices of a user send under one id at once: the same means one message, another one is ID_REUSED for who comes later. */
export async function saysTwice(
  history: History,
  devices: readonly [RawClient, RawClient],
  { user, peer }: { readonly user: string; readonly peer: string },
  { text, isSame }: { readonly text: string; readonly isSame: boolean },
): Promise<void> {
  const id = crypto.randomUUID();
  const about = { device: `${user} raw`, id };
  const begunAt = now();
  const ask = (raw: RawClient, said: string) =>
    raw.ask('send', { to: { user: peer }, message: { id, content: { type: 'text', text: said } } });
  const [one, other] = await Promise.all([ask(devices[0], text), ask(devices[1], isSame ? text : `${text}, not`)]);
  if (isSame) expect([one.t, other.t, other['seq']]).toEqual(['ok', 'ok', one['seq']]);
  else expect([one.code, other.code].filter((code) => code !== undefined)).toEqual(['ID_REUSED']);
  // What came first was said.
  const [won, said] = one.t === 'ok' ? [one, text] : [other, `${text}, not`];
  const to = conversationOf(user, { user: peer });
  history.take({ at: begunAt, type: 'send.begun', ...about, to, text: said });
  const { seq, sid, at: time } = won as unknown as { seq: number; sid: string; at: number };
  history.add({ type: 'send.acknowledged', ...about, seq, sid, time });
}
