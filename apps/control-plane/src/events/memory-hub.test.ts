import fc from 'fast-check';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { formatAtomKey } from '@everruns/schemas';
import { systemClock, systemIds } from '../system-clock.ts';
import { createMemoryBus, createMemoryBusNetwork } from './bus/memory.ts';
import { findEphemeralSequence } from './ephemeral-id.ts';
import type { EventBus } from './hub.ts';
import { MemoryHub } from './memory-hub.ts';
import { delta, follow, MESSAGE, settle, tokenOf } from './testing/frames.ts';
import { append, createMemoryLog, ORG, TURN, type MemoryLog } from './testing/memory-log.ts';

const log = pino({ level: 'silent' });
const MEGABYTE = 1024 * 1024;

function createHub(memory: MemoryLog, bus: EventBus = createMemoryBus(), limits = { perSession: 50, total: 100 }) {
  return new MemoryHub({ readPage: memory.readPage, bus, clock: systemClock, ids: systemIds, log, limits });
}

const subscribe = (hub: MemoryHub, memory: MemoryLog, afterSequence = 0, bufferBytes = MEGABYTE) =>
  hub.subscribe({ org_id: ORG, session_id: memory.session_id, afterSequence, bufferBytes });

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
        fc.array(fc.tuple(fc.nat(12), fc.constantFrom('publish', 'notice', 'join', 'wait')), { maxLength: 40 }),
        async (steps) => {
          const memory = createMemoryLog();
          const hub = createHub(memory);
          const readers: { from: number; seen: (number | string)[] }[] = [];
          const join = (from: number) => readers.push({ from, seen: follow(subscribe(hub, memory, from)) });
          join(0);
          for (const [n, step] of steps) {
            const event = append(memory, 'x', '{}');
            if (step === 'publish') hub.publish([event]);
            // Another replica's event is told of late, or out of turn.
            else if (step === 'notice') hub.noticeSequence(memory.session_id, Math.max(1, event.sequence - n));
            else if (step === 'join') join(Math.min(n, event.sequence));
            else await new Promise((resolve) => setImmediate(resolve));
            const late = memory.events[event.sequence - 1 - (n % 3)];
            if (late !== undefined && n % 2 === 0) hub.publish([late]);
          }
          // The sweep.
          hub.noticeSequence(memory.session_id, memory.events.length);
          await settle();
          for (const { from, seen } of readers) {
            expect(seen).toEqual(memory.events.map((event) => event.sequence).filter((n) => n > from));
          }
        },
      ),
      { numRuns: 200 },
    );
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
      org_id: ORG,
      session_id: memory.session_id,
      afterSequence: 0,
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
    const stop = hub.onRecorded(memory.session_id, (event) => heard.push(event.sequence));
    hub.publish(memory.record('a'));
    expect(heard).toEqual([1]);
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

