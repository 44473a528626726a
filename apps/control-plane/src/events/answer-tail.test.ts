import type { EphemeralDraft } from '@everruns/schemas';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findEphemeralSequence } from './ephemeral-id.ts';
import type { HubItem, HubSubscription } from './hub.ts';
import { MESSAGE, settle, tokenOf } from './testing/frames.ts';
import { createHub, subscribe } from './testing/hub.ts';
import { appendOfAttempt, createMemoryLog, type MemoryLog } from './testing/memory-log.ts';

/** What a client holds that prints deltas as they come. */
interface Client {
  texts: string[];
  isCompleted: boolean;
  framesAfter: number;
}

function read(subscription: HubSubscription): Client {
  const client: Client = { texts: [], isCompleted: false, framesAfter: 0 };
  void (async () => {
    for await (const item of subscription) take(client, item);
  })();
  return client;
}

function take(client: Client, item: HubItem): void {
  if (item.kind === 'recorded') {
    client.isCompleted ||= item.event.type === 'output.message.completed';
    return;
  }
  if (client.isCompleted) client.framesAfter += 1;
  const { data } = JSON.parse(item.json) as { data: { part: number; offset: number; delta?: string } };
  if (data.delta === undefined) client.texts = [];
  else if (data.offset === (client.texts[data.part] ?? '').length || data.offset === 0)
    client.texts[data.part] = (data.offset === 0 ? '' : (client.texts[data.part] ?? '')) + data.delta;
}

function complete(memory: MemoryLog, texts: readonly string[], attempt: number) {
  const content = texts.map((text) => ({ type: 'text', text }));
  const data = JSON.stringify({ message: { id: MESSAGE, role: 'agent', content } });
  return appendOfAttempt(memory, { type: 'output.message.completed', data, attempt });
}

const deltaOf = (part: number, attempt: number, { from, text }: { from: number; text: string }): EphemeralDraft => ({
  type: 'output.message.delta',
  data: { message_id: MESSAGE, attempt, part, offset: from, delta: text },
});

it('of every live reader the joined deltas are the text, all of them before the recorded answer', async () => {
  const cut = fc.record({ part: fc.nat(1), share: fc.double({ min: 0, max: 1, noNaN: true }) });
  const step = fc.oneof(cut, fc.constantFrom('join' as const, 'retry' as const, 'wait' as const));
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 })),
      fc.array(step, { maxLength: 15 }),
      fc.boolean(),
      async (texts, steps, isRewritten) => {
        const memory = createMemoryLog();
        const hub = createHub(memory);
        const clients = [read(subscribe(hub, memory))];
        await settle();
        let attempt = 1;
        let frame = 0;
        let said = ['', ''];
        hub.openAttempt('org', tokenOf(memory.session_id, attempt), MESSAGE);
        for (const next of steps) {
          if (next === 'join') clients.push(read(subscribe(hub, memory, memory.events.length)));
          else if (next === 'wait') await settle();
          else if (next === 'retry') {
            attempt += 1;
            said = ['', ''];
            hub.openAttempt('org', tokenOf(memory.session_id, attempt), MESSAGE);
          } else {
            const from = said[next.part]?.length ?? 0;
            const text = texts[next.part as 0 | 1].slice(from, from + Math.ceil(next.share * 10));
            said[next.part] += text;
            frame += 1;
            hub.publishFrame(tokenOf(memory.session_id, attempt), frame, deltaOf(next.part, attempt, { from, text }));
          }
        }
        await settle();
        const recorded = isRewritten ? ['rewritten'] : texts;
        hub.publish([complete(memory, recorded, attempt)]);
        await settle();
        for (const client of clients) {
          expect(client.isCompleted).toBe(true);
          expect(client.framesAfter).toBe(0);
          expect(recorded.map((_, part) => client.texts[part] ?? '')).toEqual(recorded);
        }
      },
    ),
    { numRuns: 300 },
  );
});

it('a reader whose deltas were lost gets the whole text at once, and one without anything missing gets nothing more', async () => {
  const memory = createMemoryLog();
  const hub = createHub(memory);
  const frames: string[] = [];
  const subscription = subscribe(hub, memory);
  void (async () => {
    for await (const item of subscription) if (item.kind === 'frame') frames.push(item.json);
  })();
  await settle();
  hub.publish([complete(memory, ['Hello'], 1)]);
  await settle();
  hub.openAttempt('org', tokenOf(memory.session_id, 1, 2), MESSAGE);
  hub.publishFrame(tokenOf(memory.session_id, 1, 2), 1, deltaOf(0, 1, { from: 0, text: 'Again' }));
  hub.publish([complete(memory, ['Again'], 1)]);
  await settle();
  expect(frames.map((json) => (JSON.parse(json) as { data: { delta: string } }).data.delta)).toEqual([
    'Hello',
    'Again',
  ]);
});

it('the rest of an answer holds the place before it, so that a reader who is cut off there misses nothing', async () => {
  const memory = createMemoryLog();
  const hub = createHub(memory);
  const places: (number | null)[] = [];
  const subscription = subscribe(hub, memory);
  void (async () => {
    for await (const item of subscription) if (item.kind === 'frame') places.push(findEphemeralSequence(item.id));
  })();
  await settle();
  const before = memory.record('reason.started', 'output.message.started');
  hub.publish([...before, complete(memory, ['Hello'], 1), ...memory.record('turn.completed', 'session.idled')]);
  await settle();
  expect(places).toEqual([2]);
});
