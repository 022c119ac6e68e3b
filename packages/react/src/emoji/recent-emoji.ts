const key = 'palaver.emoji';
const mostKept = 24;

/** The signs that were chosen last on this device, the latest first. */
export function recentEmoji(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? kept.filter((sign) => typeof sign === 'string').slice(0, mostKept) : [];
  } catch {
    return [];
  }
}

export function rememberEmoji(sign: string): void {
  try {
    const signs = [sign, ...recentEmoji().filter((other) => other !== sign)];
    localStorage.setItem(key, JSON.stringify(signs.slice(0, mostKept)));
  } catch {
    // A browser that keeps nothing has no recent ones.
  }
}
