import { type Conversation, ImError } from '@palaver/sdk';
import fc from 'fast-check';
import { expect } from 'vitest';
import { conversationOf, type History, now, send, type Watched } from '../history.js';
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
export interface Device extends Watched {
  readonly peer: string;
}

type Act = (device: Device, conversation: Conversation, deed: Deed) => Promise<void>;

/** What is done to a conversation that the device has. */
export const acts: Readonly<Record<Exclude<Deed['kind'], 'send' | 'sameId'>, Act>> = {
  async read({ history, device, user, peer }, conversation) {
    const to = conversationOf(user, { user: peer });
    const upTo = await greatest(conversation);
    history.add({ type: 'read.begun', device, to });
    await conversation.clearUnread();
    history.add({ type: 'read.done', device, to, upTo });
  },

  async clear({ history, device, user, peer, client }, conversation) {
    const to = conversationOf(user, { user: peer });
    const upTo = await greatest(conversation);
    history.add({ type: 'remove.begun', device, to });
    await client.conversations.remove({ user: peer });
    history.add({ type: 'remove.done', device, to, upTo });
  },

  async retract({ history, device, user, peer }, { messages }, { message: nth }) {
    const own = (await messages.all()).filter(
      ({ isOwn, status, content }) => isOwn && status === 'sent' && content.type === 'text',
    );
    const message = own[nth];
    if (!message) return;
    const about = { device, to: conversationOf(user, { user: peer }), id: message.id };
    history.add({ type: 'retract.begun', ...about });
    try {
      await message.retract();
      history.add({ type: 'retract.confirmed', ...about });
    } catch (error) {
      // Another device of his was the first; that one is confirmed.
      if (!ImError.is(error, 'ALREADY_RETRACTED')) throw error;
      history.add({ type: 'retract.refused', ...about });
    }
  },

  async delete({ history, device, user, peer }, { messages }, { message: nth }) {
    const message = (await messages.all()).filter(({ status }) => status !== 'sending')[nth];
    if (!message) return;
    await messages.remove(message);
    history.add({ type: 'delete', device, to: conversationOf(user, { user: peer }), id: message.id });
  },

  mute: (_, conversation, { isOn }) => conversation.setMuted(isOn),
};

async function greatest({ messages }: Conversation): Promise<number> {
  return Math.max(0, ...(await messages.all()).map(({ seq = 0 }) => seq));
}

export const says = async (device: Device, text: string): Promise<void> => {
  await send(device, { user: device.peer }, text);
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
