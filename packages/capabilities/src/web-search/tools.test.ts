import { startLocalServer } from '@everruns/egress/testing';
import type { JsonObject } from '@everruns/schemas';
import { afterAll, describe, expect, it } from 'vitest';
import { createNamedSecrets } from '../../test/named-secrets.ts';
import { SEARCH_KEY, startSearchServer } from '../../test/search-servers.ts';
import { createToolBench } from '../../test/tool-context.ts';
import { openTestEgress } from '../../test/tool-egress.ts';
import { createWebSearchTools } from './tools.ts';

const egress = openTestEgress();
afterAll(() => egress[Symbol.asyncDispose]());

interface Given {
  key?: string;
  args?: object;
}

async function search(backend: string, origin: string, { key = SEARCH_KEY, args = {} }: Given = {}) {
  const secrets = createNamedSecrets({ search: { value: key, hosts: [new URL(origin).host] } });
  const bench = createToolBench(createWebSearchTools(), { egress, secrets });
  const config = { backend, base_url: origin, ...(backend === 'searxng' ? {} : { secret: 'search' }) };
  return (await bench.run('web_search', { query: 'durable execution', ...args }, { config })) as JsonObject;
}

const fenced = (text: string) => expect.stringMatching(new RegExp(`^<untrusted-\\w+> ${text} </untrusted-\\w+>$`));

describe.each(['searxng', 'brave', 'tavily', 'exa'])('a search with %s', (backend) => {
  it('returns titles, addresses and extracts, marked as text from outside', async () => {
    await using server = await startSearchServer(backend);
    const { results, ...facts } = await search(backend, server.origin);
    expect(facts).toEqual({ query: 'durable execution', searched_with: backend });
    expect(results).toContainEqual(
      expect.objectContaining({
        title: fenced('durable execution'),
        url: 'https://a.example/',
        snippet: fenced('first'),
      }),
    );
    expect(JSON.stringify(results)).not.toContain('javascript:');
  });

  it('asks for a period and a site as the service wants it', async () => {
    await using server = await startSearchServer(backend);
    for (const freshness of ['day', 'week', 'month', 'year']) {
      const { results } = await search(backend, server.origin, {
        args: { freshness, site: 'example.com', max_results: 20 },
      });
      expect(results).not.toEqual([]);
    }
    const asked = server.requests.map(({ url, body }) => decodeURIComponent(url) + body).join('\n');
    expect(asked).toContain('example.com');
    expect(server.requests).toHaveLength(4);
  });

  it('tells of an answer that is none, and repeats no key', async () => {
    await using server = await startLocalServer((request, response) => {
      response.end(`<html>${JSON.stringify(request.headers)}</html>`);
    });
    await expect(search(backend, server.origin)).rejects.toThrow('no result of a search');
  });

  it.each([
    [429, 'no more searches'],
    [500, 'status 500'],
    [403, backend === 'searxng' ? 'format json' : 'refuses the key'],
  ])('tells what the status %i means', async (status, message) => {
    await using server = await startLocalServer((_request, response) => response.writeHead(status).end());
    await expect(search(backend, server.origin)).rejects.toThrow(message);
  });
});

describe('a search', () => {
  it('returns no more than it was asked for', async () => {
    await using server = await startSearchServer('searxng');
    expect((await search('searxng', server.origin, { args: { max_results: 1 } }))['results']).toHaveLength(1);
  });

  it('with a wrong key says which secret to change', async () => {
    await using server = await startSearchServer('tavily');
    await expect(search('tavily', server.origin, { key: 'a-wrong-key' })).rejects.toThrow('secret "search"');
  });

  it('masks the key where the service repeats it', async () => {
    await using server = await startLocalServer((request, response) => {
      const key = request.headersDistinct['x-api-key']?.[0];
      const result = {
        title: `t ${key}`,
        url: `https://a.example/?k=${key}`,
        text: Buffer.from(`${key}`).toString('base64'),
      };
      response.end(JSON.stringify({ results: [result] }));
    });
    const text = JSON.stringify(await search('exa', server.origin));
    expect(text.match(/\[secret\]/g)).toHaveLength(3);
    expect(text).not.toContain(SEARCH_KEY);
  });

  it('masks a key that the end of an extract would cut in two', async () => {
    const key = 'k0'.repeat(600);
    await using server = await startLocalServer((_request, response) => {
      const result = { title: 't', url: 'https://a.example/', text: `${'x '.repeat(450)}${key}`.repeat(2) };
      response.end(JSON.stringify({ results: [result] }));
    });
    const text = JSON.stringify(await search('exa', server.origin, { key }));
    expect(text).toContain('[secret]');
    expect(text).not.toContain('k0k0');
  });
});