describe('two replicas', () => {
  function createPair() {
    const memory = createMemoryLog();
    const network = createMemoryBusNetwork();
    const [here, there] = [network.connect(), network.connect()].map((bus) => {
      bus.setActive(true);
      return createHub(memory, bus);
    });
    if (here === undefined || there === undefined) throw new Error('two were made');
    return { memory, here, there };
  }

  it('show readers on both the same order when they publish in turns', async () => {
    const { memory, here, there } = createPair();
    const readers = [here, there].map((hub) => follow(subscribe(hub, memory)));
    await settle();
    for (let n = 0; n < 20; n += 1) (n % 2 === 0 ? here : there).publish(memory.record('x'));
    await settle();
    const expected = memory.events.map((event) => event.sequence);
    expect(readers).toEqual([expected, expected]);
  });

  it('carry deltas, and the beginning to a reader that joins mid-answer at the other one', async () => {
    const { memory, here, there } = createPair();
    const token = tokenOf(memory.session_id);
    here.publish(memory.record('output.message.started'));
    here.openAttempt(ORG, token, MESSAGE);
    here.publishFrame(token, 1, delta(0, 'Hello'));
    const seen = follow(subscribe(there, memory));
    await settle();
    here.publishFrame(token, 2, delta(5, ' you'));
    await settle();
    expect(seen).toEqual([1, '0:Hello', '5: you']);
  });

  it('let no frame overtake a recorded event whose hint was lost', async () => {
    const memory = createMemoryLog();
    const network = createMemoryBusNetwork();
    const bus = network.connect();
    bus.setActive(true);
    const lossy: EventBus = { ...bus, publish: (hint) => hint.kind === 'recorded' || bus.publish(hint) };
    const there = createHub(memory, network.connect());
    const here = createHub(memory, lossy);
    const seen = follow(subscribe(there, memory));
    await settle();
    const token = tokenOf(memory.session_id);
    here.publish(memory.record('output.message.started'));
    here.openAttempt(ORG, token, MESSAGE);
    here.publishFrame(token, 1, delta(0, 'a'));
    await settle();
    expect(seen).toEqual([1, '0:a']);
  });

  it('drop a late frame of an answer that the reader already has whole', async () => {
    const memory = createMemoryLog();
    const network = createMemoryBusNetwork();
    const bus = network.connect();
    bus.setActive(true);
    const there = createHub(memory, network.connect());
    memory.record('output.message.started', 'output.message.completed');
    const seen = follow(subscribe(there, memory));
    await settle();
    const token = tokenOf(memory.session_id);
    bus.publish({ kind: 'frame', token, frame_number: 1, draft: delta(0, 'late'), after_sequence: 1 });
    await settle();
    expect(seen).toEqual([1, 2]);
  });

  it('forward only what is new when the worker moves from one to the other', async () => {
    const { memory, here, there } = createPair();
    const token = tokenOf(memory.session_id);
    const readers = [here, there].map((hub) => follow(subscribe(hub, memory)));
    await settle();
    here.openAttempt(ORG, token, MESSAGE);
    here.publishFrame(token, 1, delta(0, 'Hello'));
    await settle();
    there.publishFrame(token, 2, delta(0, 'Hello you'));
    await settle();
    expect(readers).toEqual([
      ['0:Hello', '5: you'],
      ['0:Hello', '5: you'],
    ]);
  });

  it('show every reader the log in order and a text without holes, however things interleave', async () => {
    const step = fc.record({
      at: fc.nat(1),
      what: fc.constantFrom('event', 'say', 'move', 'join', 'wait'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { memory, here, there } = createPair();
        const hubs = [here, there] as const;
        const token = tokenOf(memory.session_id);
        const readers: (number | string)[][] = [];
        const join = (at: number) => readers.push(follow(subscribe(hubs[at === 0 ? 0 : 1], memory)));
        let [text, frame, streaming] = ['', 0, 0];
        here.publish(memory.record('output.message.started'));
        here.openAttempt(ORG, token, MESSAGE);
        for (const { at, what } of steps) {
          const hub = hubs[at === 0 ? 0 : 1];
          if (what === 'event') hub.publish(memory.record('x'));
          else if (what === 'join') join(at);
          else if (what === 'wait') await new Promise((resolve) => setImmediate(resolve));
          else {
            // A worker that has moved begins with everything so far.
            const moved = what === 'move' && streaming !== at;
            if (moved) streaming = at;
            const said = String(frame % 10);
            const draft = moved ? delta(0, text + said) : delta(text.length, said);
            text += said;
            hubs[streaming === 0 ? 0 : 1].publishFrame(token, (frame += 1), draft);
          }
        }
        join(0);
        join(1);
        await settle();
        const sequences = memory.events.map((event) => event.sequence);
        for (const seen of readers) {
          expect(seen.filter((item) => typeof item === 'number')).toEqual(sequences);
          expect(seen.indexOf(1)).toBe(0);
          expect(textOf(seen)).toBe(text);
        }
      }),
      { numRuns: 200 },
    );
  });
});

/** What a client shows: each delta placed by its offset, never beyond what it has. */
function textOf(seen: readonly (number | string)[]): string {
  let shown = '';
  for (const item of seen) {
    if (typeof item === 'number') continue;
    const [offset = '', added = ''] = item.split(':');
    expect(Number(offset)).toBeLessThanOrEqual(shown.length);
    shown = shown.slice(0, Number(offset)) + added;
  }
  return shown;
}
