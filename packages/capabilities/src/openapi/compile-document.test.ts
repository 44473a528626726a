import { describe, expect, it } from 'vitest';
import compileDocument from './compile-document.job.ts';
import type { CompileInput } from './compiled.ts';

const base = {
  openapi: '3.1.0',
  info: { title: 't', version: '1' },
  servers: [{ url: 'https://api.example.com/v1/' }],
};
const ok = { responses: { 200: { description: 'ok' } } };
const compile = (document: object | string, input: Partial<CompileInput> = {}) =>
  compileDocument({
    document: typeof document === 'string' ? document : JSON.stringify(document),
    baseUrl: null,
    tags: null,
    operations: null,
    ...input,
  });
const schemaOf = (schema: object, components: object = {}) => {
  const content = { 'application/json': { schema } };
  const paths = { '/x': { post: { ...ok, operationId: 'x', requestBody: { required: true, content } } } };
  const [tool] = compile({ ...base, paths, components: { schemas: components } }).tools;
  return (tool?.operation.schema['properties'] as Record<string, unknown> | undefined)?.['body'];
};

const PETS = {
  ...base,
  paths: {
    '/pets/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      get: { ...ok, operationId: 'getPet', tags: ['read'], summary: 'A pet', description: 'By its id' },
      delete: { ...ok, operationId: 'delete pet!', tags: ['write'] },
    },
    '/pets': {
      get: {
        ...ok,
        tags: ['read'],
        parameters: [
          { name: 'id', in: 'query', schema: { type: 'array', items: { type: 'string' } }, explode: false },
          { name: 'body', in: 'query', schema: { type: 'string' } },
          { name: 'Authorization', in: 'header', schema: { type: 'string' } },
          { name: 'Host', in: 'header', schema: { type: 'string' } },
          { name: 'session', in: 'cookie', schema: { type: 'string' } },
        ],
      },
    },
  },
};

describe('an OpenAPI document', () => {
  it('becomes tools with legal names, a description, and the schema of all arguments', () => {
    const { baseUrl, tools } = compile(PETS);
    expect(baseUrl).toBe('https://api.example.com/v1');
    expect(tools.map(({ name }) => name)).toEqual(['getPet', 'delete_pet', 'get_pets']);
    expect(tools[0]).toMatchObject({
      description: 'GET /pets/{id}: A pet. By its id',
      operation: {
        method: 'GET',
        schema: {
          type: 'object',
          properties: { id: { type: 'integer' } },
          required: ['id'],
          additionalProperties: false,
        },
      },
    });
  });

  it('leaves headers of the request and cookies out, and keeps arguments of one name apart', () => {
    const { operation } = compile(PETS).tools[2] ?? {};
    expect(operation?.parameters.map(({ argument, isExploded }) => [argument, isExploded])).toEqual([
      ['id', false],
      ['body_query', true],
    ]);
  });

  it('is filtered by tags and ids', () => {
    expect(compile(PETS, { tags: ['write'] }).tools.map(({ name }) => name)).toEqual(['delete_pet']);
    expect(compile(PETS, { operations: ['getPet'] }).tools.map(({ name }) => name)).toEqual(['getPet']);
    expect(() => compile(PETS, { operations: ['nothing'] })).toThrow('no operation with the id "nothing"');
    expect(() => compile(PETS, { tags: ['none'] })).toThrow('No operation of the document is chosen');
  });

  it('may be YAML, and its server may have variables', () => {
    const text = `openapi: 3.0.3
info: {title: t, version: '1'}
servers: [{url: 'https://{region}.example.com/{v}', variables: {region: {default: eu}, v: {default: v2}}}]
paths: {/a: {get: {operationId: a}}}`;
    expect(compile(text)).toMatchObject({ baseUrl: 'https://eu.example.com/v2', tools: [{ name: 'a' }] });
    expect(compile(text, { baseUrl: 'http://localhost:8080/x' }).baseUrl).toBe('http://localhost:8080/x');
  });

  it('has its schemas converted: references, nullable, exclusive limits, what only answers have', () => {
    const Pet = {
      type: 'object',
      required: ['id', 'name'],
      properties: {
        id: { type: 'integer', readOnly: true },
        name: { type: 'string', nullable: true, enum: ['a'], example: 'a' },
        age: { type: 'number', minimum: 0, exclusiveMinimum: true },
        parent: { $ref: '#/components/schemas/Pet' },
      },
    };
    expect(schemaOf({ $ref: '#/components/schemas/Pet' }, { Pet })).toEqual({
      description: '',
      type: 'object',
      required: ['name'],
      properties: {
        name: { type: ['string', 'null'], enum: ['a', null] },
        age: { type: 'number', exclusiveMinimum: 0 },
        parent: {},
      },
    });
  });

  it('never has a reference fetched', () => {
    for (const ref of ['https://evil.example/s.json', 'other.yaml#/X', 'file:///etc/passwd', '//evil.example/x']) {
      expect(() => schemaOf({ $ref: ref })).toThrow('nothing is fetched');
    }
    expect(() => schemaOf({ $ref: '#/components/schemas/None' })).toThrow('has nothing at');
    expect(() => schemaOf({ $ref: '#/constructor' })).toThrow('has nothing at');
  });

  it('may nest and repeat itself without end', () => {
    const wide = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [`p${index}`, { $ref: '#/components/schemas/A' }]),
    );
    expect(
      JSON.stringify(schemaOf({ $ref: '#/components/schemas/A' }, { A: { type: 'object', properties: wide } })).length,
    ).toBeLessThan(40_000);
    const deep = Array.from({ length: 100 }).reduce<object>((inner) => ({ type: 'array', items: inner }), {});
    expect(schemaOf(deep)).toMatchObject({ type: 'array' });
  });

  it.each([
    ['not a document', 'neither JSON nor YAML|is not an OpenAPI document'],
    ['{"swagger":"2.0"}', 'is not an OpenAPI document'],
    ['{', 'neither JSON nor YAML'],
    [JSON.stringify({ ...base, servers: [{ url: '/relative' }], paths: PETS.paths }), 'Set base_url'],
    [JSON.stringify({ ...base, servers: [{ url: 'ftp://a.example' }], paths: PETS.paths }), 'Set base_url'],
    [JSON.stringify({ ...base, servers: [{ url: 'https://u:p@a.example' }], paths: PETS.paths }), 'Set base_url'],
    [JSON.stringify({ ...base, paths: { '/{a}': { get: {} } } }), 'does not describe its parameter'],
  ])('is refused with a reason: %s', (document, message) => {
    expect(() => compile(document)).toThrow(new RegExp(message));
  });

  it('is refused when it is too much for an agent', () => {
    const paths = Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`/p${index}`, { get: {} }]));
    expect(() => compile({ ...base, paths })).toThrow('65 operations are chosen, and an agent may have 64');
  });
});
