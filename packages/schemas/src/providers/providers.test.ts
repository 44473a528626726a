import { describe, expect, it } from 'vitest';
import { LlmProviderTypeInfo, listProviderTypes } from './llm-provider-type-info.ts';
import { isVendor, KEY_SETTINGS, LlmProviderType, offerOf, PROVIDERS, VENDOR_OFFERS } from './providers.ts';

describe('the descriptors of providers', () => {
  it('are shown to people by type', () => {
    const shown = listProviderTypes();
    expect(shown.map((info) => LlmProviderTypeInfo.parse(info))).toEqual(shown);
    expect(shown.map(({ type }) => type)).toEqual(LlmProviderType.options);
    expect(shown.find(({ type }) => type === 'azure_openai')).toMatchObject({ needs_base_url: true });
    expect(shown.find(({ type }) => type === 'llmsim')).toMatchObject({ needs_base_url: false, needs_api_key: false });
  });

  it('name the settings of the vendors that an environment can bring', () => {
    expect(KEY_SETTINGS).toMatch(/^OPENAI_API_KEY.* or \w+_API_KEY$/);
    expect(VENDOR_OFFERS.map(({ type }) => type).slice(0, 2)).toEqual(['openai', 'anthropic']);
    expect(offerOf('anthropic').settings).toEqual({
      apiKeys: ['DEFAULT_ANTHROPIC_API_KEY', 'ANTHROPIC_API_KEY'],
      baseUrl: 'ANTHROPIC_BASE_URL',
    });
    expect(['llmsim', 'constructor', 'nobody'].filter(isVendor)).toEqual([]);
  });

  it.each(LlmProviderType.options)('of %s fit together', (type) => {
    const { environment, listing, defaultBaseUrl, needsKey } = PROVIDERS[type];
    // Startup stores no address unless one is set, and the stored key must be usable.
    if (environment !== null) expect([defaultBaseUrl, needsKey]).toEqual([expect.any(String), true]);
    if (listing !== null)
      expect('https://host.example/v1'.replace(listing.drops, '') + listing.path).toMatch(/models$/);
  });
});
