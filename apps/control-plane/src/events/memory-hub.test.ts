import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAtomKey } from '@everruns/schemas';
import { createMemoryBus } from './testing/memory-bus.ts';
import { findEphemeralSequence } from './ephemeral-id.ts';
import type { HubSubscription } from './hub.ts';
import type { MemoryHub } from './memory-hub.ts';
import { createHub, subscribe } from './testing/hub.ts';
import { delta, follow, MESSAGE, settle, tokenOf } from './testing/frames.ts';
import { append, createMemoryLog, ORG, TURN, type MemoryLog } from './testing/memory-log.ts';

describe('recorded events', () => {
  it('are replayed, then live, each once and in order', async () => {
    const memory = createMemoryLog();
    const hub = createHub(memory);
    memory.record('a', 'b', 'c');
    const seen = follow(subscribe(hub, memory, 1));
    await settle();
    hub.publish(memory.record('d'));
    await settle();
    expect(seen).toEqual([2, 3, 4]);
    expect(memory.reads).toBe(1);
  });

  it('reach a live reader in the same tick', async () => {
    const memory = createMemoryLog();
    const hub = createHub(memory);
    const seen = follow(subscribe(hub, memory));
    await settle();
    hub.publish(memory.record('a'));
    await Promise.resolve();
    await new Promise(process.nextTick);
    expect(seen).toEqual([1]);
  });

  it('keep their order and are never lost or repeated, however publishes, hints and joins are shuffled', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(12), fc.constantFrom('publish', 'notice', 'join', 'leave', 'wait')), {
          maxLength: 40,
        }),
        async (steps) => {
          const memory = createMemoryLog();
          const hub = createHub(memory);
          const readers: { from: number; seen: (number | string)[]; subscription: HubSubscription }[] = [];
          const join = (from: number) => {
            const subscription = subscribe(hub, memory, from);
            readers.push({ from, seen: follow(subscription), subscription });
          };
          join(0);
          for (const [n, step] of steps) {
            const event = append(memory, 'x', '{}');
            if (step === 'publish') hub.publish([event]);
            // Another replica's event is told of late, or out of turn.
            else if (step === 'notice') hub.noticeSequence(memory.session_id, Math.max(1, event.sequence - n));
            else if (step === 'join') join(Math.min(n, event.sequence));
            else if (step === 'leave') await readers[n]?.subscription[Symbol.asyncDispose]();
            else await new Promise((resolve) => setImmediate(resolve));
            const late = memory.events[event.sequence - 1 - (n % 3)];
            if (late !== undefined && n % 2 === 0) hub.publish([late]);
          }
          // The sweep.
          hub.noticeSequence(memory.session_id, memory.events.length);
          await settle();
          for (const { from, seen, subscription } of readers) {
            const all = memory.events.map((event) => event.sequence).filter((n) => n > from);
            expect(seen).toEqual(subscription.ended === null ? all : all.slice(0, seen.length));
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('reach a reader once and without a gap when the only live reader leaves while it still reads the log', async () => {
    const memory = createMemoryLog();
    const hub = createHub(memory);
    const first = subscribe(hub, memory);
    follow(first);
    await settle();
    hub.publish(memory.record('a'));
    const seen = follow(subscribe(hub, memory));
    hub.publish(memory.record('b'));
    await first[Symbol.asyncDispose]();
    hub.publish(memory.record('c'));
    await settle();
    expect(seen).toEqual([1, 2, 3]);
  });

  it('that another replica wrote before ours are read from the log first', async () => {
    const memory = createMemoryLog();
    const hub = createHub(memory);
    const seen = follow(subscribe(hub, memory));
    await settle();
    const [, fifth] = memory.record('a', 'b');
    hub.publish(fifth === undefined ? [] : [fifth]);
    expect(seen).toEqual([]);
    await settle();
    expect(seen).toEqual([1, 2]);
  });

  it('published while a long log is read come after all of it', async () => {
    const memory = createMemoryLog();
    const hub = createHub(memory);
    follow(subscribe(hub, memory));
    await settle();
    hub.publish(memory.record(...Array.from({ length: 250 }, () => 'x')));
    const seen = follow(subscribe(hub, memory));
    hub.publish(memory.record('y'));
    await settle();
    expect(seen).toEqual(memory.events.map((event) => event.sequence));
  });

  it('end a reader that does not read at its buffer limit, and no other', async () => {
    const memory = createMemoryLog();
    const hub = createHub(memory);
    let ends = 0;
    const slow = hub.subscribe({
      from: { org_id: ORG, session_id: memory.session_id, after_sequence: 0 },
      bufferBytes: 1_000,
      onEnd: () => (ends += 1),
    });
    const quick = follow(subscribe(hub, memory));
    const first = slow.nextBatch();
    await settle();
    for (let n = 0; n < 20; n += 1) hub.publish(memory.record('a'));
    await first;
    await settle();
    for (let n = 0; n < 20; n += 1) hub.publish(memory.record('a'));
    await settle();
    expect(slow.ended).toBe('overflow');
    expect(ends).toBe(1);
    expect(await slow.nextBatch()).toBeNull();
    expect(quick).toHaveLength(40);
  });

  it('are told to listeners, also those of other replicas', async () => {
    const memory = createMemoryLog();
    const hub = createHub(memory);
    const heard: number[] = [];
    const stop = hub.watchSession(memory.session_id, (event) => heard.push(event.sequence));
    hub.publish(memory.record('a'));
    expect(heard).toEqual([1]);
    expect(hub.watched()).toEqual([{ session_id: memory.session_id, last_sequence: 1 }]);
    memory.record('b', 'c');
    hub.noticeSequence(memory.session_id, 3);
    await settle();
    expect([...new Set(heard)]).toEqual([1, 2, 3]);
    stop();
    hub.publish(memory.record('d'));
    expect(heard).not.toContain(4);
    expect(hub.watched()).toEqual([]);
  });
});

it('a session whose log is gone is not read over and over', async () => {
  const memory = createMemoryLog();
  const hub = createHub(memory);
  hub.watchSession(memory.session_id, () => undefined);
  follow(subscribe(hub, memory, 3));
  await settle();
  expect(memory.reads).toBeLessThan(4);
});

describe('streams', () => {
  it('are limited per session and in all, and a closed one makes room', async () => {
    const memory = createMemoryLog();
    const other = createMemoryLog();
    const hub = createHub(memory, createMemoryBus(), { perSession: 1, total: 2 });
    const first = subscribe(hub, memory);
    const refusal = expect.objectContaining({ code: 'too_many_streams' });
    expect(() => subscribe(hub, memory)).toThrow(refusal);
    subscribe(hub, other);
    expect(() => subscribe(hub, createMemoryLog())).toThrow(refusal);
    await first[Symbol.asyncDispose]();
    expect(() => subscribe(hub, memory)).not.toThrow();
  });

  it('end as draining when the hub closes', async () => {
    const memory = createMemoryLog();
    const hub = createHub(memory);
    const subscription = subscribe(hub, memory);
    const batch = subscription.nextBatch();
    await settle();
    await hub.close();
    expect(await batch).toBeNull();
    expect(subscription.ended).toBe('draining');
  });
});

describe('frames', () => {
  it('show a reader that joins mid-answer everything so far, then the rest', async () => {
    const memory = createMemoryLog();
    const hub = createHub(memory);
    const token = tokenOf(memory.session_id);
    hub.publish(memory.record('output.message.started'));
    hub.openAttempt(ORG, token, MESSAGE);
    hub.publishFrame(token, 1, delta(0, 'Hel'));
    hub.publishFrame(token, 2, delta(3, 'lo'));
    const seen = follow(subscribe(hub, memory));
    await settle();
    hub.publishFrame(token, 3, delta(5, ' you'));
    await settle();
    expect(seen).toEqual([1, '0:Hello', '5: you']);
  });

  it('carry an id that holds the place at which they were sent', async () => {
    const memory = createMemoryLog();
    const hub = createHub(memory);
    const token = tokenOf(memory.session_id);
    hub.publish(memory.record('a', 'b'));
    hub.openAttempt(ORG, token, MESSAGE);
    const subscription = subscribe(hub, memory, 2);
    const batch = subscription.nextBatch();
    await settle();
    hub.publishFrame(token, 1, delta(0, 'x'));
    const [item] = (await batch) ?? [];
    expect(item?.kind === 'frame' ? findEphemeralSequence(item.id) : null).toBe(2);
  });

  it('wait for the recorded events that preceded them', async () => {
    const memory = createMemoryLog();
    const hub = createHub(memory);
    const token = tokenOf(memory.session_id);
    const seen = follow(subscribe(hub, memory));
    await settle();
    const [, second] = memory.record('other replica', 'output.message.started');
    if (second !== undefined) hub.publish([second]);
    hub.openAttempt(ORG, token, MESSAGE);
    hub.publishFrame(token, 1, delta(0, 'a'));
    hub.publishFrame(token, 2, delta(1, 'b'));
    await Promise.resolve();
    expect(seen).toEqual([]);
    await settle();
    expect(seen).toEqual([1, 2, '0:ab']);
  });

  it('of an attempt that began at another replica wait until the log was read', async () => {
    const memory = createMemoryLog();
    const hub = createHub(memory);
    const seen = follow(subscribe(hub, memory));
    await settle();
    memory.record('output.message.started');
    hub.publishFrame(tokenOf(memory.session_id), 1, delta(0, 'a'));
    await settle();
    expect(seen).toEqual([1, '0:a']);
  });

  it('of an attempt that began at another replica wait for the whole log, however many pages it has', async () => {
    const memory = createMemoryLog();
    const hub = createHub(memory);
    const seen = follow(subscribe(hub, memory));
    await settle();
    memory.record(...Array.from({ length: 1_100 }, () => 'another replica'));
    hub.publishFrame(tokenOf(memory.session_id), 1, delta(0, 'a'));
    for (let round = 0; round < 5; round += 1) await settle();
    expect(seen.indexOf('0:a')).toBe(1_100);
    expect(seen.slice(0, 1_100)).toEqual(memory.events.map(({ sequence }) => sequence));
  });

  it('of an older attempt are dropped, and the newer one begins with a reset', async () => {
    const memory = createMemoryLog();
    const hub = createHub(memory);
    const first = tokenOf(memory.session_id);
    const second = tokenOf(memory.session_id, 2);
    const seen = follow(subscribe(hub, memory));
    await settle();
    hub.openAttempt(ORG, first, MESSAGE);
    expect(hub.publishFrame(first, 1, delta(0, 'old'))).toBe('accepted');
    hub.openAttempt(ORG, second, MESSAGE);
    expect(hub.publishFrame(first, 2, delta(3, 'old'))).toBe('dropped');
    expect(hub.publishFrame(second, 1, delta(0, 'new', 2))).toBe('accepted');
    expect(hub.publishFrame(second, 1, delta(0, 'new', 2))).toBe('dropped');
    await settle();
    expect(seen).toEqual(['0:old', 'output.message.reset', '0:new']);
  });

  it.each([
    [
      'the atom is closed',
      (hub: MemoryHub) => hub.closeAtom(TURN, formatAtomKey(tokenOf(createMemoryLog().session_id).atom)),
    ],
    [
      'the message is complete',
      (hub: MemoryHub, memory: MemoryLog) =>
        hub.publish([append(memory, 'output.message.completed', `{"message":{"id":"${MESSAGE}"}}`)]),
    ],
    ['the turn has ended', (hub: MemoryHub, memory: MemoryLog) => hub.publish(memory.record('turn.canceled'))],
  ])('are dropped once %s', async (_name, end) => {
    const memory = createMemoryLog();
    const hub = createHub(memory);
    const token = tokenOf(memory.session_id);
    hub.openAttempt(ORG, token, MESSAGE);
    hub.publishFrame(token, 1, delta(0, 'a'));
    end(hub, memory);
    expect(hub.publishFrame(token, 2, delta(1, 'b'))).toBe('dropped');
    const seen = follow(subscribe(hub, memory));
    await settle();
    expect(seen).toEqual(memory.events.map((event) => event.sequence));
  });
});
