import { createServer, type AddressInfo } from 'node:net';
import { HOSTILE_URLS, startLocalServer } from '@everruns/egress/testing';
import { HostPattern, type JsonObject, type JsonValue } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CAPABILITY_CATALOG } from '../src/catalog.ts';
import { createOpenapiFamily } from '../src/openapi/tools.ts';
import { createCapabilityTools } from '../src/registry.ts';
import { createToolBench } from './tool-context.ts';
import { openTestEgress } from './tool-egress.ts';

interface Attempt {
  args: JsonObject;
  config?: JsonObject;
}

/** Settings that allow the very host of the URL, so that only the egress module stands in its way, and every redirect too. */
function openTo(url: string): JsonObject {
  const name = URL.parse(url)?.hostname.replace(/\.$/, '') ?? '';
  return { hosts: [HostPattern.safeParse(name).success ? name : 'api.example.com', ...HOSTS_OF_REDIRECTS] };
}

/** Hosts of the hostile URLs that a pattern can name. */
const HOSTS_OF_REDIRECTS = [
  ...new Set(HOSTILE_URLS.map((url) => URL.parse(url.replaceAll('PORT', '1'))?.hostname ?? '')),
]
  .filter((name) => HostPattern.safeParse(name).success)
  .slice(0, 49);

/** How a URL that somebody wrote reaches each tool with the hint `open_world`: the others have no network. A new one needs a line here. */
const WAYS: Readonly<Record<string, (url: string) => Attempt>> = {
  web_fetch: (url) => ({ args: { url } }),
  http_get: (url) => ({ args: { url }, config: openTo(url) }),
  http_request: (url) => ({ args: { url, method: 'POST', body: '{}' }, config: openTo(url) }),
  openapi_probe: probe,
  save_finding: (url) => ({ args: { title: 'x', text: 'x', quote: 'x', source: url } }),
  web_search: (url) => ({ args: { query: 'x' }, config: { backend: 'searxng', base_url: url } }),
};

function probe(url: string): Attempt {
  const operation = { method: 'GET', path: '', parameters: [], body: null, schema: {} };
  const operations = { openapi_probe: operation };
  return { args: {}, config: { base_url: url, headers: [], query: [], timeout_seconds: 20, operations } };
}

/** The tool of an OpenAPI document whose address is the URL. */
const PROBE = 'openapi_probe';
const tools = [...[...createCapabilityTools().values()].flat(), createOpenapiFamily().create(PROBE)];

/** `refused`, or what came back, of every attempt. A result that only tells of an error counts as what it is. */
async function outcomesOf(name: string, attempts: readonly Attempt[], allowCidrs: string[]): Promise<string[]> {
  await using egress = openTestEgress({ allowCidrs });
  const bench = createToolBench(tools, { egress });
  return Promise.all(
    attempts.map(async ({ args, config = {} }) => {
      const outcome: JsonValue | Error = await bench.run(name, args, { config }).catch((error: Error) => error);
      return outcome instanceof Error ? 'refused' : JSON.stringify(outcome);
    }),
  );
}

/** The allowed host under its other names. */
const SERVER_NAMES = /^(127\.0\.0\.1|\[::ffff:7f00:1\]|(.*\.)?localhost)\.?$/;

/** What is relative stays on the allowed host; what is encoded twice names nothing. */
function isElsewhere(url: string): boolean {
  const host = URL.parse(url)?.hostname ?? '';
  return /^[\w+]+:\/\//.test(url) && !url.includes('%') && !SERVER_NAMES.test(host);
}

/** Tries every tool with the network on every n-th hostile URL, directly and by a redirect. The table is in `packages/egress/test`. */
export function hostileUrlsSuite({ every }: { every: number }): void {
  /** Counts what reaches this machine, by whatever address of its own. */
  let hits = 0;
  const listener = createServer((socket) => {
    hits += 1;
    socket.destroy();
  });
  let urls: string[] = [];
  beforeAll(async () => {
    await new Promise<void>((resolve) => void listener.listen({ port: 0, host: '::' }, resolve));
    const port = String((listener.address() as AddressInfo).port);
    urls = HOSTILE_URLS.filter((_, index) => index % every === 0).map((url) => url.replaceAll('PORT', port));
  });
  afterAll(() => new Promise<void>((resolve) => void listener.close(() => resolve())));

  it('knows every tool that reaches the network', () => {
    const reaching = [...CAPABILITY_CATALOG.values()]
      .flatMap((capability) => capability.tools)
      .filter(({ hints }) => hints?.open_world === true);
    expect(Object.keys(WAYS).toSorted()).toEqual([...reaching.map(({ name }) => name), PROBE].toSorted());
  });

  describe.each(Object.entries(WAYS))('%s', (name, toAttempt) => {
    it('reaches no hostile URL', async () => {
      expect(urls.length).toBeGreaterThan(500 / every);
      hits = 0;
      const outcomes = await outcomesOf(name, urls.map(toAttempt), []);
      expect(outcomes.filter((outcome) => outcome !== 'refused')).toEqual([]);
      expect(hits).toBe(0);
    });

    it('follows no redirect to one, not even from a host that is allowed', async () => {
      await using server = await startLocalServer((request, response) => {
        const [, wanted = ''] = /^\/to\/([^/?]*)/.exec(request.url ?? '') ?? [];
        response.writeHead(302, { location: encodeURI(decodeURIComponent(wanted)) }).end();
      });
      hits = 0;
      const targets = urls.filter((url) => isElsewhere(url));
      expect(targets.length).toBeGreaterThan(400 / every);
      const attempts = targets.map((url) => toAttempt(`${server.origin}/to/${encodeURIComponent(url)}`));
      const outcomes = await outcomesOf(name, attempts, ['127.0.0.1/32']);
      expect(server.requests.length).toBeGreaterThanOrEqual(targets.length);
      expect(outcomes.filter((outcome) => outcome !== 'refused')).toEqual([]);
      expect(hits).toBe(0);
    });
  });
}
