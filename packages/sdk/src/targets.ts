import { ImError } from '@palaver/protocol';
import type { Conversation, MemberRef, Target } from './api.js';
import { conversationId, type FullTarget, type PeerTarget } from './conversation/records.js';

/** The target as it is kept; an empty application key means one's own (S3). Throws INVALID. */
export function fullTarget(target: Target, me: { username: string; appKey: string }): PeerTarget {
  if (typeof target === 'object' && target !== null) {
    if ('group' in target && /^[1-9][0-9]{0,15}$/.test(target.group)) return { group: target.group };
    if ('user' in target && typeof target.user === 'string' && target.user !== '') {
      const full = { user: target.user.normalize('NFC'), appKey: target.appKey || me.appKey };
      if (full.user === me.username && full.appKey === me.appKey)
        throw new ImError('INVALID', 'A conversation with oneself is not possible.');
      return full;
    }
  }
  throw new ImError('INVALID', 'A target names a user or a group.');
}

/** Where a message can go: to a chatroom as well. Throws INVALID. */
export function sendTarget(target: Target, me: { username: string; appKey: string }): FullTarget {
  const isRoom = typeof target === 'object' && target !== null && 'chatroom' in target;
  if (isRoom && /^[1-9][0-9]{0,15}$/.test(target.chatroom)) return { chatroom: target.chatroom };
  return fullTarget(target, me);
}

/** The id of a conversation or target; undefined where it can be none. */
export function idOf(
  target: Conversation | Target,
  me: { username: string; appKey: string } | undefined,
): string | undefined {
  if (typeof target !== 'object' || target === null) return undefined;
  if ('id' in target) return target.id;
  if ('chatroom' in target) return conversationId({ chatroom: target.chatroom });
  if ('group' in target) return conversationId({ group: target.group });
  if (!me || typeof target.user !== 'string') return undefined;
  return conversationId({ user: target.user.normalize('NFC'), appKey: target.appKey || me.appKey });
}

/** Throws INVALID where it is none. */
export function memberRef(ref: MemberRef, appKey: string): { username: string; appKey: string } {
  if (typeof ref === 'string') return { username: ref, appKey };
  if (typeof ref !== 'object' || ref === null) throw new ImError('INVALID', 'A member is a username.');
  return { username: ref.username, appKey: ref.appKey || appKey };
}

/** Throws INVALID where it is no list of members. */
export function memberRefs(refs: readonly MemberRef[], appKey: string): { username: string; appKey: string }[] {
  if (!Array.isArray(refs)) throw new ImError('INVALID', 'Members come as a list.');
  return refs.map((ref: MemberRef) => memberRef(ref, appKey));
}
