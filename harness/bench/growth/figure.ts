/** One curve of a figure, in the order of its x values. */
export interface Series {
  name: string;
  points: readonly { x: number; y: number }[];
}

/** A benchmark's measurements against a size that grows. */
export interface Figure {
  /** The file name under `apps/docs/figures`, without `.svg`. */
  name: string;
  title: string;
  x: string;
  y: string;
  series: readonly Series[];
}

/** Returns the exponent k of y ~ x^k by least squares over the logarithms: 0 is constant and 1 is linear. */
export function exponentOf(points: Series['points']): number {
  const logs = points.map(({ x, y }) => ({ x: Math.log(x), y: Math.log(y) }));
  return slopeOf(logs);
}

/** Returns the slope of the least-squares line. */
export function slopeOf(points: Series['points']): number {
  const mean = (pick: (point: { x: number; y: number }) => number) =>
    points.reduce((sum, point) => sum + pick(point), 0) / points.length;
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)];
  const covariance = points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0);
  const variance = points.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
  return covariance / variance;
}
