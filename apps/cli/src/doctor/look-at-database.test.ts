import { expect, it } from 'vitest';
import { describeConnections, describeHosts, describeSchema } from './look-at-database.ts';

const facts = { allowed: 97, others: 5, replicas: 0, perReplica: 30 };

it('does the arithmetic of connections', () => {
  expect(describeConnections(facts)).toBe(
    'up to 30 for each control plane, and room for 3 of them (97 connections, 5 used by other programs)',
  );
  expect(() => describeConnections({ ...facts, replicas: 4 })).toThrow('4 × 30 = 120 connections');
  expect(() => describeConnections({ ...facts, others: 90 })).toThrow('PostgreSQL has 7 for them');
});

it('says what each host is, and what a failover may lose', () => {
  const primary = { host: 'a', port: 5432, role: 'primary' as const, timeline: 2 };
  const standby = { host: 'b', port: 5432, role: 'standby' as const, timeline: 0 };
  const hosts = [primary, standby];
  expect(describeHosts({ hosts, isSynchronous: true })).toBe(
    'a:5432 is primary, b:5432 is standby; commits wait for a standby (synchronous_standby_names)',
  );
  expect(describeHosts({ hosts, isSynchronous: false })).toContain('a failover may lose the last commits');
  const away = { ...standby, role: 'away' as const, reason: 'connection refused' };
  expect(() => describeHosts({ hosts: [primary, away], isSynchronous: true })).toThrow(
    'b:5432 is away (connection refused): no failover leads there',
  );
  expect(() => describeHosts({ hosts: [primary, { ...primary, host: 'b' }], isSynchronous: true })).toThrow(
    'only one may take writes',
  );
});

it('compares the schema with the migrations', () => {
  expect(describeSchema({ missing: [], newer: [], refusal: null })).toBe('that of this release');
  expect(describeSchema({ missing: ['0001_a.sql', '0002_b.sql'], newer: [], refusal: null })).toContain(
    '2 migrations wait',
  );
  expect(describeSchema({ missing: [], newer: ['9998_z.sql'], refusal: null })).toContain(
    'a newer release (9998_z.sql)',
  );
  expect(() => describeSchema({ missing: [], newer: [], refusal: 'start the newer one' })).toThrow(
    'start the newer one',
  );
});
