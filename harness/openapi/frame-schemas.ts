import { ContentPart, Usage } from '@everruns/schemas';
import { CLIENT_FRAMES, SERVER_FRAMES } from '@everruns/schemas/ws';
import { z } from 'zod';

/** Nouns that the OpenAPI document has too: frames name its copy. */
const SHARED = { ContentPart, Usage };

/** JSON Schemas of the frames of the WebSocket, to stand among the schemas of the OpenAPI document. */
export function createFrameSchemas(): Record<string, unknown> {
  const metadata = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(SHARED)) metadata.add(schema, { id });
  // A client writes what the server reads, and reads what the server writes.
  const written = z.object({ ClientFrames: z.object(CLIENT_FRAMES) });
  const read = z.object({ ServerFrames: z.object(SERVER_FRAMES) });
  return { ...toSchemas(written, 'input'), ...toSchemas(read, 'output') };

  function toSchemas(catalog: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
    const text = JSON.stringify(z.toJSONSchema(catalog, { metadata, io, unrepresentable: 'any' }));
    // Our own text of an object schema.
    const { properties } = JSON.parse(text.replaceAll('"#/$defs/', '"#/components/schemas/')) as {
      properties: Record<string, unknown>;
    };
    return properties;
  }
}
