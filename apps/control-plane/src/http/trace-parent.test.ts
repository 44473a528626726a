import { expect, it } from 'vitest';
import { readTraceParent } from './trace-parent.ts';

const GOOD = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

it('a good one is taken, sampled or not', () => {
  expect(readTraceParent(new Headers({ traceparent: GOOD }))).toBe(GOOD);
  expect(readTraceParent(new Headers({ traceparent: GOOD.replace(/01$/, '00') }))).toBe(GOOD.replace(/01$/, '00'));
});

it.each([
  '',
  'nonsense',
  GOOD.toUpperCase(),
  `${GOOD}-more`,
  GOOD.replace('4bf92f3577b34da6a3ce929d0e0e4736', '0'.repeat(32)),
  GOOD.replace('00f067aa0ba902b7', '0'.repeat(16)),
  GOOD.replace(/^00/, 'ff'),
])('%j is ignored', (traceparent) => {
  expect(readTraceParent(new Headers({ traceparent }))).toBeNull();
});
