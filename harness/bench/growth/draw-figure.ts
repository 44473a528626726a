import { exponentOf, type Figure, type Series } from './figure.ts';

const WIDTH = 820;
const HEIGHT = 360;
const PLOT = { left: 70, right: 520, top: 48, bottom: 300 };
/** The legend's order distinguishes the curves without color; the colors are readable on light and dark backgrounds. */
const COLORS = ['#2563eb', '#d97706', '#059669', '#db2777', '#7c3aed', '#64748b', '#dc2626', '#0891b2'];

/** Draws the figure as SVG. Both axes are logarithmic, so that a power is a straight slope and a constant is a flat line. */
export function drawFigure(figure: Figure): string {
  const points = figure.series.flatMap((series) => series.points);
  const toX = scale(
    points.map(({ x }) => x),
    [PLOT.left, PLOT.right],
  );
  const toY = scale(
    points.map(({ y }) => y),
    [PLOT.bottom, PLOT.top],
  );
  const place = ({ x, y }: { x: number; y: number }) => `${toX.at(x).toFixed(1)},${toY.at(y).toFixed(1)}`;
  const body = [
    text({ x: PLOT.left, y: 24, anchor: 'start', size: 15 }, figure.title),
    ...toX.ticks.flatMap((tick) => [
      line([toX.at(tick), PLOT.top], [toX.at(tick), PLOT.bottom]),
      text({ x: toX.at(tick), y: PLOT.bottom + 18, anchor: 'middle', size: 11 }, short(tick)),
    ]),
    ...toY.ticks.flatMap((tick) => [
      line([PLOT.left, toY.at(tick)], [PLOT.right, toY.at(tick)]),
      text({ x: PLOT.left - 8, y: toY.at(tick) + 4, anchor: 'end', size: 11 }, short(tick)),
    ]),
    text({ x: (PLOT.left + PLOT.right) / 2, y: PLOT.bottom + 40, anchor: 'middle', size: 12 }, figure.x),
    text({ x: PLOT.left - 8, y: PLOT.top - 8, anchor: 'end', size: 12 }, figure.y),
    ...figure.series.flatMap((series, index) => drawSeries(series, index, place)),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" fill="#64748b">\n${body.join('\n')}\n</svg>\n`;
}

function drawSeries(series: Series, index: number, place: (point: { x: number; y: number }) => string): string[] {
  const color = COLORS[index % COLORS.length] ?? '#64748b';
  const path = series.points.map(place);
  const legend = { x: PLOT.right + 34, y: PLOT.top + 16 + index * 20 };
  return [
    `<polyline points="${path.join(' ')}" fill="none" stroke="${color}" stroke-width="2"/>`,
    ...path.map((point) => {
      const [x, y] = point.split(',');
      return `<circle cx="${x}" cy="${y}" r="3" fill="${color}"/>`;
    }),
    `<rect x="${legend.x - 18}" y="${legend.y - 9}" width="12" height="4" fill="${color}"/>`,
    text({ ...legend, anchor: 'start', size: 11 }, `${series.name} (x^${exponentOf(series.points).toFixed(2)})`),
  ];
}

/**
 * Returns a logarithmic scale, from the power of ten (or twice or five times one) below the least value to the one above
 * the greatest.
 */
function scale(values: readonly number[], [from, to]: readonly [number, number]) {
  const steps = [-4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7].flatMap((power) =>
    [1, 2, 5].map((step) => step * 10 ** power),
  );
  const low = steps.findLast((step) => step <= Math.min(...values)) ?? 1;
  const high = steps.find((step) => step >= Math.max(...values) && step > low) ?? 10;
  const inside = steps.filter((step) => step >= low && step <= high);
  const ticks =
    inside.length > 8
      ? inside.filter((step) => Math.abs(Math.log10(step) - Math.round(Math.log10(step))) < 1e-9)
      : inside;
  const at = (value: number) =>
    from + ((Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low))) * (to - from);
  return { at, ticks: ticks.length > 1 ? ticks : [low, high] };
}

function line([x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number]): string {
  const ends = [x1, y1, x2, y2].map((value) => value.toFixed(1));
  return `<line x1="${ends[0]}" y1="${ends[1]}" x2="${ends[2]}" y2="${ends[3]}" stroke="#94a3b8" stroke-opacity="0.35"/>`;
}

interface TextPlace {
  x: number;
  y: number;
  anchor: 'start' | 'middle' | 'end';
  size: number;
}

function text({ x, y, anchor, size }: TextPlace, content: string): string {
  const escaped = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" font-size="${size}">${escaped}</text>`;
}

function short(value: number): string {
  if (value >= 1_000_000) return `${value / 1_000_000}M`;
  return value >= 1_000 ? `${value / 1_000}k` : String(Number(value.toPrecision(2)));
}
