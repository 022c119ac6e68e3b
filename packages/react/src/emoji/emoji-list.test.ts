import { describe, expect, it } from 'vitest';
import { isOnlyEmoji } from '../content/split-text.js';
import { emojiBySign, emojiGroups, emojiOf, findEmoji } from './emoji-list.js';

const found = (text: string) => findEmoji(text).map(({ sign }) => sign);

describe('[web: emoji] the list of emoji', () => {
  it('has each sign once, with a name in both languages, and all are emoji', () => {
    const all = emojiGroups.flatMap((group) => emojiOf(group));
    expect(all.length).toBeGreaterThan(1_500);
    expect(new Set(all.map(({ sign }) => sign)).size).toBe(all.length);
    for (const { sign, en, zh } of all) {
      expect([sign, isOnlyEmoji(sign)]).toEqual([sign, true]);
      expect(en).not.toBe('');
      expect(zh).not.toBe('');
    }
  });

  it('is searched in English and Chinese', () => {
    expect(found('thumbs up')[0]).toBe('👍');
    expect(found('CAT')).toContain('🐈');
    expect(found('猫')).toContain('🐈');
    expect(found('茶')).toContain('🍵');
    expect(found('xyzzy')).toEqual([]);
    expect(found(' ')).toEqual([]);
  });

  it('knows emoji by their signs, and passes over what is none', () => {
    expect(emojiBySign(['👍', 'no', '🍵']).map(({ sign }) => sign)).toEqual(['👍', '🍵']);
  });
});
