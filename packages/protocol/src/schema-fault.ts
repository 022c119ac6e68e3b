import type * as z from 'zod/mini';

/** `message.content.text: …`, for a person who reads the answer. Says where, never what was there. */
export function describeFault(error: z.core.$ZodError): string {
  const issue = error.issues[0];
  if (!issue) return 'The request is not valid.';
  const path = issue.path.map(String).join('.');
  return path ? `${path}: ${issue.message}` : issue.message;
}
