import { describe, expect, it } from 'vitest';
import { fakeMessage, fakeUser } from '../testing/fake-client.js';
import { retractLeft } from './retract-left.js';

const anna = fakeUser('anna');
const createdAt = new Date(1_000_000);
const own = fakeMessage(anna, 'oh no', { createdAt });
const windowMs = 180_000;
const after = (seconds: number) => createdAt.getTime() + seconds * 1_000;

describe('[S37] the time in which a message can be taken back', () => {
  it('runs for as long as the application allows', () => {
    expect(retractLeft(own, after(0), windowMs)).toBe(180);
    expect(retractLeft(own, after(179.5), windowMs)).toBe(1);
    expect(retractLeft(own, after(180), windowMs)).toBe(0);
    expect(retractLeft(own, after(180), 600_000)).toBe(420);
    expect(retractLeft(own, after(0), 0)).toBe(0);
  });
  it('is not longer where this clock is behind', () => expect(retractLeft(own, after(-60), windowMs)).toBe(180));
  it('is not given for what others said, what was not sent, and what is a prompt already', () => {
    expect(retractLeft(fakeMessage(fakeUser('bert'), 'hi', { createdAt }), after(0), windowMs)).toBe(0);
    expect(retractLeft({ ...own, status: 'failed' }, after(0), windowMs)).toBe(0);
    expect(
      retractLeft({ ...own, content: { type: 'prompt', reason: 'retracted', text: '' } }, after(0), windowMs),
    ).toBe(0);
    expect(retractLeft({ ...own, target: { chatroom: '1' } }, after(0), windowMs)).toBe(0);
  });
});
