import type { Conversation, Target } from '@palaver/sdk';

/** The place of a conversation in the application, for `navigate` and, behind a #, for links. */
export function placeOf(target: Target): string {
  if ('group' in target) return `/g/${encodeURIComponent(target.group)}`;
  if ('chatroom' in target) return `/r/${encodeURIComponent(target.chatroom)}`;
  const app = target.appKey === undefined ? '' : `/${encodeURIComponent(target.appKey)}`;
  return `/u/${encodeURIComponent(target.user)}${app}`;
}

export const hrefOf = ({ target }: Pick<Conversation, 'target'>): string => `#${placeOf(target)}`;

/** Whom a place is about; undefined where it is about nobody. */
export function targetAt(place: string): Target | undefined {
  const [, kind, name, app] = place.split('/').map(decode);
  if (!name) return undefined;
  if (kind === 'g') return { group: name };
  if (kind === 'u') return { user: name, ...(app && { appKey: app }) };
  if (kind === 'r') return { chatroom: name };
  return undefined;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
