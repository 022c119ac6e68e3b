import type { Subscriber } from '../../delivery/hub.js';
import { StickyRefusals } from '../sticky.js';
import type { Asker, Identity } from './handler.js';

/** From where a message comes: from a device's connection, or from an application's back end. */
export interface Sender extends Asker {
  /** Which of its messages wait, so that later ones wait behind them (D8). */
  readonly sticky: StickyRefusals;
  /** The connection that gets the answer in the entry's stead. */
  readonly origin?: Subscriber | undefined;
  /** Who speaks: a user, or the back end in the name of one, as an admin or as the system. */
  readonly voice: Voice;
}

export type Voice =
  | { readonly kind: 'device' }
  /** `fromType` 'user': by the rules that hold for him, but for how fast he writes. */
  | { readonly kind: 'back end'; readonly fromType: 'user' | 'admin' | 'system' };

export const deviceVoice: Voice = { kind: 'device' };

export const fromTypeOf = (voice: Voice): 'user' | 'admin' | 'system' =>
  voice.kind === 'device' ? 'user' : voice.fromType;

/** Each message of a back end is a request of its own: none waits behind another. */
export const backEndSender = (
  identity: Pick<Identity, 'user' | 'application'>,
  fromType: 'user' | 'admin' | 'system',
  unknown: () => void,
): Sender => ({ identity, unknown, sticky: new StickyRefusals(), voice: { kind: 'back end', fromType } });
