import { describe, expect, it } from 'vitest';
import { WebSearchConfig, WebSearchParameters } from './definition.ts';

describe('the settings of web_search', () => {
  it.each([
    [{ backend: 'searxng', base_url: 'https://search.example.com' }],
    [{ backend: 'brave', secret: 'brave_key' }],
    [{ backend: 'exa', secret: 'exa_key', base_url: 'https://proxy.example.com' }],
  ])('accept %j', (config) => {
    expect(WebSearchConfig.safeParse(config).success).toBe(true);
  });

  it.each([
    [{ backend: 'searxng' }, 'base_url'],
    [{ backend: 'tavily' }, 'secret'],
    [{ backend: 'brave', secret: 'a b' }, 'secret'],
    [{ backend: 'google', secret: 'k' }, 'backend'],
    [{ backend: 'searxng', base_url: 'file:///etc' }, 'base_url'],
    [{ backend: 'searxng', base_url: 'https://a.example/?x=' }, 'base_url'],
  ])('refuse %j at %s', (config, field) => {
    expect(WebSearchConfig.safeParse(config).error?.issues[0]?.path).toEqual([field]);
  });

  it('take a site, and no other operator', () => {
    expect(WebSearchParameters.safeParse({ query: 'x', site: 'example.com' }).success).toBe(true);
    expect(WebSearchParameters.safeParse({ query: 'x', site: 'example.com OR site:evil.example' }).success).toBe(false);
  });
});
