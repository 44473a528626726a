import { describe, expect, it } from 'vitest';
import { finishFields, readSchemaFields } from './schema-fields.ts';

describe('the fields of a schema', () => {
  it('are text, numbers, switches and choices', () => {
    const schema = {
      type: 'object',
      required: ['to'],
      properties: {
        to: { type: 'string', title: 'Recipient', description: 'An address.' },
        amount: { type: 'integer' },
        urgent: { type: 'boolean' },
        weight: { anyOf: [{ type: 'number' }, { type: 'string' }] },
        region: { enum: ['EU', 'US'] },
      },
    };
    expect(readSchemaFields(schema)).toEqual([
      { name: 'to', kind: 'text', title: 'Recipient', hint: 'An address.', isRequired: true, choices: [] },
      { name: 'amount', kind: 'number', title: 'amount', hint: undefined, isRequired: false, choices: [] },
      { name: 'urgent', kind: 'switch', title: 'urgent', hint: undefined, isRequired: false, choices: [] },
      { name: 'weight', kind: 'number', title: 'weight', hint: undefined, isRequired: false, choices: [] },
      { name: 'region', kind: 'choice', title: 'region', hint: undefined, isRequired: false, choices: ['EU', 'US'] },
    ]);
  });

  it.each([
    ['a list', { properties: { a: { type: 'array' } } }],
    ['a nested object', { properties: { a: { type: 'object', properties: {} } } }],
    ['a combination', { properties: { a: { anyOf: [{ type: 'string' }, { type: 'object' }] } } }],
    ['a choice of numbers', { properties: { a: { enum: [1, 2] } } }],
    ['no property', { properties: {} }],
    ['no object', { type: 'string' }],
    ['nothing', undefined],
  ])('are none for %s', (_, schema) => {
    expect(readSchemaFields(schema)).toBeNull();
  });
});

it('typed numbers are numbers in the end, and other text stays what it is', () => {
  const field = { title: '', hint: undefined, isRequired: true, choices: [] };
  const fields = [
    { ...field, name: 'a', kind: 'number' as const },
    { ...field, name: 'b', kind: 'number' as const },
    { ...field, name: 'c', kind: 'text' as const },
  ];
  expect(finishFields(fields, { a: '4.50', b: 'many', c: '4' })).toEqual({ a: 4.5, b: 'many', c: '4' });
  expect(finishFields(fields, { c: 'x' })).toEqual({ c: 'x' });
});
