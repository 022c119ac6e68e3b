import { createLive } from '../live.js';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];
export const languages = ['auto', 'en', 'zh'] as const;
export type Language = (typeof languages)[number];

/** Everything that one chooses for this browser, with its values; the first is what holds until one has chosen. */
const choices = {
  theme: themes,
  language: languages,
  /** Whether what one writes asks who has read it. */
  receipts: ['off', 'on'],
  /** Whether others see that one writes. */
  typing: ['on', 'off'],
  /** Whether new messages are told outside of the page. */
  notices: ['unasked', 'on', 'off'],
  /** Whether a notice shows what was written. */
  preview: ['on', 'off'],
  sound: ['on', 'off'],
} as const;
type Choices = typeof choices;
type Name = keyof Choices;
export type Preferences = { readonly [K in Name]: Choices[K][number] };

const keyOf = (name: string) => `palaver.${name}`;
const names = Object.keys(choices) as Name[];

/** What one has chosen for this browser; without a choice the browser's own. */
export function createPreferences(storage: Pick<Storage, 'getItem' | 'setItem'>) {
  const live = createLive(readAll(storage));
  return {
    ...live,
    set(next: Preferences) {
      live.set(next);
      try {
        for (const name of names) storage.setItem(keyOf(name), next[name]);
      } catch {
        // A browser that keeps nothing asks again next time.
      }
    },
    /** Another tab has chosen. */
    reread: () => live.set(readAll(storage)),
  };
}
export type PreferencesStore = ReturnType<typeof createPreferences>;

function readAll(storage: Pick<Storage, 'getItem'>): Preferences {
  const read = (name: Name): string => {
    const values: readonly string[] = choices[name];
    const kept = readOne(storage, keyOf(name));
    return values.find((value) => value === kept) ?? (values[0] as string);
  };
  return Object.fromEntries(names.map((name) => [name, read(name)])) as Preferences;
}

function readOne(storage: Pick<Storage, 'getItem'>, key: string): string | null {
  try {
    return storage.getItem(key);
  } catch {
    return null;
  }
}

/** The language to show: the chosen one, else the first of the browser's that there is. */
export function chooseLanguage(chosen: Language, browser: readonly string[]): 'en' | 'zh' {
  if (chosen !== 'auto') return chosen;
  const known = browser.map((tag) => tag.toLowerCase().split('-')[0]).find((tag) => tag === 'en' || tag === 'zh');
  return known === 'zh' ? 'zh' : 'en';
}

/** How dates and numbers are written: as the browser's own region does, where it speaks the language that is shown. */
export function chooseLocale(shown: string, browser: readonly string[]): string {
  const language = (tag: string) => tag.toLowerCase().split('-')[0];
  return browser.find((tag) => language(tag) === language(shown)) ?? shown;
}
