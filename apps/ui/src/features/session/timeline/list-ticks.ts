const STEPS = [1, 2, 5];

/** Round times, in milliseconds, that divide a span into about so many parts. The last one leaves room for its label. */
export function listTicks(spanMs: number, parts: number): number[] {
  const step = roundUp(spanMs / parts);
  const count = Math.floor((spanMs * (1 - 0.4 / parts)) / step);
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

function roundUp(ms: number): number {
  const unit = 10 ** Math.floor(Math.log10(Math.max(1, ms)));
  return unit * (STEPS.find((step) => step * unit >= ms) ?? 10);
}
