import { expect, it } from 'vitest';
import { readToolResult } from './read-tool-result.ts';

it.each([
  ['', { kind: 'empty' }],
  [' \n', { kind: 'empty' }],
  ['{ "degrees": 21 }\n', { kind: 'json', value: { degrees: 21 } }],
  ['[1]', { kind: 'json', value: [1] }],
  ['42', { kind: 'json', value: 42 }],
  ['null', { kind: 'json', value: null }],
  ['"said so"', { kind: 'json', value: 'said so' }],
  ['The door is open.', { kind: 'text', value: 'The door is open.' }],
  ['42 degrees', { kind: 'text', value: '42 degrees' }],
])('%j is read as it is meant', (written, read) => {
  expect(readToolResult(written)).toEqual(read);
});

it.each(['{ degrees: 21 }', '[1, 2', '"half'])('%s is not sent as a text: somebody meant JSON', (written) => {
  expect(readToolResult(written)).toEqual({ kind: 'broken', reason: expect.stringMatching(/\w/) });
});
