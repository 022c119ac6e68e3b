import { expect, it } from 'vitest';
import { errorText } from './error-text.js';

it('[operation: logs] what an error quotes of what it read stays out of the log; where it came from stays in', () => {
  const canary = 'canary of a message';
  const fault = (() => {
    try {
      return JSON.parse(`{"text": ${canary}`);
    } catch (error) {
      return error;
    }
  })();
  expect(String(fault)).toContain('canary');
  const said = errorText(fault);
  expect(said).not.toContain('canary');
  expect(said).toMatch(/^SyntaxError\n\s+at /);
  expect(errorText(new TypeError('x is not a function'))).toMatch(/^TypeError: x is not a function\n\s+at /);
  expect(errorText(canary)).toBe('string');
  expect(errorText({ canary })).toBe('object');
});
