import { describe, expect, it } from 'vitest';
import { webSearch, WebSearchConfig, WebSearchParameters } from './definition.ts';

describe('the settings of web_search', () => {
  it.each([
    [{ backend: 'searxng', base_url: 'https://search.example.com' }],
    [{ backend: 'brave', secret: 'brave_key' }],
    [{ backend: 'provider' }],
    [{ backend: 'provider', max_searches: 2, sites: ['example.com'] }],
    [{ backend: 'exa', secret: 'exa_key', base_url: 'https://proxy.example.com' }],
  ])('accept %j', (config) => {
    expect(WebSearchConfig.safeParse(config).success).toBe(true);
  });

  it.each([
    [{ backend: 'searxng' }, 'base_url'],
    [{ backend: 'tavily' }, 'secret'],
    [{ backend: 'brave', secret: 'a b' }, 'secret'],
    [{ backend: 'provider', secret: 'brave_key' }, 'secret'],
    [{ backend: 'provider', max_searches: 11 }, 'max_searches'],
    [{ backend: 'brave', secret: 'k1', sites: ['example.com'] }, 'sites'],
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

describe('the search of the provider', () => {
  it('brings no tool of ours, and says how often it may be made', async () => {
    const config = WebSearchConfig.parse({ backend: 'provider', sites: ['example.com'] });
    expect(webSearch.providerSearch?.(config)).toEqual({ max_searches: 5, sites: ['example.com'] });
    expect(await webSearch.toolsFor?.(config, noJobs)).toEqual({ tools: [] });
    const own = WebSearchConfig.parse({ backend: 'searxng', base_url: 'https://search.example.com' });
    expect(webSearch.providerSearch?.(own)).toBeNull();
    expect(await webSearch.toolsFor?.(own, noJobs)).toMatchObject({ tools: [{ name: 'web_search' }] });
  });
});

const noJobs = () => Promise.reject(new Error('this needs no job'));
