import type { JsonObject } from '@everruns/schemas';
import { ToolDefinition } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { toSafeTools } from './safe-tools.ts';

const safe = (...tools: JsonObject[]) => toSafeTools('srv', tools);
const schemaOf = (inputSchema: JsonObject) => safe({ name: 'a', inputSchema })[0]?.parameters;
const nested = (depth: number): JsonObject =>
  depth === 0 ? {} : { type: 'object', properties: { a: nested(depth - 1) } };

describe('the tools of a hostile server', () => {
  it('have names that every vendor takes, and that differ', () => {
    const names = ['get', 'get.it', 'get/it', 'x'.repeat(200), 'x'.repeat(201), '', 'a\u0000', 'ü', 'get'];
    const tools = safe(...names.map((name) => ({ name, inputSchema: {} })));
    expect(tools.map(({ remote_name }) => remote_name)).toEqual([...names.slice(0, 5), 'ü', 'get']);
    const given = tools.map(({ name }) => name);
    expect(new Set(given).size).toBe(given.length);
    for (const name of given) expect(name).toMatch(/^srv__[a-zA-Z0-9_-]{1,59}$/);
    expect(given[0]).toBe('srv__get');
  });

  it('are left out where they are none', () => {
    expect(safe({}, { name: 1 }, { name: 'x'.repeat(300) })).toEqual([]);
  });

  it('have schemas of objects without references that lead out of them', () => {
    expect(
      schemaOf({ $schema: 'https://evil.example/s', $id: 'https://evil.example', $ref: 'https://evil.example/r' }),
    ).toEqual({
      type: 'object',
      properties: {},
    });
    const $defs = { point: { type: 'object', 'x-own': 1 } };
    expect(
      schemaOf({
        type: 'object',
        $defs,
        properties: {
          in: { $ref: '#/$defs/point' },
          out: { $ref: 'http://169.254.169.254/' },
          none: { $ref: '#/$defs/no' },
        },
      }),
    ).toEqual({
      type: 'object',
      $defs: { point: { type: 'object' } },
      properties: { in: { $ref: '#/$defs/point' }, out: {}, none: {} },
    });
    expect(schemaOf({ anyOf: [{ type: 'string' }], type: 'string', properties: { a: true } })).toEqual({
      type: 'object',
      properties: { a: true },
    });
  });

  it.each([
    ['too deep', nested(100)],
    ['too wide', { properties: Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`p${at}`, {}])) }],
    [
      'too long',
      {
        properties: Object.fromEntries(
          Array.from({ length: 100 }, (_, at) => [`p${at}`, { description: 'x'.repeat(900) }]),
        ),
      },
    ],
  ])('have a schema that is bounded where theirs is %s', (_, schema) => {
    expect(JSON.stringify(schemaOf(schema)).length).toBeLessThanOrEqual(32 * 1_024);
  });

  it('cost their tool a schema that is too deep to be written, and nothing else', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`) as JsonObject;
    const [tool] = safe({ name: 'a', inputSchema: { type: 'object', properties: deep }, outputSchema: deep });
    expect(tool).toMatchObject({ name: expect.stringContaining('a') });
    expect(JSON.stringify(tool).length).toBeLessThan(2_000);
    expect(tool).not.toHaveProperty('output_schema');
  });

  it('can be stored, whatever bytes they hold', () => {
    const [tool] = safe({
      name: 'a',
      description: 'a\u0000b\uD800',
      inputSchema: { properties: { 'k\u0000': { description: '\uDFFF' } } },
      outputSchema: { a: '\u0000' },
    });
    expect(JSON.stringify(tool)).not.toMatch(/\\u0000|\\ud8|\\udf/i);
    expect(tool).not.toHaveProperty('output_schema');
    expect(ToolDefinition.safeParse({ ...tool, effect: 'once', policy: 'auto', timeout_ms: 1 }).success).toBe(true);
  });
});
