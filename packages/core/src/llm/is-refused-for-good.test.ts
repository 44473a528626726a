import { expect, it } from 'vitest';
import { isRefusedForGood } from './is-refused-for-good.ts';

it.each([
  "Unknown parameter: 'response_format'.",
  'Unrecognized request argument supplied: response_format',
  'Unsupported parameter: response_format',
  'response_format: Extra inputs are not permitted',
  'response_format is not supported by this model',
  "response_format of type 'json_schema' is not supported with this model",
  'This model does not support response_format',
  'The parameter `response_format` is not available',
])('a format is left out of later requests after "%s"', (reason) => {
  expect(isRefusedForGood({ parameter: 'response_format', reason })).toBe(true);
});

it.each([
  "Invalid schema for response_format 'form': 'additionalProperties' is required",
  'response_format.json_schema.schema: unsupported keyword "minimum"',
  "Invalid parameter: response_format: property 'a' has a format that is not supported",
  'schema in response_format is not supported: uses oneOf',
  'Unsupported JSON schema in response_format: $ref',
  'response_format: too many properties',
])('a format is sent again in later requests after "%s"', (reason) => {
  expect(isRefusedForGood({ parameter: 'response_format', reason })).toBe(false);
});

it('any other parameter is left out of later requests', () => {
  expect(isRefusedForGood({ parameter: 'stop', reason: 'stop: no' })).toBe(true);
});
