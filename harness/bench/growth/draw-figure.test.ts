import { describe, expect, it } from 'vitest';
import { drawFigure } from './draw-figure.ts';
import { exponentOf, slopeOf } from './figure.ts';

const constant = [10, 100, 1_000].map((x) => ({ x, y: 4 }));
const linear = [10, 100, 1_000].map((x) => ({ x, y: 3 * x }));

describe('a growth figure', () => {
  it('tells a constant from a linear cost by its exponent', () => {
    expect(exponentOf(constant)).toBeCloseTo(0);
    expect(exponentOf(linear)).toBeCloseTo(1);
    expect(slopeOf(linear)).toBeCloseTo(3);
  });

  it('draws a constant as a level line and names each series with its exponent', () => {
    const svg = drawFigure({
      name: 'turns',
      title: 'a < b',
      x: 'turns',
      y: 'ms',
      series: [
        { name: 'flat', points: constant },
        { name: 'rising', points: linear },
      ],
    });
    const [flat = '', rising = ''] = [...svg.matchAll(/polyline points="([^"]+)"/g)].map((match) => match[1] ?? '');
    const heights = (path: string) => path.split(' ').map((point) => Number(point.split(',')[1]));
    expect(new Set(heights(flat)).size).toBe(1);
    expect(heights(rising)).toEqual(heights(rising).toSorted((a, b) => b - a));
    expect(svg).toContain('flat (x^0.00)');
    expect(svg).toContain('rising (x^1.00)');
    expect(svg).toContain('a &lt; b');
  });
});
