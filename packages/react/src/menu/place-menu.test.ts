import { describe, expect, it } from 'vitest';
import { placeMenu } from './place-menu.js';

const menu = { width: 200, height: 300 };
const window = { width: 1_000, height: 800 };
const box = (left: number, top: number, side = 30) => ({ left, top, right: left + side, bottom: top + side });

describe('a menu', () => {
  it('stands below and along the beginning of its button', () => {
    expect(placeMenu(box(100, 100), menu, window)).toEqual({ left: 100, top: 130 });
  });
  it('turns round at the end and at the foot of the window', () => {
    expect(placeMenu(box(900, 100), menu, window)).toEqual({ left: 730, top: 130 });
    expect(placeMenu(box(100, 700), menu, window)).toEqual({ left: 100, top: 400 });
  });
  it('stays inside of a window that is hardly larger', () => {
    expect(placeMenu(box(60, 150), menu, { width: 216, height: 330 })).toEqual({ left: 8, top: 22 });
  });
});
