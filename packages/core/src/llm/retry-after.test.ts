import { describe, expect, it } from 'vitest';
import { MAX_RETRY_AFTER_MS, readRetryAfterMs } from './retry-after.ts';

const DATE = 'Fri, 21 Nov 2025 10:00:00 GMT';
const DAY = MAX_RETRY_AFTER_MS;

describe('readRetryAfterMs', () => {
  it.each([
    [{ 'retry-after-ms': '1500', 'retry-after': '9' }, 1_500],
    [{ 'retry-after-ms': '1.2' }, 2],
    [{ 'retry-after-ms': '0' }, 0],
    [{ 'retry-after': '7' }, 7_000],
    [{ 'retry-after': ' 0.5 ' }, 500],
    [{ 'retry-after': '1.0004' }, 1_001],
    [{ 'retry-after': 'Fri, 21 Nov 2025 10:00:30 GMT', date: DATE }, 30_000],
    [{ 'retry-after': 'Fri, 21 Nov 2025 09:00:00 GMT', date: DATE }, 0],
  ])('reads %j', (headers, delayMs) => {
    expect(readRetryAfterMs(new Headers(Object.entries(headers)))).toBe(delayMs);
  });

  it.each([
    [{ 'retry-after-ms': '86400001' }, DAY],
    [{ 'retry-after-ms': '99999999999999999999' }, DAY],
    [{ 'retry-after': '99999999999' }, DAY],
    [{ 'retry-after': 'Fri, 31 Dec 9999 23:59:59 GMT', date: DATE }, DAY],
    [{ 'retry-after': '+275760-09-13T00:00:00.000Z', date: DATE }, DAY],
  ])('waits a day for %j', (headers, delayMs) => {
    expect(readRetryAfterMs(new Headers(Object.entries(headers)))).toBe(delayMs);
  });

  it.each(['Infinity', '-Infinity', 'NaN', '-5', '-1e9', '1e30', '0x10', '1,5', '9'.repeat(400), 'soon', '', '1 2'])(
    'takes %s for nothing, and looks at the next header',
    (value) => {
      expect(readRetryAfterMs(new Headers({ 'retry-after-ms': value }))).toBeUndefined();
      expect(readRetryAfterMs(new Headers({ 'retry-after-ms': value, 'retry-after': '3' }))).toBe(3_000);
      expect(readRetryAfterMs(new Headers({ 'retry-after': value }))).toBeUndefined();
      expect(readRetryAfterMs(new Headers({ 'retry-after': value, date: DATE }))).toSatisfy(isBounded);
    },
  );

  it.each([undefined, new Headers(), new Headers({ 'retry-after': 'Fri, 21 Nov 2025 10:00:30 GMT' })])(
    'says nothing where nothing is said: %#',
    (headers) => {
      expect(readRetryAfterMs(headers)).toBeUndefined();
    },
  );
});

function isBounded(value: number | undefined): boolean {
  return value === undefined || (Number.isSafeInteger(value) && value >= 0 && value <= DAY);
}
