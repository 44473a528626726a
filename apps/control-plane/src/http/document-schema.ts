import { findDocumented } from '@everruns/schemas';
import { z } from 'zod';

interface SchemaContext {
  zodSchema: z.core.$ZodType;
  jsonSchema: z.core.JSONSchema.BaseSchema;
}

/** Adds to the JSON Schema of one schema what zod cannot show. */
export function documentSchema(context: SchemaContext, io: 'input' | 'output'): void {
  addTextBounds(context);
  addDocumented(context);
  if (io === 'output') allowNewFields(context);
}

/** `boundedText` checks bytes with a function, which JSON Schema cannot express, so it notes its bounds in the global registry. */
function addTextBounds({ zodSchema, jsonSchema }: SchemaContext): void {
  const { minLength, maxLength } = z.globalRegistry.get(zodSchema) ?? {};
  if (typeof minLength === 'number') jsonSchema.minLength = minLength;
  if (typeof maxLength === 'number') jsonSchema.maxLength = maxLength;
}

function addDocumented({ zodSchema, jsonSchema }: SchemaContext): void {
  const { keywords, alternatives } = findDocumented(zodSchema) ?? {};
  if (keywords !== undefined) Object.assign(jsonSchema, keywords);
  if (alternatives !== undefined) splitAlternatives(jsonSchema, alternatives);
}

/**
 * Writes one object for each alternative, with its own and the common fields, because generators
 * ignore `oneOf` beside `properties`.
 */
function splitAlternatives(schema: z.core.JSONSchema.BaseSchema, alternatives: readonly (readonly string[])[]): void {
  const { type = 'object', properties = {}, required = [], additionalProperties } = schema;
  const ofSome = new Set(alternatives.flat());
  const oneOf = alternatives.map((names) => ({
    type,
    properties: Object.fromEntries(
      Object.entries(properties).filter(([name]) => !ofSome.has(name) || names.includes(name)),
    ),
    required: [...required, ...names],
    ...(additionalProperties === undefined ? {} : { additionalProperties }),
  }));
  for (const name of Object.keys(schema)) delete schema[name];
  schema.oneOf = oneOf;
}

/** Later releases add fields to answers, and a client that validates them must not refuse these. */
function allowNewFields({ jsonSchema }: SchemaContext): void {
  if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
}
