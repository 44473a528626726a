import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import * as schemas from '../src/index.ts';
import { EPHEMERAL_EVENTS, parseEvent, RECORDED_EVENTS } from '../src/index.ts';

const corpus = new URL('./corpus/', import.meta.url);

function namesIn(folder: 'events' | 'nouns'): string[] {
  return readdirSync(new URL(folder, corpus)).map((file) => file.replace(/\.json$/, ''));
}

function readEntries(folder: 'events' | 'nouns', name: string): unknown[] {
  return z
    .array(z.unknown())
    .min(1)
    .parse(JSON.parse(readFileSync(new URL(`${folder}/${name}.json`, corpus), 'utf8')));
}

const nouns = Object.entries(schemas).flatMap(([name, value]) =>
  value instanceof z.ZodObject ? [{ name, schema: value }] : [],
);
const eventTypes = [...Object.keys(RECORDED_EVENTS), ...Object.keys(EPHEMERAL_EVENTS)];

describe('the corpus', () => {
  it('has an entry for every event type of the catalog, and no other', () => {
    expect(namesIn('events').toSorted()).toEqual(eventTypes.toSorted());
  });

  it('has an entry for every exported noun, and no other', () => {
    expect(namesIn('nouns').toSorted()).toEqual(nouns.map(({ name }) => name).toSorted());
  });
});

describe('a recorded event', () => {
  it.each(eventTypes)('%s opens with nothing lost', (type) => {
    for (const entry of readEntries('events', type)) {
      expect(parseEvent(entry)).toEqual(entry);
      expect(entry).toMatchObject({ type });
    }
  });

  it.each(Object.keys(RECORDED_EVENTS))('%s opens when a newer release added fields', (type) => {
    for (const entry of readEntries('events', type)) {
      const event = z.record(z.string(), z.unknown()).parse(entry);
      const data = z.record(z.string(), z.unknown()).parse(event['data']);
      expect(parseEvent({ ...event, added_later: 1, data: { ...data, added_later: { deep: true } } })).toEqual(entry);
    }
  });
});

describe('a recorded noun', () => {
  it.each(nouns)('$name opens with nothing lost', ({ name, schema }) => {
    for (const entry of readEntries('nouns', name)) {
      const parsed = schema.parse(entry);
      // Requests gain their defaults; what was written stays.
      expect(parsed).toMatchObject(z.record(z.string(), z.unknown()).parse(entry));
      expect(schema.parse(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
    }
  });
});
