import { describe, expect, it } from 'vitest';
import { listOperations, loadDocument } from './operations.ts';
import { useStack } from './shared-stack.ts';

const shared = useStack();

/** Returns every value of `$ref` in this value, at any depth. */
function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [inner] : referencesIn(inner),
  );
}

describe('the OpenAPI document', () => {
  it('is of version 3.1: operation ids are unique, references lead somewhere, path parameters are declared', async () => {
    const document = await loadDocument(shared.api);
    expect(document.openapi).toBe('3.1.0');
    const operations = listOperations(document);
    const ids = operations.map(({ operationId }) => operationId);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(ids.every((id) => /^[a-z][a-z0-9_]*$/.test(id))).toBe(true);
    const names = new Set(Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`));
    expect(referencesIn(document).filter((reference) => !names.has(reference))).toEqual([]);
    for (const { operationId, path, parameters, responses } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
      const declared = parameters.filter((parameter) => parameter.in === 'path');
      expect([operationId, declared.map(({ name }) => name).toSorted()]).toEqual([operationId, inPath.toSorted()]);
      expect(declared.every(({ required }) => required)).toBe(true);
      expect([...responses.keys()].some((status) => status < 400)).toBe(true);
    }
  });

  it('tells the bounds of text', async () => {
    const { components } = await loadDocument(shared.api);
    expect(components.schemas['CreateAgentRequest']).toMatchObject({
      properties: { name: { minLength: 1, maxLength: 2_048 }, system_prompt: { maxLength: 1_048_576 } },
    });
  });
});

describe('Swagger UI', () => {
  it('loads nothing but its own files, and they are there', async () => {
    const { api } = shared;
    const page = await api.fetch('GET', '/swagger-ui/');
    const html = await page.text();
    const links = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(2);
    expect(links.filter((link) => /^(\w+:|\/)/.test(link))).toEqual([]);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    for (const link of links) {
      const answer = await api.fetch('GET', `/swagger-ui/${link}`);
      expect([link, answer.status]).toEqual([link, 200]);
      // The bundle mentions addresses in its texts, but the policy prevents requests to them.
      if (link === 'start.js') expect(await answer.text()).not.toMatch(/https?:/);
    }
  });
});
