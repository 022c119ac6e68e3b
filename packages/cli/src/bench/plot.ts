import type { Curve } from './report.js';
import { amount } from './table.js';

const [width, height, margin] = [640, 320, 56];
const colours = ['#1565c0', '#c62828', '#2e7d32', '#6a1b9a', '#ef6c00'];

interface Axis {
  readonly title: string;
  /** Powers of ten lie at equal distances. */
  readonly isLogarithmic: boolean;
}

/** Curves over common axes, as SVG. */
export function plot(curves: readonly Curve[], x: Axis, y: Axis): string {
  const points = curves.flatMap((curve) => curve.points);
  const across = scale(
    points.map(([value]) => value),
    x.isLogarithmic,
    margin,
    width - 16,
  );
  const up = scale(
    points.map(([, value]) => value),
    y.isLogarithmic,
    height - margin,
    16,
  );
  const lines = curves.map((curve, at) => {
    const colour = colours[at % colours.length];
    const path = curve.points.map(([a, b]) => `${across.place(a).toFixed(1)},${up.place(b).toFixed(1)}`);
    const dots = path.map((place) => `<circle cx="${place.replace(',', '" cy="')}" r="3" fill="${colour}"/>`);
    return `<polyline points="${path.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>${dots.join('')}
<text x="${width - 20}" y="${28 + 18 * at}" text-anchor="end" fill="${colour}">${escaped(curve.name)}</text>`;
  });
  const ticks = [
    ...across.ticks.map(
      (value) =>
        `<text x="${across.place(value)}" y="${height - margin + 18}" text-anchor="middle">${amount(value)}</text>`,
    ),
    ...up.ticks.map((value) => {
      const at = up.place(value);
      return `<text x="${margin - 8}" y="${at + 4}" text-anchor="end">${amount(value)}</text><line x1="${margin}" x2="${width - 16}" y1="${at}" y2="${at}" stroke="#ddd"/>`;
    }),
  ];
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
${ticks.join('\n')}
<path d="M${margin},16V${height - margin}H${width - 16}" fill="none" stroke="#555"/>
<text x="${(width + margin) / 2}" y="${height - 12}" text-anchor="middle">${escaped(x.title)}</text>
<text x="14" y="${(height - margin) / 2}" text-anchor="middle" transform="rotate(-90 14 ${(height - margin) / 2})">${escaped(y.title)}</text>
${lines.join('\n')}
</svg>`;
}

function scale(values: readonly number[], isLogarithmic: boolean, from: number, to: number) {
  const bend = (value: number) => (isLogarithmic ? Math.log10(Math.max(value, 0.01)) : value);
  const least = isLogarithmic ? Math.floor(bend(Math.min(...values))) : 0;
  const most = isLogarithmic ? Math.ceil(bend(Math.max(...values))) : Math.max(...values, Number.MIN_VALUE);
  const span = most - least || 1;
  const steps = isLogarithmic ? span : 4;
  return {
    place: (value: number) => from + ((bend(value) - least) / span) * (to - from),
    ticks: Array.from({ length: steps + 1 }, (_, at) =>
      isLogarithmic ? 10 ** (least + at) : least + (span * at) / steps,
    ),
  };
}

export const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
