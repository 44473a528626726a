/** One curve of a figure, in the order of its x. */
export interface Series {
  name: string;
  points: readonly { x: number; y: number }[];
}

/** What a benchmark has measured against a size that grows. */
export interface Figure {
  /** File name below `apps/docs/figures`, without `.svg`. */
  name: string;
  title: string;
  x: string;
  y: string;
  series: readonly Series[];
}

/** The exponent k of y ~ x^k by least squares over the logarithms: 0 is constant, 1 is linear. */
export function exponentOf(points: Series['points']): number {
  const logs = points.map(({ x, y }) => ({ x: Math.log(x), y: Math.log(y) }));
  return slopeOf(logs);
}

/** Least squares. */
export function slopeOf(points: Series['points']): number {
  const mean = (pick: (point: { x: number; y: number }) => number) =>
    points.reduce((sum, point) => sum + pick(point), 0) / points.length;
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)];
  const covariance = points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0);
  const variance = points.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
  return covariance / variance;
}
