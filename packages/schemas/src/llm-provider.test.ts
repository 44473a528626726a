import { expect, it } from 'vitest';
import { CreateLlmProviderRequest, UpdateLlmProviderRequest } from './llm-provider.ts';

const keyOf = (api_key: string) =>
  CreateLlmProviderRequest.parse({ name: 'a', provider_type: 'openai', api_key }).api_key;

it('a key loses the blanks, line ends and byte order marks around it', () => {
  for (const copied of ['sk-1', ' sk-1 ', 'sk-1\r\n', '\ufeffsk-1', '\u00a0sk-1\t']) expect(keyOf(copied)).toBe('sk-1');
  expect(UpdateLlmProviderRequest.parse({ api_key: '\nsk-1' }).api_key).toBe('sk-1');
});

it('a blank key is refused', () => {
  for (const blank of ['', ' ', '\ufeff\n']) expect(() => keyOf(blank)).toThrow('must not be blank');
});
