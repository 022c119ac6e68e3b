import { expect, it } from 'vitest';
import { fitInto, fitted, moveBy, zoomAt } from './zoom.js';

const room = { width: 1000, height: 800 };
const picture = { width: 1000, height: 500 };

it('fits a picture into the room, and makes none larger than it is', () => {
  expect(fitInto({ width: 4000, height: 2000 }, room)).toEqual(picture);
  expect(fitInto({ width: 100, height: 50 }, room)).toEqual({ width: 100, height: 50 });
  expect(fitInto({ width: 100, height: 8000 }, room)).toEqual({ width: 10, height: 800 });
  expect(fitInto({ width: 0, height: 0 }, room)).toEqual(room);
});

it('keeps the point under the pointer where it is', () => {
  const zoom = zoomAt(fitted, 2, { x: 200, y: 0 }, picture, room);
  expect(zoom).toEqual({ scale: 2, x: -200, y: 0 });
  // The point that was at 200 is at 200 still: 200 · 2 − 200.
  expect(200 * zoom.scale + zoom.x).toBe(200);
});

it('is never smaller than it fits, nor larger than it can be seen', () => {
  expect(zoomAt(fitted, 0.1, { x: 0, y: 0 }, picture, room)).toEqual(fitted);
  expect(zoomAt(fitted, 1000, { x: 0, y: 0 }, picture, room).scale).toBe(8);
  const large = zoomAt(fitted, 2, { x: 400, y: 0 }, picture, room);
  expect(zoomAt(large, 0.1, { x: 0, y: 0 }, picture, room)).toEqual(fitted);
});

it('is moved no further than its edges', () => {
  const zoom = zoomAt(fitted, 2, { x: 0, y: 0 }, picture, room);
  expect(moveBy(zoom, { x: 5000, y: 5000 }, picture, room)).toEqual({ scale: 2, x: 500, y: 100 });
  expect(moveBy(fitted, { x: 50, y: 50 }, picture, room)).toEqual(fitted);
});
