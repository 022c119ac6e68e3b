import { expect, it } from 'vitest';
import { readable } from './readable.js';

it('takes from a text what a terminal would obey', () => {
  expect(readable('\u001b[2Jred\u0007\u009b31m \u202eevil\u0000')).toBe('\ufffd[2Jred\ufffd\ufffd31m \ufffdevil\ufffd');
  expect(readable('two\nlines\tand 二 👍🏽')).toBe('two\n    lines\tand 二 👍🏽');
});
