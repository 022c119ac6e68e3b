/** JSON text with the keys of every object in order: equal for equal values, however they were written. */
export function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  let fields = '';
  for (const key of sorted(Object.keys(value)))
    fields += `${fields && ','}${JSON.stringify(key)}:${canonical((value as Record<string, unknown>)[key])}`;
  return `{${fields}}`;
}

/** Few keys, as nearly always, are in order before `sort` has made the list that it works on. */
function sorted(keys: string[]): string[] {
  if (keys.length > fewKeys) return keys.sort();
  for (let end = 1; end < keys.length; end++) {
    const key = keys[end] as string;
    let at = end;
    for (; at > 0 && (keys[at - 1] as string) > key; at--) keys[at] = keys[at - 1] as string;
    keys[at] = key;
  }
  return keys;
}
const fewKeys = 16;
