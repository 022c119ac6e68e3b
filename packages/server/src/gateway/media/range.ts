export type RangeAnswer =
  | { readonly kind: 'whole' | 'unsatisfiable' }
  | { readonly kind: 'part'; readonly from: number; readonly to: number };

/**
 * What is to be given of so many bytes. One range at a time: of several, and of what is no range at all, everything is
 * given, as HTTP allows, so that no request costs more than the whole. `isStale`: `if-range` named other bytes than these.
 */
export function readRange(header: string | undefined, size: number, isStale: boolean): RangeAnswer {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (isStale || (first === '' && last === '')) return { kind: 'whole' };
  if (first === '') {
    const count = Number(last);
    return count === 0 ? { kind: 'unsatisfiable' } : { kind: 'part', from: Math.max(0, size - count), to: size - 1 };
  }
  const from = Number(first);
  const to = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < from) return { kind: 'whole' };
  return from >= size ? { kind: 'unsatisfiable' } : { kind: 'part', from, to };
}
