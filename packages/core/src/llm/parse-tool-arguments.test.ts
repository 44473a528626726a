import { expect, it } from 'vitest';
import { parseToolArguments } from './parse-tool-arguments.ts';

it.each(['', '  \n', '{}', 'null', '"{}"', '"{ }"'])('takes %j as no arguments', (text) => {
  expect(parseToolArguments(text)).toEqual({ arguments: {} });
});

it('reads an object', () => {
  expect(parseToolArguments('{"city":"Paris"}')).toEqual({ arguments: { city: 'Paris' } });
});

it.each(['[1]', '"x"', '"[1]"', '7', 'true'])('marks %s, which is JSON but no object', (text) => {
  expect(parseToolArguments(text)).toEqual({
    arguments: {},
    arguments_error: 'the arguments are not a JSON object',
    arguments_text: text,
  });
});

it('marks text that is no JSON and says why', () => {
  expect(parseToolArguments('{"city": "Par')).toEqual({
    arguments: {},
    arguments_error: expect.stringMatching(/^the arguments are not JSON: .*position 13/),
    arguments_text: '{"city": "Par',
  });
});

it('reads an object that was encoded twice, or thrice', () => {
  const twice = JSON.stringify('{"city":"Paris"}');
  expect(parseToolArguments(twice)).toEqual({ arguments: { city: 'Paris' } });
  expect(parseToolArguments(JSON.stringify(twice))).toMatchObject({ arguments: {} });
  expect(parseToolArguments(JSON.stringify(' {"city": "Par'))).toMatchObject({
    arguments_error: expect.stringContaining('not JSON'),
  });
});

it.each([
  ['nested deeper than 64 levels', `{"a":${'['.repeat(6_000)}${']'.repeat(6_000)}}`],
  ['hold more than 100000 values', `{"a":[${'1,'.repeat(100_001)}1]}`],
  ['longer than 13631488 characters', `{"a":"${'x'.repeat(14_000_000)}"}`],
])('marks arguments that are %s', (error, text) => {
  expect(parseToolArguments(text)).toMatchObject({ arguments: {}, arguments_error: expect.stringContaining(error) });
});
