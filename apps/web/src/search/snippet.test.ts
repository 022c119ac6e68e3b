import { describe, expect, it } from 'vitest';
import { snippetOf } from './snippet.js';

describe('[B11 (part)] a line of what was found', () => {
  it('shows the words, whatever their case', () =>
    expect(snippetOf('See you at the Lake', 'lake')).toEqual({ before: 'See you at the ', match: 'Lake', after: '' }));
  it('begins near them in a long message', () =>
    expect(snippetOf(`${'very '.repeat(20)}long`, 'long').before).toBe(`…${'very '.repeat(20).slice(-24)}`));
  it('finds Chinese', () =>
    expect(snippetOf('我们明天见', '明天')).toEqual({ before: '我们', match: '明天', after: '见' }));
  it('is the whole line where the server found it in another form', () =>
    expect(snippetOf('naïve', 'naive')).toEqual({ before: 'naïve', match: '', after: '' }));
});
