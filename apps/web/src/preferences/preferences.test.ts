import { describe, expect, it } from 'vitest';
import { chooseLanguage, chooseLocale, createPreferences } from './preferences.js';

const storage = (kept: Record<string, string> = {}) => ({
  kept,
  getItem: (key: string) => kept[key] ?? null,
  setItem: (key: string, value: string) => {
    kept[key] = value;
  },
});

describe('preferences', () => {
  it('follow system and browser until one chooses, and are kept', () => {
    const place = storage();
    const preferences = createPreferences(place);
    const first = {
      theme: 'system',
      language: 'auto',
      receipts: 'off',
      typing: 'on',
      notices: 'unasked',
      preview: 'on',
      sound: 'on',
    };
    expect(preferences.get()).toEqual(first);
    const chosen = { ...preferences.get(), theme: 'dark', language: 'zh', receipts: 'on', sound: 'off' } as const;
    preferences.set(chosen);
    const another = createPreferences(place);
    expect(another.get()).toEqual(chosen);
    another.set({ ...chosen, preview: 'off' });
    preferences.reread();
    expect(preferences.get().preview).toBe('off');
  });

  it('pass over what is no choice', () => {
    expect(createPreferences(storage({ 'palaver.theme': 'pink', 'palaver.language': 'fr' })).get()).toMatchObject({
      theme: 'system',
      language: 'auto',
      receipts: 'off',
      typing: 'on',
    });
  });

  it('hold for the visit where nothing can be kept', () => {
    const refuse = () => {
      throw new Error('SecurityError');
    };
    const preferences = createPreferences({ getItem: refuse, setItem: refuse });
    preferences.set({ ...preferences.get(), theme: 'light' });
    expect(preferences.get().theme).toBe('light');
  });
});

describe('the language', () => {
  it("is the first of the browser's that there is, else English", () => {
    expect(chooseLanguage('auto', ['fr-FR', 'zh-Hant-TW', 'en'])).toBe('zh');
    expect(chooseLanguage('auto', ['en-US', 'zh'])).toBe('en');
    expect(chooseLanguage('auto', ['fr', 'de'])).toBe('en');
    expect(chooseLanguage('zh', ['en'])).toBe('zh');
  });

  it('writes dates as the region does, where it speaks the language', () => {
    expect(chooseLocale('en', ['zh-CN', 'en-GB'])).toBe('en-GB');
    expect(chooseLocale('zh-CN', ['en-GB'])).toBe('zh-CN');
  });
});
