import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryBusNetwork } from './testing/memory-bus.ts';
import { findEphemeralSequence } from './ephemeral-id.ts';
import type { EventBus } from './hub.ts';
import { createHub, subscribe } from './testing/hub.ts';
import { delta, follow, MESSAGE, settle, tokenOf } from './testing/frames.ts';
import { append, createMemoryLog, ORG } from './testing/memory-log.ts';

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

  it('show nothing of an answer that ended while the replica slept to a reader who has it whole', async () => {
    const memory = createMemoryLog();
    const asleep = createHub(memory);
    const token = tokenOf(memory.session_id);
    asleep.publish(memory.record('output.message.started'));
    asleep.openAttempt(ORG, token, MESSAGE);
    asleep.publishFrame(token, 1, delta(0, 'old'));
    append(memory, 'output.message.completed', JSON.stringify({ message: { id: MESSAGE } }));
    const seen = follow(subscribe(asleep, memory, 2));
    await settle();
    expect(asleep.publishFrame(token, 2, delta(3, 'er'))).toBe('dropped');
    await settle();
    expect(seen).toEqual([]);
  });

  it('show nothing of an answer that ended while the log was read for its end, to a reader who has it whole', async () => {
    const memory = createMemoryLog();
    const slow = Promise.withResolvers<void>();
    let isSlow = false;
    const readPage: typeof memory.readPage = async (asked) => {
      const waitsFor = isSlow ? slow.promise : undefined;
      const page = await memory.readPage(asked);
      await waitsFor;
      return page;
    };
    const hub = createHub({ ...memory, readPage });
    const token = tokenOf(memory.session_id);
    hub.publish(memory.record('output.message.started'));
    const leaving = subscribe(hub, memory);
    follow(leaving);
    await settle();
    // The attempt began at another replica, so the log is read for its end.
    isSlow = true;
    hub.publishFrame(token, 1, delta(0, 'old'));
    isSlow = false;
    append(memory, 'output.message.completed', JSON.stringify({ message: { id: MESSAGE } }));
    await leaving[Symbol.asyncDispose]();
    const seen = follow(subscribe(hub, memory, 2));
    await settle();
    hub.publishFrame(token, 2, delta(3, 'er'));
    slow.resolve();
    await settle();
    expect(seen).toEqual([]);
  });

  it('show nothing of an answer that ended unseen, though the replica has heard how far the log goes', async () => {
    const memory = createMemoryLog();
    const asleep = createHub(memory);
    const token = tokenOf(memory.session_id);
    asleep.publish(memory.record('output.message.started'));
    asleep.openAttempt(ORG, token, MESSAGE);
    asleep.publishFrame(token, 1, delta(0, 'old'));
    append(memory, 'output.message.completed', JSON.stringify({ message: { id: MESSAGE } }));
    for (let n = 0; n < 600; n += 1) append(memory, 'x', '{}');
    asleep.noticeSequence(memory.session_id, 602);
    const seen = follow(subscribe(asleep, memory, 602));
    await settle();
    expect(asleep.publishFrame(token, 2, delta(3, 'er'))).toBe('dropped');
    await settle();
    expect(seen).toEqual([]);
  });

  it('show nothing of an attempt of which they hear only after its end, though its frames come in order', async () => {
    const memory = createMemoryLog();
    const network = createMemoryBusNetwork();
    const bus = network.connect();
    bus.setActive(true);
    const held: (() => void)[] = [];
    const slow: EventBus = { ...bus, publish: (hint) => void held.push(() => bus.publish(hint)) };
    const here = createHub(memory, slow);
    const there = createHub(memory, network.connect());
    const seen = follow(subscribe(there, memory));
    await settle();
    const token = tokenOf(memory.session_id);
    here.publish(memory.record('output.message.started'));
    here.openAttempt(ORG, token, MESSAGE);
    here.publishFrame(token, 1, delta(0, 'old'));
    append(memory, 'output.message.completed', JSON.stringify({ message: { id: MESSAGE } }));
    there.noticeSequence(memory.session_id, 2);
    await settle();
    for (const deliver of held) deliver();
    await settle();
    expect(seen).toEqual([1, 2]);
  });

  it('show a reader nothing twice when another one joins after something else was recorded', async () => {
    const { memory, here } = createPair();
    const token = tokenOf(memory.session_id);
    here.publish(memory.record('output.message.started'));
    here.openAttempt(ORG, token, MESSAGE);
    const first = follow(subscribe(here, memory));
    await settle();
    here.publishFrame(token, 1, delta(0, 'Hello'));
    here.publish(memory.record('x'));
    await settle();
    const second = follow(subscribe(here, memory));
    await settle();
    expect([first, second]).toEqual([
      [1, '0:Hello', 2],
      [1, 2, '0:Hello'],
    ]);
  });

  it('place no frame behind what a reader has who read faster than the others are told', async () => {
    const memory = createMemoryLog();
    const network = createMemoryBusNetwork();
    const bus = network.connect();
    bus.setActive(true);
    const there = createHub(memory, network.connect());
    const token = tokenOf(memory.session_id);
    memory.record('output.message.started');
    follow(subscribe(there, memory));
    await settle();
    bus.publish({ kind: 'attempt', org_id: ORG, token, message_id: MESSAGE, after_sequence: 1 });
    await settle();
    memory.record('x', 'x');
    const places: (number | null)[] = [];
    const read = async () => {
      for await (const item of subscribe(there, memory)) {
        places.push(item.kind === 'recorded' ? item.event.sequence : findEphemeralSequence(item.id));
        if (places.length === 3)
          bus.publish({ kind: 'frame', token, frame_number: 1, draft: delta(0, 'a'), after_sequence: 1 });
      }
    };
    void read();
    there.noticeSequence(memory.session_id, 3);
    await settle();
    expect(places).toEqual([1, 2, 3, 3]);
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
