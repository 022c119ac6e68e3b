import { createLive } from '../live.js';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];
export const languages = ['auto', 'en', 'zh'] as const;
export type Language = (typeof languages)[number];

/** Whether what one writes asks who has read it. */
export const receiptChoices = ['off', 'on'] as const;
export type ReceiptChoice = (typeof receiptChoices)[number];

/** Whether others see that one writes. */
export const typingChoices = ['on', 'off'] as const;
export type TypingChoice = (typeof typingChoices)[number];

export interface Preferences {
  readonly theme: Theme;
  readonly language: Language;
  readonly receipts: ReceiptChoice;
  readonly typing: TypingChoice;
}

const themeKey = 'palaver.theme';
const languageKey = 'palaver.language';
const receiptsKey = 'palaver.receipts';
const typingKey = 'palaver.typing';

/** What one has chosen for this browser; without a choice the browser's own. */
export function createPreferences(storage: Pick<Storage, 'getItem' | 'setItem'>) {
  const live = createLive<Preferences>({
    theme: oneOf(themes, read(storage, themeKey)) ?? 'system',
    language: oneOf(languages, read(storage, languageKey)) ?? 'auto',
    receipts: oneOf(receiptChoices, read(storage, receiptsKey)) ?? 'off',
    typing: oneOf(typingChoices, read(storage, typingKey)) ?? 'on',
  });
  return {
    ...live,
    set(next: Preferences) {
      live.set(next);
      try {
        storage.setItem(themeKey, next.theme);
        storage.setItem(languageKey, next.language);
        storage.setItem(receiptsKey, next.receipts);
        storage.setItem(typingKey, next.typing);
      } catch {
        // A browser that keeps nothing asks again next time.
      }
    },
  };
}
export type PreferencesStore = ReturnType<typeof createPreferences>;

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

const oneOf = <T extends string>(values: readonly T[], value: string | null): T | undefined =>
  values.find((known) => known === value);

function read(storage: Pick<Storage, 'getItem'>, key: string): string | null {
  try {
    return storage.getItem(key);
  } catch {
    return null;
  }
}
