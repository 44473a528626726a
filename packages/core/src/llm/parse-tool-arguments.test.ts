import { expect, it } from 'vitest';
import { parseToolArguments } from './parse-tool-arguments.ts';

it.each(['', '  \n', '{}'])('takes %j as no arguments', (text) => {
  expect(parseToolArguments(text)).toEqual({ arguments: {} });
});

it('reads an object', () => {
  expect(parseToolArguments('{"city":"Paris"}')).toEqual({ arguments: { city: 'Paris' } });
});

it.each(['[1]', '"{}"', 'null', '7'])('marks %s, which is JSON but no object', (text) => {
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
