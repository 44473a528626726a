import type { ProviderDescriptor } from './provider-descriptor.ts';

/** OpenAI itself. */
export const OPENAI = {
  name: 'OpenAI',
  wire: 'responses',
  defaultBaseUrl: 'https://api.openai.com/v1',
  needsKey: true,
  preset: { name: 'openai' },
  listing: { path: '/models', drops: /\/*$/, keyHeader: 'bearer' },
  catalog: 'openai',
  searchPriceUsd: 0.01,
  environment: { prefix: 'OPENAI', models: ['gpt-5.4-mini', 'gpt-5.4', 'gpt-5-mini'] },
  docs: 'https://platform.openai.com/docs/api-reference/responses',
} as const satisfies ProviderDescriptor;
