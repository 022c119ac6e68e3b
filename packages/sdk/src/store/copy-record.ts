/** A copy that shares nothing that can change: records are JSON, Blobs (which cannot change) and byte arrays. */
export function copyRecord<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyRecord) as T;
  if (value instanceof Uint8Array) return value.slice() as T;
  if (!isPlain(value)) return value;
  // Spreading defines every key as its own, `__proto__` too, so the assignments below hit no setter.
  const copy = { ...value } as Record<string, unknown>;
  for (const key in copy) {
    const field = copy[key];
    if (typeof field === 'object' && field !== null) copy[key] = copyRecord(field);
  }
  return copy as T;
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
