import { describe, expect, it } from 'vitest';
import { toModelsRequest } from './models-request.ts';

describe('the request for a provider’s models', () => {
  it.each([
    ['openai', undefined, 'https://api.openai.com/v1/models'],
    ['openai', 'https://proxy.example/v1/?team=a', 'https://proxy.example/v1/models?team=a'],
    ['openai_compatible', 'http://127.0.0.1:11434/v1', 'http://127.0.0.1:11434/v1/models'],
    ['anthropic', undefined, 'https://api.anthropic.com/v1/models?limit=1000'],
    ['anthropic', 'https://proxy.example/v1/', 'https://proxy.example/v1/models?limit=1000'],
    ['azure_openai', 'https://r.example/openai/v1/', 'https://r.example/openai/v1/models'],
    [
      'azure_openai',
      'https://r.example/openai/deployments/gpt',
      'https://r.example/openai/models?api-version=2024-10-21',
    ],
    [
      'azure_openai',
      'https://r.example/openai/deployments/gpt?api-version=2025-01-01',
      'https://r.example/openai/models?api-version=2025-01-01',
    ],
  ] as const)('of %s at %s goes to %s', (provider_type, base_url, expected) => {
    const provider = base_url === undefined ? { provider_type } : { provider_type, base_url };
    expect(toModelsRequest(provider, 'sk-1')?.url.href).toBe(expected);
  });

  it.each(['openai_compatible', 'azure_openai'] as const)('of %s needs a base URL', (provider_type) => {
    expect(toModelsRequest({ provider_type }, 'sk-1')).toBeNull();
  });

  it.each([
    ['openai', { authorization: 'Bearer sk-1' }],
    ['openai_compatible', { authorization: 'Bearer sk-1' }],
    ['azure_openai', { 'api-key': 'sk-1' }],
    ['anthropic', { 'anthropic-version': '2023-06-01', 'x-api-key': 'sk-1' }],
  ] as const)('of %s carries the key as that vendor wants it', (provider_type, expected) => {
    const request = toModelsRequest({ provider_type, base_url: 'https://r.example' }, ' sk-1\n');
    expect(Object.fromEntries(request?.headers ?? [])).toEqual({ accept: 'application/json', ...expected });
  });

  it('without a key carries none', () => {
    const request = toModelsRequest({ provider_type: 'openai_compatible', base_url: 'https://r.example' }, null);
    expect(request?.headers.has('authorization')).toBe(false);
  });

  it('refuses a key that no header can carry', () => {
    expect(() => toModelsRequest({ provider_type: 'openai' }, 'sk\n1')).toThrow(TypeError);
  });
});
