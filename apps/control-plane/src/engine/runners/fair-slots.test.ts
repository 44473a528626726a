import { OrganizationId, SessionId, TurnId } from '@everruns/schemas';
import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { DispatchedSegment } from '../ports/runner.ts';
import { FairSlots, type FairSlotsOptions } from './fair-slots.ts';
import { admitFairly } from './temporal/admit-fairly.ts';

const newOrganization = () => OrganizationId.parse(v7());

function segmentOf(org_id: OrganizationId): DispatchedSegment {
  const turn_id = TurnId.parse(v7());
  const session_id = SessionId.parse(v7());
  return { org_id, turn_id, session_id, segment: 1, start_iteration: 1, max_iterations: 10 };
}

const openSlots = (options: Partial<FairSlotsOptions> = {}) =>
  new FairSlots({
    capacity: 256,
    isShared: true,
    isForAll: false,
    limitOf: () => Infinity,
    monotonic: () => 0,
    ...options,
  });

/** Sends as many turns as there are; those without a slot wait. Returns the turns that run. */
function send(slots: FairSlots, orgId: OrganizationId, count: number): TurnId[] {
  const segments = Array.from({ length: count }, () => segmentOf(orgId));
  return segments.flatMap((segment) => {
    if (slots.take(segment.org_id, segment.turn_id)) return [segment.turn_id];
    slots.wait(segment);
    return [];
  });
}

describe('slots that organizations share', () => {
  it('stay free for the first turn of another one, however much one sends', () => {
    const slots = openSlots();
    expect(send(slots, newOrganization(), 2_000)).toHaveLength(192);
    for (let other = 0; other < 40; other += 1) expect(send(slots, newOrganization(), 1)).toHaveLength(1);
  });

  it('may all be used where there is one organization', () => {
    expect(send(openSlots({ isShared: false }), newOrganization(), 300)).toHaveLength(256);
  });

  it('go to the waiting organization that holds the fewest, then in turn', () => {
    const slots = openSlots({ capacity: 4 });
    const [noisy, second, third] = [newOrganization(), newOrganization(), newOrganization()];
    const running = send(slots, noisy, 20);
    running.push(...send(slots, second, 20), ...send(slots, third, 20));
    const served: OrganizationId[] = [];
    for (const turn of running) {
      slots.release(turn);
      const next = slots.takeNext();
      if (next !== null && slots.take(next.org_id, next.turn_id)) served.push(next.org_id);
    }
    expect(served[0]).toBe(third);
    expect(new Set(served.slice(0, 3)).size).toBe(3);
  });

  it('are limited for one organization, the turns of other processes included', () => {
    const limited = newOrganization();
    const slots = openSlots({ limitOf: (orgId) => (orgId === limited ? 5 : Infinity) });
    slots.noteRunning({ total: 3, byOrganization: new Map([[limited, 3]]), askedAtMs: 0 });
    expect(send(slots, limited, 10)).toHaveLength(2);
    expect(send(slots, newOrganization(), 10)).toHaveLength(10);
    slots.noteRunning({ total: 2, byOrganization: new Map([[limited, 2]]), askedAtMs: 0 });
    expect(slots.takeNext()?.org_id).toBe(limited);
  });

  it('keep one place a turn, for its newest segment', () => {
    const slots = openSlots({ capacity: 1 });
    const orgId = newOrganization();
    const [running] = send(slots, orgId, 1);
    const segment = segmentOf(orgId);
    slots.wait(segment);
    slots.wait({ ...segment, segment: 2 });
    slots.wait(segment);
    expect(slots.waiting).toBe(1);
    slots.release(running as TurnId);
    expect(slots.takeNext()).toEqual({ ...segment, segment: 2 });
  });
});

describe('a runner whose workers serve all organizations in one queue', () => {
  function openRunner(capacity: number) {
    let now = 0;
    const started: DispatchedSegment[] = [];
    const slots = openSlots({ capacity, isForAll: true, monotonic: () => now });
    const runner = admitFairly(
      {
        name: 'temporal',
        start: async (segment) => (started.push(segment), 'delivered'),
        stop: async () => undefined,
        reconcile: async () => [],
        close: async () => undefined,
      },
      { slots, dispatch: (segment) => void runner.start(segment) },
    );
    return { runner, started, moveTo: (ms: number) => (now = ms) };
  }

  it('gets no turn of an organization before the first of another: 260 slow turns are not in its way', async () => {
    const { runner, started } = openRunner(256);
    const [noisy, quiet] = [newOrganization(), newOrganization()];
    for (let count = 0; count < 260; count += 1) await runner.start(segmentOf(noisy));
    expect(started).toHaveLength(192);
    expect(await runner.start(segmentOf(quiet))).toBe('delivered');
    expect(started.slice(192).map(({ org_id }) => org_id)).toEqual([quiet]);
  });

  it('counts the turns that other replicas have handed out, and learns that turns are over', async () => {
    const { runner, started, moveTo } = openRunner(8);
    const noisy = newOrganization();
    runner.noteRunning?.({ total: 6, byOrganization: new Map([[noisy, 6]]), askedAtMs: 0 });
    const late = segmentOf(noisy);
    expect(await runner.start(late)).toBe('busy');
    runner.noteOver(noisy, segmentOf(noisy).turn_id);
    expect(started).toEqual([late]);
    const next = segmentOf(noisy);
    expect(await runner.start(next)).toBe('busy');
    moveTo(2_000);
    runner.noteRunning?.({ total: 1, byOrganization: new Map([[noisy, 1]]), askedAtMs: 1_900 });
    expect(started).toEqual([late, next]);
  });

  it('has its slot back when a segment could not be delivered', async () => {
    const slots = openSlots({ capacity: 1, isForAll: true });
    let isAway = true;
    const runner = admitFairly(
      {
        name: 'temporal',
        start: async () => {
          if (isAway) throw new Error('away');
          return 'delivered';
        },
        stop: async () => undefined,
        reconcile: async () => [],
        close: async () => undefined,
      },
      { slots, dispatch: () => undefined },
    );
    await expect(runner.start(segmentOf(newOrganization()))).rejects.toThrow('away');
    isAway = false;
    expect(await runner.start(segmentOf(newOrganization()))).toBe('delivered');
  });
});
