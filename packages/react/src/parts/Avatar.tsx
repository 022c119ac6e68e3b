import type { Conversation, User } from '@palaver/sdk';
import { type Pictured, usePicture } from '../hooks/use-picture.js';
import { useSlots } from '../slots/provider.js';
import { fill } from '../slots/slots.js';

/** A round picture, else the first letter of a name; a group's is a rounded square. Decoration: the name stands beside it. */
export function Avatar(props: AvatarProps) {
  return fill(useSlots().avatar, props, <OwnAvatar {...props} />);
}

function OwnAvatar({ seed, name, of, isGroup = false, size = 'm' }: AvatarProps) {
  const picture = usePicture(of);
  return (
    <span
      className={`pv-avatar pv-avatar-${size}${isGroup ? ' pv-avatar-group' : ''}`}
      data-hue={hue(seed)}
      aria-hidden
    >
      {picture ? <img src={picture} alt="" draggable={false} /> : firstLetter(name)}
    </span>
  );
}

export interface AvatarProps {
  /** Decides the colour, so that it stays when the name changes: `avatarSeed(peer)`. */
  readonly seed: string;
  readonly name: string;
  /** Whose picture is shown, where there is one. */
  readonly of?: Pictured | undefined;
  readonly isGroup?: boolean;
  readonly size?: 's' | 'm' | 'l';
}

/** The same for a person wherever he is shown. */
export const avatarSeed = (peer: Conversation['peer'] | User): string =>
  'username' in peer ? `${peer.appKey}/${peer.username}` : peer.id;

const hues = 8;

/** One of a few colours, by a hash that tells short names apart. */
export function hue(seed: string): number {
  let mixed = 0x811c9dc5;
  for (const character of seed) mixed = Math.imul(mixed ^ (character.codePointAt(0) ?? 0), 0x01000193);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  return ((mixed ^ (mixed >>> 13)) >>> 0) % hues;
}

function firstLetter(name: string): string {
  const [first] = new Intl.Segmenter().segment(name.trim());
  return (first?.segment ?? '?').toLocaleUpperCase();
}
