import { expect, it } from 'vitest';
import { describeConnections, describeSchema } from './look-at-database.ts';

const facts = { allowed: 97, others: 5, replicas: 0, perReplica: 30 };

it('does the arithmetic of connections', () => {
  expect(describeConnections(facts)).toBe(
    'up to 30 for each control plane, and room for 3 of them (97 connections, 5 used by other programs)',
  );
  expect(() => describeConnections({ ...facts, replicas: 4 })).toThrow('4 × 30 = 120 connections');
  expect(() => describeConnections({ ...facts, others: 90 })).toThrow('PostgreSQL has 7 for them');
});

it('compares the schema with the migrations', () => {
  expect(describeSchema({ missing: [], unknown: [] })).toBe('that of this release');
  expect(describeSchema({ missing: ['0001_a.sql', '0002_b.sql'], unknown: [] })).toContain('2 migrations wait');
  expect(() => describeSchema({ missing: [], unknown: ['9999_z.sql'] })).toThrow('9999_z.sql');
});
