import { expect, it } from 'vitest';
import { frameSize } from './frame-size.js';

it('keeps room in the shape of the picture, neither larger nor much smaller than a chat can show', () => {
  expect(frameSize(200, 150)).toEqual({ width: 200, height: 150 });
  expect(frameSize(4_000, 3_000)).toEqual({ width: 320, height: 240 });
  expect(frameSize(1_000, 4_000)).toEqual({ width: 96, height: 360 });
  expect(frameSize(10, 10)).toEqual({ width: 96, height: 96 });
  expect(frameSize()).toEqual({ width: 240, height: 180 });
});
