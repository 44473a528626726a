import { ZERO_USAGE } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { contextWindowOf, priceUsage } from './model-info.ts';

const USAGE = { ...ZERO_USAGE, input_tokens: 1_000, cache_read_tokens: 500, output_tokens: 100 };

describe('priceUsage', () => {
  it('charges cached tokens at their own price', () => {
    const model = { provider_type: 'openai', model: 'gpt-4o' } as const;
    expect(priceUsage(model, USAGE)).toBeCloseTo((500 * 2.5 + 500 * 1.25 + 100 * 10) / 1e6, 12);
    expect(priceUsage({ ...model, provider_type: 'azure_openai' }, USAGE)).toBe(priceUsage(model, USAGE));
  });

  it.each([
    ['openai', 'of-a-later-year'],
    ['openai_compatible', 'gpt-4o'],
    ['llmsim', 'llmsim-default'],
  ] as const)('does not guess for %s %s', (provider_type, model) => {
    expect(priceUsage({ provider_type, model }, USAGE)).toBeNull();
    expect(contextWindowOf({ provider_type, model })).toBeNull();
  });

  it('does not fall over counts that contradict each other', () => {
    const odd = { ...ZERO_USAGE, input_tokens: 1, cache_read_tokens: 500, cache_creation_tokens: 700 };
    expect(priceUsage({ provider_type: 'anthropic', model: 'claude-sonnet-4-5' }, odd)).toBeNull();
  });

  it('knows the context window of a dated model name', () => {
    expect(contextWindowOf({ provider_type: 'anthropic', model: 'claude-sonnet-4-5-20250929' })).toBe(200_000);
  });
});
