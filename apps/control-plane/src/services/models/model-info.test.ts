import { ZERO_USAGE } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { contextWindowOf, priceUsage, profileOf } from './model-info.ts';

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

describe('the profile of a model', () => {
  it('has its limits, modalities, efforts and prices, under a dated name too', () => {
    const profile = {
      context_window_tokens: 400_000,
      max_output_tokens: 128_000,
      input_modalities: ['text', 'image'],
      output_modalities: ['text'],
      reasoning_efforts: ['low', 'medium', 'high'],
      prices_per_million: { input: 0.25, output: 2, cache_read: 0.025 },
    };
    expect(profileOf({ provider_type: 'openai', model: 'gpt-5-mini' })).toEqual(profile);
    expect(profileOf({ provider_type: 'azure_openai', model: 'gpt-5-mini-2025-08-07' })).toEqual(profile);
    expect(profileOf({ provider_type: 'openai', model: 'gpt-4o' })).toMatchObject({ reasoning_efforts: [] });
  });

  it('shows the base of a tiered price', () => {
    expect(profileOf({ provider_type: 'anthropic', model: 'claude-sonnet-4-5-20250929' })).toMatchObject({
      prices_per_million: { input: 3, output: 15, cache_read: 0.3, cache_creation: 3.75 },
    });
  });

  it('says what one catalog knows when the other knows nothing', () => {
    expect(profileOf({ provider_type: 'openai', model: 'gpt-5.4' })).toEqual({
      context_window_tokens: 1_050_000,
      prices_per_million: { input: 2.5, output: 15, cache_read: 0.25 },
    });
  });

  it.each(['openai', 'llmsim', 'openai_compatible'] as const)('is unknown for my-own-model of %s', (provider_type) => {
    expect(profileOf({ provider_type, model: 'my-own-model' })).toBeNull();
  });
});
