import type { JsonObject } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { fitSchema } from './fit-schema.ts';

const object = (properties: JsonObject, rest: JsonObject = {}): JsonObject => ({ type: 'object', properties, ...rest });

describe('the parameters of a tool', () => {
  it.each<[JsonObject, JsonObject]>([
    [
      { type: 'integer', exclusiveMinimum: 0 },
      { type: 'integer', minimum: 1 },
    ],
    [
      { type: 'number', exclusiveMaximum: 5 },
      { type: 'number', maximum: 5 },
    ],
    [{ const: 'a' }, { type: 'string', enum: ['a'] }],
    [{ enum: [1, 2] }, { type: 'number' }],
    [{ type: ['string', 'null'] }, { type: 'string', nullable: true }],
    [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, { type: 'string', nullable: true }],
    [{ oneOf: [{ type: 'string' }, { type: 'integer' }] }, { anyOf: [{ type: 'string' }, { type: 'integer' }] }],
    [{ type: 'string', format: 'uri' }, { type: 'string' }],
    [
      { type: 'string', format: 'date-time' },
      { type: 'string', format: 'date-time' },
    ],
    [{ type: 'array' }, { type: 'array', items: { type: 'string' } }],
    [
      { type: 'array', prefixItems: [{ type: 'integer' }] },
      { type: 'array', items: { type: 'integer' } },
    ],
    [{ type: 'object', additionalProperties: { type: 'string' } }, { type: 'object' }],
    [{ allOf: [object({ a: {} }, { required: ['a'] })] }, object({ a: { type: 'string' } }, { required: ['a'] })],
    [{ $ref: '#/$defs/Name' }, { type: 'string', minLength: 1 }],
    [{ $ref: 'https://elsewhere.example/schema' }, { type: 'string' }],
    [{}, { type: 'string' }],
  ])('reads %j as OpenAPI %j', (given, expected) => {
    const root = object(
      { it: given },
      { $defs: { Name: { type: 'string', minLength: 1 } }, additionalProperties: false },
    );
    expect(fitSchema(root, 'openapi')).toEqual(object({ it: expected }));
  });

  it('asks Gemini for no property that it does not describe', () => {
    expect(fitSchema(object({ a: { type: 'string' } }, { required: ['a', 'b'] }), 'openapi')).toMatchObject({
      required: ['a'],
    });
  });

  it('cuts a definition that contains itself', () => {
    const tree = object({ child: { $ref: '#/$defs/Tree' } });
    const sent = JSON.stringify(fitSchema({ ...tree, $defs: { Tree: tree } }, 'openapi'));
    expect(sent.length).toBeLessThan(2_000);
    expect(sent).not.toContain('$ref');
  });

  it('has an object without alternatives at its root', () => {
    const schema = { anyOf: [object({ a: {} }, { required: ['a'] }), object({ b: {} }, { required: ['b'] })] };
    expect(fitSchema(schema, 'json_schema')).toEqual(object({ a: {}, b: {} }));
    const all = { allOf: [object({ a: {} }, { required: ['a'] })], type: 'object', properties: {}, not: {} };
    expect(fitSchema(all, 'json_schema')).toEqual(object({ a: {} }, { required: ['a'] }));
    expect(fitSchema({}, 'json_schema')).toEqual(object({}));
  });

  it('is without patterns where a server makes a grammar of it, but keeps properties of that name', () => {
    const schema = object({ pattern: { type: 'string', pattern: '^a', default: { format: 1 } } }, { $schema: 'x' });
    expect(fitSchema(schema, 'plain')).toEqual(object({ pattern: { type: 'string', default: { format: 1 } } }));
  });

  it.each(['json_schema', 'plain'] as const)('has no type beside alternatives, which say it instead: %s', (form) => {
    const schema = object({
      a: { type: 'string', anyOf: [{ enum: ['x'] }, { type: 'string', minLength: 2 }], description: 'A.' },
      b: { type: 'array', items: { type: ['string', 'null'], anyOf: [{ minLength: 1 }, { const: null }] } },
      type: { type: 'string', default: { type: 'x', anyOf: [{}] } },
    });
    expect(fitSchema(schema, form)['properties']).toEqual({
      a: {
        anyOf: [
          { type: 'string', enum: ['x'] },
          { type: 'string', minLength: 2 },
        ],
        description: 'A.',
      },
      b: {
        type: 'array',
        items: {
          anyOf: [
            { type: ['string', 'null'], minLength: 1 },
            { type: ['string', 'null'], const: null },
          ],
        },
      },
      type: { type: 'string', default: { type: 'x', anyOf: [{}] } },
    });
  });
});
