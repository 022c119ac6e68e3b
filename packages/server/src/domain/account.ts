import { ok, type Refusal, type Result, refusal, refused } from '@palaver/protocol';
import type { ApplicationRow, UserRow } from '../store/people-rows.js';

// Lower-case letters of other scripts, and digits, that stand for a Latin letter in the eyes of a reader.
const lookAlikes: Readonly<Record<string, string>> = {
  // Cyrillic
  ...{ а: 'a', в: 'b', е: 'e', ё: 'e', һ: 'h', і: 'i', ї: 'i', ј: 'j', к: 'k', м: 'm', н: 'h', о: 'o', р: 'p', с: 'c' },
  ...{ ѕ: 's', т: 't', у: 'y', х: 'x', ԁ: 'd', ԛ: 'q', ԝ: 'w', ѵ: 'v' },
  // Greek
  ...{ α: 'a', β: 'b', ε: 'e', ζ: 'z', η: 'n', ι: 'i', κ: 'k', μ: 'm', ν: 'v', ο: 'o', ρ: 'p', τ: 't', υ: 'u', χ: 'x' },
  ...{ γ: 'y', ϲ: 'c', ϳ: 'j' },
  // Others
  ...{ ı: 'i', ł: 'l', ø: 'o', ɑ: 'a', ɡ: 'g', '0': 'o', '1': 'l' },
};

/** What a username looks like: names with one skeleton are not given beside each other. */
export function skeleton(username: string): string {
  let seen = '';
  for (const letter of username.normalize('NFKC').toLowerCase().normalize('NFKC')) seen += lookAlikes[letter] ?? letter;
  return seen;
}

/** Names are compared as given, after NFC. */
export const asUsername = (given: string): string => given.normalize('NFC');

/** Whether somebody may make an account for himself (O7). */
export function decideRegister(application: ApplicationRow | undefined): Result<ApplicationRow, Refusal> {
  if (!application) return refused(refusal('FORBIDDEN', 'Nobody can register here.'));
  if (application.settings.registration !== 'open')
    return refused(refusal('FORBIDDEN', 'Accounts of this application are made by its operator.'));
  return ok(application);
}

/** The account that speaks for the system is called so, or so with a number where the name was taken before it was reserved. */
export const systemName = (count: number): string => (count === 1 ? 'system' : `system.${count}`);
/** Nobody else is given the name. */
export const isReserved = (username: string): boolean => skeleton(username) === skeleton(systemName(1));
export const isSystem = (user: UserRow, application: ApplicationRow): boolean =>
  application.settings.systemUser === user.username;

/** Whether a user whose credentials were right may come in. */
export function decideEntry(user: UserRow, application: ApplicationRow): Result<UserRow, Refusal> {
  if (isSystem(user, application)) return refused(refusal('UNAUTHENTICATED'));
  if (user.state === 'active') return ok(user);
  // To the outside he was never there.
  if (user.state === 'deleted') return refused(refusal('UNAUTHENTICATED'));
  return refused(refusal('FORBIDDEN', 'This user is disabled.'));
}
