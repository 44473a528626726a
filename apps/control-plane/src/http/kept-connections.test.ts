import { EventEmitter } from 'node:events';
import { OrganizationId } from '@everruns/schemas';
import { v7 } from 'uuid';
import { expect, it } from 'vitest';
import { createKeptConnections } from './kept-connections.ts';

const [one, another] = [OrganizationId.parse(v7()), OrganizationId.parse(v7())];

function openLimits(limit: number) {
  const counts = new Map<OrganizationId, number>();
  const tryEnter = (orgId: OrganizationId) => {
    const count = counts.get(orgId) ?? 0;
    if (count >= limit) return null;
    counts.set(orgId, count + 1);
    return () => void counts.set(orgId, (counts.get(orgId) ?? 0) - 1);
  };
  return { counts, keep: createKeptConnections({ tryEnter }) };
}

it('a connection counts once for its organization, however many requests it has, until it closes', () => {
  const { counts, keep } = openLimits(2);
  const [first, second, third] = [new EventEmitter(), new EventEmitter(), new EventEmitter()];
  for (let requests = 0; requests < 3; requests += 1) expect(keep(one, first)).toBe(true);
  expect([keep(one, second), keep(one, third)]).toEqual([true, false]);
  first.emit('close');
  expect(keep(one, third)).toBe(true);
  expect(counts.get(one)).toBe(2);
});

it('a connection that serves several organizations counts for the last one', () => {
  const { counts, keep } = openLimits(1);
  const shared = new EventEmitter();
  for (const orgId of [one, another, one]) expect(keep(orgId, shared)).toBe(true);
  expect([counts.get(one), counts.get(another)]).toEqual([1, 0]);
  expect(shared.listenerCount('close')).toBe(1);
  shared.emit('close');
  expect([counts.get(one), counts.get(another)]).toEqual([0, 0]);
});

it('a connection that is full for one organization may be kept for another, and is given back once', () => {
  const { counts, keep } = openLimits(1);
  const [own, shared] = [new EventEmitter(), new EventEmitter()];
  expect([keep(one, own), keep(one, shared), keep(another, shared)]).toEqual([true, false, true]);
  shared.emit('close');
  expect(counts.get(another)).toBe(0);
});
