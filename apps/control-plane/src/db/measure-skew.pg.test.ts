import { afterEach, expect, it, vi } from 'vitest';
import { createTestDatabase } from '../testing/test-database.ts';
import { measureSkew } from './measure-skew.ts';

afterEach(() => void vi.useRealTimers());

it.each([0, -7_200_000, 7_200_000])('finds a machine that is off by %i ms', async (offMs) => {
  await using database = await createTestDatabase();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + offMs });
  const skewMs = await measureSkew({ databaseUrl: database.url });
  // The faked clock stands still while the database is asked.
  expect(Math.abs(skewMs - offMs)).toBeLessThan(5_000);
});
