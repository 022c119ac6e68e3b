const key = 'palaver.heard';
/** The latest are remembered; what is older counts as heard by its age. */
const mostKept = 500;

export interface HeardVoices {
  readonly has: (voice: string) => boolean;
  readonly add: (voice: string) => void;
}

/** Which voices were listened to on this device. */
export function createHeardVoices(storage: () => Pick<Storage, 'getItem' | 'setItem'>): HeardVoices {
  const heard = new Set<string>(read());
  function read(): string[] {
    try {
      const kept: unknown = JSON.parse(storage().getItem(key) ?? '[]');
      return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string').slice(-mostKept) : [];
    } catch {
      return [];
    }
  }
  return {
    has: (voice) => heard.has(voice),
    add(voice) {
      if (heard.has(voice)) return;
      heard.add(voice);
      for (const eldest of heard) {
        if (heard.size <= mostKept) break;
        heard.delete(eldest);
      }
      try {
        storage().setItem(key, JSON.stringify([...heard]));
      } catch {
        // A browser that keeps nothing knows it for as long as the page lives.
      }
    },
  };
}
