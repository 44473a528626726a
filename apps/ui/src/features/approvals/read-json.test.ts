import { describe, expect, it } from 'vitest';
import { readAnswer, readObject } from './read-json.ts';

describe('edited arguments', () => {
  it.each([
    ['{"a": 1}', { value: { a: 1 } }],
    ['[1]', { error: 'These arguments must be a JSON object.' }],
    ['null', { error: 'These arguments must be a JSON object.' }],
    ['{"a":', { error: expect.stringMatching(/^This is not JSON: /) }],
  ])('%s', (text, read) => {
    expect(readObject(text)).toEqual(read);
  });
});

describe('an answer', () => {
  it.each([
    ['yes, please', 'yes, please'],
    ['{"sugar": 2}', { sugar: 2 }],
    ['42', 42],
    ['', ''],
  ])('%j is %j', (text, answer) => {
    expect(readAnswer(text)).toEqual(answer);
  });
});
