import { omitUndefined } from '@everruns/kernel';
import { expect, it } from 'vitest';
import type { HubItem, PublishedEvent } from './hub.ts';
import { Subscription, toRecordedItem } from './subscription.ts';
import { append, createMemoryLog, ORG, type MemoryLog } from './testing/memory-log.ts';

interface World {
  memory: MemoryLog;
  subscription: Subscription;
  /** What the owner and the reader were told. */
  told: string[];
}

function open({
  recorded = 0,
  bufferBytes = 1_000_000,
  readPage,
}: { recorded?: number; bufferBytes?: number; readPage?: () => Promise<PublishedEvent[]> } = {}): World {
  const memory = createMemoryLog();
  memory.record(...Array.from({ length: recorded }, () => 'old'));
  const told: string[] = [];
  const subscription = new Subscription({
    from: { org_id: ORG, session_id: memory.session_id, after_sequence: 0 },
    bufferBytes,
    readPage: readPage ?? memory.readPage,
    onEnd: () => void told.push('end'),
    owner: {
      tryGoLive: (_, isAtEnd) => void told.push(`page, at end: ${isAtEnd}`),
      remove: () => void told.push('remove'),
    },
  });
  return { memory, subscription, told };
}

const sequencesOf = (batch: HubItem[] | null): number[] | null =>
  batch?.map((item) => (item.kind === 'recorded' ? item.event.sequence : -1)) ?? null;

const frame: HubItem = { kind: 'frame', id: '1.1', type: 'output.message.delta', json: '{}' };

/** Goes live with nothing to read. */
function openLive(bufferBytes?: number): World {
  const world = open(omitUndefined({ bufferBytes }));
  world.subscription.goLive();
  return world;
}

it('a reader that drains in the middle of its replay ends at what it has read: what was kept ahead would leave a gap', async () => {
  const reading = Promise.withResolvers<PublishedEvent[]>();
  const { memory, subscription } = open({ recorded: 2, readPage: () => reading.promise });
  const first = subscription.nextBatch();
  subscription.offer(toRecordedItem(append(memory, 'c', '{}')));
  subscription.end('draining');
  reading.resolve(memory.events.slice(0, 1));
  expect(await first).toBeNull();
  expect(await subscription.nextBatch()).toBeNull();
});

it('a live reader that drains is given what waits for it, and then ends', async () => {
  const { memory, subscription, told } = openLive();
  subscription.offer(toRecordedItem(append(memory, 'a', '{}')));
  subscription.end('draining');
  expect(sequencesOf(await subscription.nextBatch())).toEqual([1]);
  expect(await subscription.nextBatch()).toBeNull();
  expect(told).toEqual(['remove', 'end']);
});

it('a reader that is closed is given nothing more, and whoever closed it is not told of the end', async () => {
  const { memory, subscription, told } = openLive();
  subscription.offer(toRecordedItem(append(memory, 'a', '{}')));
  await subscription[Symbol.asyncDispose]();
  expect(await subscription.nextBatch()).toBeNull();
  expect(told).toEqual(['remove']);
});

it('ends once: a second end changes neither the reason nor tells anybody', () => {
  const { subscription, told } = openLive();
  subscription.end('draining');
  subscription.end('closed');
  expect(subscription.ended).toBe('draining');
  expect(told).toEqual(['remove', 'end']);
});

it('a reader that waits hears of its end, and of what comes', async () => {
  const { memory, subscription } = openLive();
  const next = subscription.nextBatch();
  subscription.offer(toRecordedItem(append(memory, 'a', '{}')));
  expect(sequencesOf(await next)).toEqual([1]);
  const last = subscription.nextBatch();
  subscription.end('closed');
  expect(await last).toBeNull();
});

it('what was forwarded during a page is kept from its end on, and told as the first ahead', async () => {
  const reading = Promise.withResolvers<PublishedEvent[]>();
  const { memory, subscription, told } = open({ recorded: 2, readPage: () => reading.promise });
  const page = subscription.nextBatch();
  for (const event of [...memory.events, append(memory, 'c', '{}')]) subscription.offer(toRecordedItem(event));
  expect(subscription.firstAhead).toBe(1);
  reading.resolve(memory.events.slice(0, 2));
  expect(sequencesOf(await page)).toEqual([1, 2]);
  expect(subscription.firstAhead).toBe(3);
  expect(told).toEqual(['page, at end: true']);
  subscription.goLive();
  expect(sequencesOf(await subscription.nextBatch())).toEqual([3]);
});

it('frames reach only a reader that is live, and nobody is given an event twice', async () => {
  const { memory, subscription } = open({ recorded: 1 });
  subscription.offer(frame);
  expect(subscription.firstAhead).toBeNull();
  await subscription.nextBatch();
  subscription.goLive();
  for (const event of memory.events) subscription.offer(toRecordedItem(event));
  subscription.offer(frame);
  expect((await subscription.nextBatch())?.map(({ kind }) => kind)).toEqual(['frame']);
});

it('a live reader that is too slow for its buffer ends; one byte less and it goes on', async () => {
  const size = toRecordedItem(append(createMemoryLog(), 'a', '{}')).event.json.length;
  const { memory, subscription, told } = openLive(2 * size);
  for (const type of ['a', 'b']) subscription.offer(toRecordedItem(append(memory, type, '{}')));
  expect(subscription.ended).toBeNull();
  subscription.offer(toRecordedItem(append(memory, 'c', '{}')));
  expect(subscription.ended).toBe('overflow');
  expect(await subscription.nextBatch()).toBeNull();
  expect(told).toEqual(['remove', 'end']);
});

it('a reader in its replay that is too slow goes on reading the log: only what was kept ahead is forgotten', () => {
  const { memory, subscription } = open({ bufferBytes: 1 });
  subscription.offer(toRecordedItem(append(memory, 'a', '{}')));
  expect([subscription.ended, subscription.firstAhead]).toEqual([null, null]);
});

it('what waits for a live reader is not dropped with what is ahead of a replay', async () => {
  const { memory, subscription } = openLive();
  subscription.offer(toRecordedItem(append(memory, 'a', '{}')));
  subscription.dropAhead();
  expect(sequencesOf(await subscription.nextBatch())).toEqual([1]);
});
