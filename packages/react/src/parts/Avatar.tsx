/** A round picture with the first letter of a name; a group's is a rounded square. Decoration: the name stands beside it. */
export function Avatar({ id, name, isGroup = false, size = 'm' }: AvatarProps) {
  return (
    <span className={`pv-avatar pv-avatar-${size}${isGroup ? ' pv-avatar-group' : ''}`} data-hue={hue(id)} aria-hidden>
      {firstLetter(name)}
    </span>
  );
}

export interface AvatarProps {
  /** Decides the colour, so that it stays when the name changes. */
  readonly id: string;
  readonly name: string;
  readonly isGroup?: boolean;
  readonly size?: 's' | 'm' | 'l';
}

const hues = 8;

function hue(id: string): number {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return sum % hues;
}

function firstLetter(name: string): string {
  const [first] = new Intl.Segmenter().segment(name.trim());
  return (first?.segment ?? '?').toLocaleUpperCase();
}
