/** What a decision answers: the domain returns refusals, it does not throw them. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });
export const refused = <E>(error: E): Result<never, E> => ({ ok: false, error });
