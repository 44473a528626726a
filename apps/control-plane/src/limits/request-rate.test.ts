import { OrganizationId } from '@everruns/schemas';
import { v7 } from 'uuid';
import { expect, it } from 'vitest';
import { RequestRate } from './request-rate.ts';

it('counts the requests of the last minute: those of the minute before fade', () => {
  let now = 0;
  const rate = new RequestRate({ monotonic: () => now });
  const orgId = OrganizationId.parse(v7());
  for (let count = 1; count <= 60; count += 1) expect(rate.count(orgId)).toBe(count);
  now = 60_000;
  expect(rate.of(orgId)).toBe(60);
  now = 90_000;
  expect(rate.of(orgId)).toBe(30);
  expect(rate.count(orgId)).toBe(31);
  now = 300_000;
  expect(rate.count(orgId)).toBe(1);
  expect([...rate]).toEqual([[orgId, 1]]);
});
