import fc from 'fast-check';
import type { OpenApiDocument } from '../e2e/operations.ts';
import { HOSTILE, valuesOf, type JsonSchema } from '../e2e/schema-values.ts';
import { createFrameSchemas } from '../openapi/frame-schemas.ts';
import { HOSTILE_BODIES } from './hostile-values.ts';

/** What frames may name. */
export type KnownNames = Record<'session_id' | 'agent_id' | 'tool_call_id' | 'request_id', readonly string[]>;

/** Generates texts for a socket: most are frames of the protocol with a few flaws, and some are none at all. */
export function framesOf({ components }: OpenApiDocument, known: KnownNames): fc.Arbitrary<string> {
  const { ClientFrames } = createFrameSchemas() as Record<'ClientFrames', JsonSchema>;
  const frames = Object.entries(ClientFrames['properties'] as Record<string, JsonSchema>).map(([type, schema]) =>
    valuesOf(schema, { components: components.schemas, known }).map((value) => toText(type, value)),
  );
  const strange = fc.oneof(fc.constantFrom(...HOSTILE_BODIES), HOSTILE.map(toJson));
  return fc.oneof({ weight: 20, arbitrary: fc.oneof(...frames) }, { weight: 1, arbitrary: strange });
}

/** A frame keeps its type in most cases, so that what is wrong is something else. */
function toText(type: string, value: unknown): string {
  return toJson(typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value, type } : value);
}

const toJson = (value: unknown): string => JSON.stringify(value) ?? 'null';
