import type { Answer, AnswerRow, NewAnswer } from '../people-rows.js';
import type { ApplicationId } from '../rows.js';
import type { Data } from './data.js';

const keyOf = (application: ApplicationId, key: string) => `${application}/${key}`;

export function beginAnswer(data: Data, begun: NewAnswer, since: number): AnswerRow | undefined {
  for (const [key, { at }] of data.answers) if (at < since) data.answers.delete(key);
  const known = data.answers.get(keyOf(begun.application, begun.key));
  if (!known) data.answers.set(keyOf(begun.application, begun.key), begun);
  return known;
}

export function keepAnswer(data: Data, application: ApplicationId, key: string, answer: Answer): void {
  const begun = data.answers.get(keyOf(application, key));
  if (begun) data.answers.set(keyOf(application, key), { ...begun, answer });
}

export function dropAnswer(data: Data, application: ApplicationId, key: string): void {
  if (!data.answers.get(keyOf(application, key))?.answer) data.answers.delete(keyOf(application, key));
}
