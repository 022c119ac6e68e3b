import type { GroupMember, MemberRef, User } from '@palaver/sdk';

/** Whom one can mention: somebody, or everybody. */
export type MentionChoice =
  | { readonly kind: 'member'; readonly member: GroupMember; readonly name: string }
  | { readonly kind: 'all'; readonly name: string };

/** So many are offered at once; more letters find the others. */
const mostOffered = 30;
/** The server's bound. */
const mostMentions = 200;

export interface MentionContext {
  readonly members: readonly GroupMember[];
  readonly me: User | undefined;
  /** Present where one may mention everybody: the words for it. */
  readonly everyone: readonly string[] | undefined;
}

const nameOf = ({ nickname, user }: GroupMember) => nickname || user.displayName;
const isSame = (one: User, other: User | undefined) => one.username === other?.username && one.appKey === other.appKey;
const fold = (text: string) => text.normalize('NFKC').toLocaleLowerCase();

/** Who is offered for what was written behind the @: whose name begins so first, then who has it within. */
export function mentionChoices(wanted: string, { members, me, everyone }: MentionContext): MentionChoice[] {
  const words = fold(wanted);
  const rank = (...names: readonly string[]) => {
    const folded = names.map(fold);
    if (folded.some((name) => name.startsWith(words))) return 0;
    return folded.some((name) => name.includes(words)) ? 1 : 2;
  };
  const found = members
    .filter(({ user }) => !isSame(user, me))
    .map((member) => ({ member, at: rank(nameOf(member), member.user.displayName, member.user.username) }))
    .filter(({ at }) => at < 2)
    .sort((a, b) => a.at - b.at)
    .map(({ member }) => ({ kind: 'member', member, name: nameOf(member) }) as const);
  const all = everyone && rank(...everyone) === 0 ? [{ kind: 'all', name: everyone[0] ?? '' } as const] : [];
  return [...all, ...found].slice(0, mostOffered);
}

/** Whether one may mention everybody: the group's owner and its admins, as it rings at everybody's. */
export function mayMentionAll(members: readonly GroupMember[], me: User | undefined): boolean {
  const role = members.find(({ user }) => isSame(user, me))?.role;
  return role === 'owner' || role === 'admin';
}

/**
 * Whom a text mentions: read from its words, so that what was deleted again is not mentioned, and what was typed without the
 * list is. Who was chosen from the list comes before others of the same name.
 */
export function mentionsIn(
  text: string,
  chosen: ReadonlyMap<string, MemberRef>,
  { members, everyone }: MentionContext,
): readonly MemberRef[] | 'all' | undefined {
  const named = new Map<string, MemberRef | 'all'>();
  for (const word of everyone ?? []) named.set(fold(word), 'all');
  for (const { user, nickname } of members)
    for (const name of [user.username, user.displayName, nickname])
      if (name) named.set(fold(name), { username: user.username, appKey: user.appKey });
  for (const [name, ref] of chosen) named.set(fold(name), ref);
  const names = [...named.keys()].sort((a, b) => b.length - a.length);
  const found = new Map<string, MemberRef>();
  for (const { index } of text.matchAll(/(?<![A-Za-z0-9._%+-])[@＠]/gu)) {
    const rest = fold(text.slice(index + 1));
    const name = names.find((one) => rest.startsWith(one) && !isWithinWord(one, rest));
    const ref = name === undefined ? undefined : named.get(name);
    if (ref === 'all') return 'all';
    if (ref) found.set(JSON.stringify(ref), ref);
  }
  return found.size > 0 ? [...found.values()].slice(0, mostMentions) : undefined;
}

/** "@ann" is not in "@anna"; Chinese goes on without a space. */
const isWithinWord = (name: string, rest: string) =>
  /[a-z0-9_]$/i.test(name) && /^[a-z0-9_]/i.test(rest.slice(name.length));
