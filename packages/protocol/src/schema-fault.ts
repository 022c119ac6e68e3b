import type * as v from 'valibot';

type Issue = v.BaseIssue<unknown>;
type Fault = { readonly path: readonly string[]; readonly issue: Issue };

/** `message.content.text: …`, for a person who reads the answer. Says where, never what was there. */
export function describeFault([first]: readonly [Issue, ...Issue[]]): string {
  const { path, issue } = innermost(first, []);
  return path.length > 0 ? `${path.join('.')}: ${issue.message}` : issue.message;
}

/** The sentence of a fault that has none of its own: valibot's would quote what was there. */
export function expectation(issue: Issue): string {
  if (isMissing(issue)) return 'is missing';
  if (!issue.expected) return 'is not valid';
  return `expected ${issue.type.endsWith('_length') ? 'length ' : ''}${issue.expected}`;
}

/** Where a value may have several forms, the fault of the form that was meant: the one that got furthest. */
function innermost(issue: Issue, above: readonly string[]): Fault {
  const path = [...above, ...(issue.path ?? []).map(({ key }) => String(key))];
  const forms = (issue.issues ?? []).map((form) => innermost(form, path));
  return forms.reduce((best, form) => (reach(form) > reach(best) ? form : best), { path, issue });
}

/** Deeper is further; at one depth a bound further than a type, and a wrong value further than a missing one. */
const reach = ({ path, issue }: Fault): number =>
  3 * path.length + (issue.kind === 'validation' ? 2 : isMissing(issue) ? 0 : 1);

const isMissing = ({ path }: Issue): boolean => path?.at(-1)?.origin === 'key';
