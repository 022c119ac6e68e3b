import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = (name: string) => readFileSync(new URL(`../../styles/${name}.css`, import.meta.url), 'utf8');

/** Token → [light, dark], as tokens.css has them. */
const tokens = new Map(
  [...css('tokens').matchAll(/--pv-([\w-]+): light-dark\((#[0-9a-fA-F]{6}), (#[0-9a-fA-F]{6})\)/g)].map(
    ([, name, light, dark]) => [name, [light, dark]] as const,
  ),
);

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const pairs = [
  ['text', ['ground', 'surface', 'raised', 'field', 'hover', 'selected', 'bubble-own', 'bubble-other']],
  ['text-quiet', ['ground', 'surface', 'raised', 'field', 'hover', 'selected', 'bubble-other']],
  ['accent', ['ground', 'surface', 'hover', 'selected', 'bubble-other']],
  ['danger', ['ground', 'surface', 'raised', 'hover']],
  ['bubble-own-quiet', ['bubble-own']],
  ['warning-text', ['warning-ground']],
  ['on-accent', ['accent-strong']],
  ['surface', ['text-quiet']],
] as const;

describe('contrast (WCAG AA)', () => {
  it.each(pairs.flatMap(([text, grounds]) => grounds.map((ground) => [text, ground] as const)))(
    '%s on %s is at least 4.5 in light and dark',
    (text, ground) => {
      for (const mode of [0, 1] as const) {
        const [ink, paper] = [tokens.get(text)?.[mode], tokens.get(ground)?.[mode]];
        if (!ink || !paper) throw new Error(`no token ${ink ? ground : text}`);
        expect(contrast(ink, paper)).toBeGreaterThanOrEqual(4.5);
      }
    },
  );

  it('white letters stand out on every picture, and names in those colours on a bubble', () => {
    const hues = [...css('tokens').matchAll(/--pv-person-\d: (#[0-9a-f]{6})/g)].map(([, hex]) => hex as string);
    expect(hues.length).toBe(8);
    for (const hex of hues) expect(contrast(hex, '#ffffff')).toBeGreaterThanOrEqual(4.5);
  });
});
