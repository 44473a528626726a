import { expect, it } from 'vitest';
import type { PublishedEvent } from './hub.ts';
import { Subscription, toRecordedItem } from './subscription.ts';
import { append, createMemoryLog, ORG } from './testing/memory-log.ts';

it('a reader that drains in the middle of its replay ends at what it has read: what was kept ahead would leave a gap', async () => {
  const memory = createMemoryLog();
  memory.record('a', 'b');
  const reading = Promise.withResolvers<PublishedEvent[]>();
  const subscription = new Subscription({
    from: { org_id: ORG, session_id: memory.session_id, after_sequence: 0 },
    bufferBytes: 1_000_000,
    readPage: () => reading.promise,
    owner: { tryGoLive: () => undefined, remove: () => undefined },
  });
  const first = subscription.nextBatch();
  subscription.offer(toRecordedItem(append(memory, 'c', '{}')));
  subscription.end('draining');
  reading.resolve(memory.events.slice(0, 1));
  expect(await first).toBeNull();
  expect(await subscription.nextBatch()).toBeNull();
});
