import type { ProviderDescriptor } from './provider-descriptor.ts';

/** Anthropic's Messages API, and servers that implement it. */
export const ANTHROPIC = {
  name: 'Anthropic',
  wire: 'messages',
  defaultBaseUrl: 'https://api.anthropic.com',
  needsKey: true,
  preset: { name: 'anthropic' },
  listing: {
    path: '/v1/models',
    drops: /(?:\/v1)?\/*$/,
    keyHeader: 'x-api-key',
    headers: { 'anthropic-version': '2023-06-01' },
    query: { limit: '1000' },
  },
  catalog: 'anthropic',
  searchPriceUsd: 0.01,
  environment: { prefix: 'ANTHROPIC', models: ['claude-sonnet-4-6', 'claude-opus-4-6', 'claude-haiku-4-5'] },
  docs: 'https://docs.anthropic.com/en/api/messages',
} as const satisfies ProviderDescriptor;
