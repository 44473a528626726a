import { expect, it } from 'vitest';
import { listProperties } from './list-properties.ts';

it('each kind of setting gets the control that fits it', () => {
  const schema = {
    type: 'object',
    properties: {
      max_bytes: { type: 'integer', default: 5 },
      deep: { type: 'boolean', title: 'Deeply' },
      mode: { enum: ['a', 'b'] },
      hosts: { type: 'array', items: { type: 'string' } },
      headers: { type: 'array', items: { type: 'string', maxLength: 2_000 } },
      address: { type: 'string', maxLength: 2_048 },
      document: { type: 'string', maxLength: 1_000_000 },
      odd: { anyOf: [] },
    },
  };
  const kinds = listProperties(schema).map(({ name, title, kind }) => [name, title, kind]);
  expect(kinds).toEqual([
    ['max_bytes', 'max bytes', 'number'],
    ['deep', 'Deeply', 'choice'],
    ['mode', 'mode', 'choice'],
    ['hosts', 'hosts', 'list'],
    ['headers', 'headers', 'lines'],
    ['address', 'address', 'text'],
    ['document', 'document', 'long_text'],
    ['odd', 'odd', 'text'],
  ]);
});

it('a schema without settings has none', () => {
  expect(listProperties({})).toEqual([]);
});
