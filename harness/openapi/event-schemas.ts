import { ContentPart, EPHEMERAL_EVENTS, EventEnvelope, Message, RECORDED_EVENTS, Usage } from '@everruns/schemas';
import { z } from 'zod';

/** Nouns that the OpenAPI document has too: events name its copy. */
const SHARED = { ContentPart, Message, Usage };

/** JSON Schemas of the catalog of events, to stand among the schemas of the OpenAPI document. */
export function createEventSchemas(): Record<string, unknown> {
  const metadata = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(SHARED)) metadata.add(schema, { id });
  const catalog = z.object({
    RecordedEventData: z.object(RECORDED_EVENTS),
    EphemeralEventData: z.object(EPHEMERAL_EVENTS),
    EventEnvelope,
  });
  const text = JSON.stringify(z.toJSONSchema(catalog, { metadata, unrepresentable: 'any' }));
  // Our own text of an object schema.
  const { properties } = JSON.parse(text.replaceAll('"#/$defs/', '"#/components/schemas/')) as {
    properties: Record<string, unknown>;
  };
  return properties;
}
