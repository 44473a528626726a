import type { JsonObject } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { isStrict, withFormatInWords } from './output-schema.ts';

const closed = (properties: JsonObject): JsonObject => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

describe('a schema is strict', () => {
  it.each<[string, JsonObject]>([
    ['of one text', closed({ a: { type: 'string', description: 'A.' } })],
    [
      'of nested parts',
      closed({ a: { type: 'array', items: closed({ b: { anyOf: [{ type: 'null' }, closed({})] } }) } }),
    ],
    [
      'of a closed object that may be null',
      closed({ a: { ...closed({ b: { type: 'string' } }), type: ['object', 'null'] } }),
    ],
    ['of chosen values', closed({ a: { enum: [1, 'b', null] }, c: { const: true } })],
  ])('for both vendors: %s', (_name, schema) => {
    expect([isStrict(schema, 'openai'), isStrict(schema, 'anthropic')]).toEqual([true, true]);
  });

  it.each<[string, JsonObject]>([
    ['with a reference', { ...closed({ a: { $ref: '#/$defs/b' } }), $defs: { b: closed({}) } }],
    ['with bounds', closed({ a: { type: 'integer', minimum: 1 } })],
    ['with a pattern', closed({ a: { type: 'string', pattern: '^a' } })],
  ])('for OpenAI alone: %s', (_name, schema) => {
    expect([isStrict(schema, 'openai'), isStrict(schema, 'anthropic')]).toEqual([true, false]);
  });

  it.each<[string, JsonObject]>([
    ['a list at the root', { type: 'array', items: { type: 'string' } }],
    ['an optional property', { ...closed({ a: { type: 'string' } }), required: [] }],
    ['an open object', { type: 'object', properties: {}, required: [] }],
    ['an open object inside', closed({ a: { type: 'object' } })],
    ['an open object that may be null', closed({ a: { type: ['object', 'null'], properties: {} } })],
    ['properties without a type', closed({ a: { properties: { b: { type: 'string' } } } })],
    ['a part that may be anything', closed({ a: { description: 'Anything.' } })],
    ['an unknown keyword', closed({ a: { type: 'array', uniqueItems: true } })],
    ['a boolean schema', closed({ a: true })],
    ['a choice at the root', { ...closed({}), anyOf: [closed({})] }],
  ])('for nobody: %s', (_name, schema) => {
    expect([isStrict(schema, 'openai'), isStrict(schema, 'anthropic')]).toEqual([false, false]);
  });
});

it('a format is told in words behind the system prompt', () => {
  const format = { type: 'json_schema' as const, name: 'a', schema: { type: 'array' } };
  expect(withFormatInWords('Be brief.', format)).toMatch(/^Be brief\.\n\nWhen .*\n\{"type":"array"\}$/s);
  expect(withFormatInWords(' ', format)).toMatch(/^When /);
});
