import { DEFAULT_ORGANIZATION_ID, SessionId, type FeedHint } from '@everruns/schemas';
import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { EVERY_SUBJECT, type SubjectReach } from '../../kernel/subject-reach.ts';
import { createMemoryBus, createMemoryBusNetwork } from '../testing/memory-bus.ts';
import { Feed } from './feed.ts';
import type { FeedReader } from './feed-reader.ts';

const ORG = DEFAULT_ORGANIZATION_ID;
const PERSON: SubjectReach = { bound: null, person: 'user:ada', noteForeign: null };
const ids = { uuid: randomUUID };

const open = (options = {}) => new Feed({ bus: createMemoryBus(), ids, ...options });
const read = (feed: Feed, { subjects = EVERY_SUBJECT, lastId = null }: Partial<Reading> = {}) =>
  feed.subscribe(ORG, { subjects, lastId });
interface Reading {
  subjects: SubjectReach;
  lastId: string | null;
}

function changed(): Extract<FeedHint, { type: 'session.changed' }> {
  return { type: 'session.changed', data: { session_id: SessionId.parse(v7()) } };
}
const next = async (reader: FeedReader) =>
  ((await reader.nextBatch()) ?? []).map(({ type, json }) => `${type} ${json}`);
const shown = (...hints: FeedHint[]) => hints.map(({ type, data }) => `${type} ${JSON.stringify(data)}`);

describe('a reader of the feed', () => {
  it('gets what happens from now on, a change of one session once', async () => {
    const feed = open();
    feed.publish(ORG, 'local', changed());
    const reader = read(feed);
    const [one, another] = [changed(), changed()];
    for (const hint of [one, another, one]) feed.publish(ORG, 'local', hint);
    expect(await next(reader)).toEqual(shown(another, one));
  });

  it('goes on after the hint that it has, at the same process', async () => {
    const feed = open();
    const first = read(feed);
    const [one, another] = [changed(), changed()];
    feed.publish(ORG, 'local', one);
    const [seen] = (await first.nextBatch()) ?? [];
    await first[Symbol.asyncDispose]();
    feed.publish(ORG, 'local', another);
    expect(await next(read(feed, { lastId: seen?.id ?? '' }))).toEqual(shown(another));
  });

  it.each(['nonsense', `${randomUUID()}.1`])(
    'is told to read everything anew after the unknown id %s',
    async (lastId) => {
      const feed = open();
      const reader = read(feed, { lastId });
      expect(await next(reader)).toEqual(['reset {}']);
      const hint = changed();
      feed.publish(ORG, 'local', hint);
      expect(await next(reader)).toEqual(shown(hint));
    },
  );

  it('that does not read is told to read everything anew, and nothing is kept for it', async () => {
    const feed = open();
    const reader = read(feed);
    for (let count = 0; count < 5_000; count += 1) feed.publish(ORG, 'local', changed());
    expect(await next(reader)).toEqual(['reset {}']);
  });

  it('is not told of the sessions of other people, nor, if it is bound to a subject, of anything else', async () => {
    const feed = open();
    const [ada, key] = [read(feed, { subjects: PERSON }), read(feed, { subjects: { ...PERSON, bound: 'customer:1' } })];
    const [ofBea, ofAda, ofCustomer] = [changed(), changed(), changed()];
    feed.publish(ORG, 'user:bea', ofBea);
    feed.publish(ORG, 'user:ada', ofAda);
    feed.publish(ORG, 'customer:1', ofCustomer);
    expect(await next(ada)).toEqual(shown(ofAda, ofCustomer));
    expect(await next(key)).toEqual(shown(ofCustomer));
  });

  it('ends when the process drains, and no further one is let in', async () => {
    const feed = open({ maxReaders: 1 });
    const reader = read(feed);
    expect(() => read(feed)).toThrow(expect.objectContaining({ code: 'too_many_streams' }));
    const batch = reader.nextBatch();
    feed.close();
    expect(await batch).toBeNull();
    expect(reader.ended).toBe('draining');
    expect(() => read(feed)).toThrow(expect.objectContaining({ code: 'unavailable' }));
  });
});

describe('the feed of two replicas', () => {
  it('tells the readers of both, and only those of the organization', async () => {
    const network = createMemoryBusNetwork();
    const [here, there] = [network.connect(), network.connect()].map((bus) => {
      bus.setActive(true);
      const feed = new Feed({ bus, ids });
      bus.subscribe((hint) => hint.kind === 'feed' && feed.take(hint.org_id, hint.subject, hint.hint));
      return feed;
    });
    if (here === undefined || there === undefined) throw new Error('two were made');
    const readers = [read(here), read(there)];
    const hint = changed();
    here.publish(ORG, 'local', hint);
    expect(await Promise.all(readers.map(next))).toEqual([shown(hint), shown(hint)]);
  });

  it('is read anew after the connection between them was lost', async () => {
    const feed = open();
    const reader = read(feed);
    feed.resetAll();
    expect(await next(reader)).toEqual(['reset {}']);
  });
});
