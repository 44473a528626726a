import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { queryPostgres } from '../dev/query-postgres.ts';
import type { RunnerUnderContract } from './runner-under-contract.ts';

/** The operator opens the machine's own network, on which the servers of these tests listen. */
export const WEB_ENV = { EGRESS_ALLOW_CIDRS: '127.0.0.0/8', LOG_LEVEL: 'trace' };

const PATIENCE_MS = 60_000;
const VALUE = 'canary-secret-3b9d';
const CANARY = /canary-secret-3b9d/i;

interface Seen {
  url: string;
  authorization: string | undefined;
  key: string | undefined;
}

/** A page, and an API that repeats the credential which it got. */
const seen: Seen[] = [];
const server = createServer((request: IncomingMessage, response: ServerResponse) => {
  const { authorization, 'idempotency-key': key } = request.headers;
  seen.push({ url: request.url ?? '', authorization, key: key?.toString() });
  // The first request to it is never answered.
  if (request.url === '/dies' && seen.length === 1) return;
  const isPage = request.url === '/page';
  response.setHeader('content-type', isPage ? 'text/html' : 'application/json');
  response.end(isPage ? '<main><h1>News</h1><p>It rains.</p></main>' : JSON.stringify({ said: authorization }));
});
const origin = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const host = (): string => new URL(origin()).host;

/** What reached the server when the process that made a call was killed in its middle. */
async function callThroughCrash(runner: RunnerUnderContract, changes: 'once' | 'idempotent') {
  seen.length = 0;
  const config = { hosts: [host()], changes };
  const session = await runner.api.createSession({ capabilities: [{ ref: 'http', config }] });
  const args = { url: `${origin()}/dies`, method: 'POST', body: '{}' };
  const text = `[[sim:tool http_request ${JSON.stringify(args)}]][[sim:next]][[sim:text done]]`;
  await runner.api.post(session.id, text);
  await expect.poll(() => seen.length, { timeout: PATIENCE_MS }).toBe(1);
  await runner.restartExecutor();
  const isOver = async () => (await runner.api.events(session.id)).some(({ type }) => type === 'turn.completed');
  await expect.poll(isOver, { timeout: PATIENCE_MS, interval: 250 }).toBe(true);
  const completed = (await runner.api.events(session.id)).filter(({ type }) => type === 'tool.completed');
  return { keys: seen.map(({ key }) => key), completed: completed.map(({ data }) => data) };
}

/** Runs a turn whose model makes one call, and returns what came of it. */
async function callTool(
  { api }: RunnerUnderContract,
  capability: object | string,
  { tool, args }: { tool: string; args: object },
) {
  seen.length = 0;
  const session = await api.createSession({ capabilities: [capability] });
  const text = `[[sim:tool ${tool} ${JSON.stringify(args)}]][[sim:next]][[sim:text done]]`;
  await api.post(session.id, text, { wait: 60 });
  const events = await api.events(session.id);
  const completed = events.find(({ type }) => type === 'tool.completed');
  return { session, events, result: JSON.stringify(completed?.data) };
}

/** Every text that the product keeps or says about a session: answers, logs of all processes, rows of all tables. */
async function everythingSaid({ api, running }: RunnerUnderContract, sessionId: string): Promise<string[]> {
  const answers = await Promise.all(
    ['', '/export', '/messages', '/turns', '/events'].map((path) =>
      api.fetch('GET', `/v1/sessions/${sessionId}${path}`),
    ),
  );
  const texts = await Promise.all(answers.map((answer) => answer.text()));
  const logs = [...running.controlPlanes, ...running.workers].map((process) => process.output());
  return [...texts, ...logs, await dump(running.postgres.url)];
}

async function dump(url: string): Promise<string> {
  const tables = await queryPostgres<{ name: string }>(
    url,
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
  );
  const all = tables.map(({ name }) => `select coalesce(json_agg(t)::text, '') as rows from ${name} t`);
  return JSON.stringify(await queryPostgres(url, all.join(' union all ')));
}

/** The tools of the web over a real server, as each runner calls them. */
export function webToolsContract(title: string, subject: RunnerUnderContract): void {
  describe(`the tools of the web on ${title}`, () => {
    beforeAll(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)));
    afterAll(() => void server.close());

    it('read a page', async () => {
      const { result } = await callTool(subject, 'web_fetch', { tool: 'web_fetch', args: { url: `${origin()}/page` } });
      expect(result).toContain('# News');
      expect(result).toContain('It rains.');
    });

    it('send a secret to its host, and leave it nowhere else', async () => {
      await subject.api.json('PUT', '/v1/secrets/token', { body: { value: VALUE, hosts: [host()] } });
      const config = { hosts: [host()], headers: ['Authorization: Bearer {{token}}'] };
      const args = { url: `${origin()}/api`, method: 'POST', body: '{}' };
      const { session, result } = await callTool(subject, { ref: 'http', config }, { tool: 'http_request', args });
      expect(seen).toEqual([{ url: '/api', authorization: `Bearer ${VALUE}`, key: expect.stringContaining(':act:') }]);
      expect(result).toContain('[secret]');
      const said = await everythingSaid(subject, session.id);
      expect(said.join('').length).toBeGreaterThan(10_000);
      for (const text of said) expect(CANARY.exec(text)).toBeNull();
    });

    it('refuse a host that the secret does not list', async () => {
      const body = { value: VALUE, hosts: ['api.example.com'] };
      await subject.api.json('PUT', '/v1/secrets/narrow', { body });
      const config = { hosts: [host()], headers: ['Authorization: {{narrow}}'] };
      const args = { url: `${origin()}/api` };
      const { result } = await callTool(subject, { ref: 'http', config }, { tool: 'http_get', args });
      expect(result).toContain('secret_host_not_allowed');
      expect(CANARY.exec(result)).toBeNull();
      expect(seen).toEqual([]);
    });

    it('repeat a call that may be repeated after a crash, with the key of the first time', async () => {
      const { keys, completed } = await callThroughCrash(subject, 'idempotent');
      expect(keys).toHaveLength(2);
      expect(keys[0]).toBe(keys[1]);
      expect(completed).toMatchObject([{ success: true }]);
    });

    it('never repeat one that may run only once, and say that its outcome is unknown', async () => {
      const { keys, completed } = await callThroughCrash(subject, 'once');
      expect(keys).toHaveLength(1);
      expect(completed).toMatchObject([{ success: false, outcome_unknown: true }]);
    });

    it('call the operations of a document', async () => {
      const parameters = [{ name: 'id', in: 'path', schema: { type: 'integer' } }];
      const document = { openapi: '3.1.0', paths: { '/items/{id}': { get: { operationId: 'get_item', parameters } } } };
      const config = { document: JSON.stringify(document), base_url: origin() };
      const { result } = await callTool(subject, { ref: 'openapi', config }, { tool: 'get_item', args: { id: 7 } });
      expect(seen.map(({ url }) => url)).toEqual(['/items/7']);
      expect(result).toContain('"status":200');
    });
  });
}
