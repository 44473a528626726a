import { EPHEMERAL_EVENTS, EventEnvelope, RECORDED_EVENTS } from '@everruns/schemas';
import { z } from 'zod';
import { EVENT_MEANINGS } from './event-meanings.ts';
import { formatTable } from './format.ts';
import type { GeneratedPage } from './page.ts';
import { listFields, type Schema } from './json-schema.ts';

/** The reference of events, from the catalog that the product checks them with. */
export function generateEventsPage(): GeneratedPage {
  const markdown = [
    '# Events',
    'Everything that happens in a session is an event. Recorded events are the log: `sequence` is dense from 1 in each session, and nothing in it is ever changed. Frames are on live streams only and have no `sequence`. [Events](../concepts/events.md) explains how the two work together.',
    '## The envelope',
    formatFields(EventEnvelope),
    '## Recorded events',
    ...Object.entries(RECORDED_EVENTS).map(([type, schema]) => formatEvent(type, schema)),
    '## Frames',
    ...Object.entries(EPHEMERAL_EVENTS).map(([type, schema]) => formatEvent(type, schema)),
  ].join('\n\n');
  return { file: 'reference/events.md', markdown: `${markdown}\n` };
}

function formatEvent(type: string, schema: z.ZodType): string {
  const meaning = new Map(Object.entries(EVENT_MEANINGS)).get(type) ?? '';
  return `### ${type}\n\n${meaning}\n\n${formatFields(schema)}`;
}

function formatFields(schema: z.ZodType): string {
  const rows = listFields(toSchema(schema));
  return rows.length === 0 ? 'It has no fields.' : formatTable(['field', 'type', 'always', 'meaning'], rows);
}

function toSchema(schema: z.ZodType): Schema {
  // Our own text of a schema.
  return JSON.parse(JSON.stringify(z.toJSONSchema(schema, { unrepresentable: 'any', reused: 'inline' }))) as Schema;
}
