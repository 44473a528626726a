import { describe, expect, it } from 'vitest';
import { openapi, OpenapiConfig } from './definition.ts';

describe('the definition of openapi', () => {
  it('has no tools but those of a document', () => {
    expect(openapi.tools).toEqual([]);
    expect(OpenapiConfig.safeParse({}).success).toBe(false);
    expect(OpenapiConfig.parse({ document: '{}' })).toEqual({
      document: '{}',
      headers: [],
      query: [],
      changes: 'once',
      timeout_seconds: 20,
    });
  });

  it.each(['ftp://a.example', '/relative', 'api.example.com'])('refuses the address %s', (base_url) => {
    expect(OpenapiConfig.safeParse({ document: '{}', base_url }).success).toBe(false);
  });
});
