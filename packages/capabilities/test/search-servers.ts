import { startLocalServer, type LocalServer } from '@everruns/egress/testing';
import { z } from 'zod';

/** What a search service takes, strictly: anything else is an error of its own kind. */
interface SearchService {
  answer(request: { method: string; url: URL; headers: Record<string, unknown>; body: string }): [number, unknown];
}

export const SEARCH_KEY = 'search-key-0123';
const range = z.enum(['day', 'week', 'month', 'year']);
const count = z.int().min(1).max(20);

function bodyOf<Schema extends z.ZodType>(body: string, schema: Schema): z.output<Schema> | null {
  return schema.safeParse(JSON.parse(body)).data ?? null;
}

const SEARCH_SERVICES: Readonly<Record<string, SearchService>> = {
  searxng: {
    answer({ method, url }) {
      const query = z.strictObject({ q: z.string().min(1), format: z.literal('json'), time_range: range.optional() });
      const given = query.safeParse(Object.fromEntries(url.searchParams)).data;
      if (method !== 'GET' || url.pathname !== '/search' || given === undefined) return [400, {}];
      const results = [
        { url: 'https://a.example/', title: given.q, content: 'first', engine: 'x', publishedDate: null, score: 1 },
        { url: 'javascript:alert(1)', title: 'bad', content: '', engine: 'x' },
        { url: 'https://b.example/', title: 'B', content: 'second', publishedDate: '2026-01-02T03:04:05' },
      ];
      return [200, { query: given.q, number_of_results: 0, results, answers: [], suggestions: [] }];
    },
  },
  brave: {
    answer({ method, url, headers }) {
      if (headers['x-subscription-token'] !== SEARCH_KEY)
        return [422, { error: { code: 'SUBSCRIPTION_TOKEN_INVALID' } }];
      const query = z.strictObject({
        q: z.string().min(1).max(400),
        count: z.coerce.number().pipe(count),
        text_decorations: z.enum(['true', 'false']),
        freshness: z.enum(['pd', 'pw', 'pm', 'py']).optional(),
      });
      const given = query.safeParse(Object.fromEntries(url.searchParams)).data;
      if (method !== 'GET' || url.pathname !== '/res/v1/web/search' || given === undefined) return [400, {}];
      const result = {
        url: 'https://a.example/',
        title: given.q,
        description: 'first',
        page_age: '2026-01-02T00:00:00',
      };
      return [200, { type: 'search', web: { type: 'search', results: [{ ...result, family_friendly: true }] } }];
    },
  },
  tavily: {
    answer({ method, url, headers, body }) {
      if (headers['authorization'] !== `Bearer ${SEARCH_KEY}`) return [401, { detail: { error: 'Unauthorized' } }];
      const schema = z.strictObject({
        query: z.string().min(1),
        max_results: count,
        search_depth: z.enum(['basic', 'advanced']),
        time_range: range.optional(),
        include_domains: z.array(z.string()).optional(),
      });
      const given = method === 'POST' && url.pathname === '/search' ? bodyOf(body, schema) : null;
      if (given === null) return [400, {}];
      const title = `${given.query} ${given.include_domains?.join() ?? ''}`.trim();
      return [
        200,
        {
          query: given.query,
          answer: null,
          results: [{ title, url: 'https://a.example/', content: 'first', score: 0.9 }],
        },
      ];
    },
  },
  exa: {
    answer({ method, url, headers, body }) {
      if (headers['x-api-key'] !== SEARCH_KEY) return [401, { error: 'Invalid API key' }];
      const schema = z.strictObject({
        query: z.string().min(1),
        numResults: count,
        contents: z.strictObject({ text: z.strictObject({ maxCharacters: z.int() }) }),
        includeDomains: z.array(z.string()).optional(),
        startPublishedDate: z.iso.datetime().optional(),
      });
      const given = method === 'POST' && url.pathname === '/search' ? bodyOf(body, schema) : null;
      if (given === null) return [400, {}];
      const title = `${given.query} ${given.startPublishedDate ?? ''}`.trim();
      const result = {
        id: 'x',
        title,
        url: 'https://a.example/',
        publishedDate: '2026-01-02T00:00:00.000Z',
        text: 'first',
      };
      return [200, { requestId: 'r', resolvedSearchType: 'neural', results: [{ ...result, author: null }] }];
    },
  },
};

/** A local server that speaks the format of a search service. */
export async function startSearchServer(name: string): Promise<LocalServer> {
  const service = SEARCH_SERVICES[name];
  const server = await startLocalServer((request, response) => {
    const { method = '', headers } = request;
    const url = new URL(request.url ?? '', 'http://x');
    const body = server.requests.at(-1)?.body ?? '';
    const [status, answer] = service?.answer({ method, url, headers, body }) ?? [404, {}];
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  return server;
}
