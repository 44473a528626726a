import { describe, expect, it } from 'vitest';
import { FairQueue, type Place } from './fair-queue.ts';

const LIMITS = { slots: 2, slotsPerTenant: 1, waitingPerTenant: 2, waitingBytesPerTenant: 100, waitingTotal: 5 };

function makeWorld(limits: Partial<typeof LIMITS> = {}) {
  const queue = new FairQueue({ ...LIMITS, ...limits });
  const admitted: string[] = [];
  const places = new Map<string, Place | null>();
  const enter = (name: string, bytes = 1): boolean => {
    const place = queue.enter(name.slice(0, 1), bytes);
    places.set(name, place);
    void place?.admitted.then(() => admitted.push(name));
    return place !== null;
  };
  const leave = async (name: string): Promise<void> => {
    places.get(name)?.leave();
    await Promise.resolve();
  };
  return { queue, admitted, enter, leave };
}

describe('a fair queue', () => {
  it('gives a tenant its share and not more, though slots are free', async () => {
    const { admitted, enter, leave, queue } = makeWorld();
    expect(['a1', 'a2', 'b1'].map((name) => enter(name))).toEqual([true, true, true]);
    await leave('none');
    expect(admitted).toEqual(['a1', 'b1']);
    expect([queue.running, queue.waiting]).toEqual([2, 1]);
  });

  it('takes turns between tenants, however many jobs one of them has', async () => {
    const { admitted, enter, leave } = makeWorld({ slots: 1 });
    for (const name of ['a1', 'a2', 'a3', 'b1', 'c1']) enter(name);
    for (const name of ['a1', 'b1', 'c1', 'a2', 'a3']) await leave(name);
    expect(admitted).toEqual(['a1', 'b1', 'c1', 'a2', 'a3']);
  });

  it('refuses a tenant whose part of the queue is full, and nobody else', () => {
    const { enter } = makeWorld();
    expect(['a1', 'a2', 'a3', 'a4', 'b1', 'b2'].map((name) => enter(name))).toEqual([
      true,
      true,
      true,
      false,
      true,
      true,
    ]);
  });

  it('counts the bytes that wait; the first waits whatever its size', () => {
    const { enter } = makeWorld({ waitingPerTenant: 10 });
    enter('a1', 1_000);
    expect([enter('a2', 1_000), enter('a3', 1), enter('b1', 1), enter('b2', 60), enter('b3', 60)]).toEqual([
      true,
      false,
      true,
      true,
      false,
    ]);
  });

  it('refuses everybody when too many wait in all', () => {
    const { enter } = makeWorld({ slots: 1, waitingTotal: 2 });
    expect(['a1', 'b1', 'c1', 'd1'].map((name) => enter(name))).toEqual([true, true, true, false]);
  });

  it('forgets who leaves before their turn, and who leaves twice', async () => {
    const { admitted, enter, leave, queue } = makeWorld();
    for (const name of ['a1', 'a2', 'a3']) enter(name);
    for (const name of ['a2', 'a2', 'a1', 'a1']) await leave(name);
    expect(admitted).toEqual(['a1', 'a3']);
    await leave('a3');
    expect([queue.running, queue.waiting]).toEqual([0, 0]);
  });
});
