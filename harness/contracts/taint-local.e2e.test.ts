import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INSTRUCTIONS } from '@everruns/capabilities/testing';
import { useStack } from '../e2e/shared-stack.ts';
import { WEB_ENV } from './web-tools.ts';

const shared = useStack({ runner: 'local', programs: 'product', env: WEB_ENV });
const PATIENCE_MS = 60_000;

/** Pages with instructions, and an API that changes something. */
const changed: string[] = [];
const server = createServer((request, response) => {
  const page = INSTRUCTIONS[Number(/^\/page\/(\d+)/.exec(request.url ?? '')?.[1])];
  if (page === undefined) changed.push(request.url ?? '');
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(`<main><h1>Page</h1><p>${page ?? 'done'}</p></main>`);
});
beforeAll(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)));
afterAll(() => void server.close());

const host = (): string => `127.0.0.1:${(server.address() as AddressInfo).port}`;
const call = (tool: string, args: object) => `[[sim:tool ${tool} ${JSON.stringify(args)}]][[sim:next]]`;
const read = (index: number) => call('web_fetch', { url: `http://${host()}/page/${index}` });
const change = (path: string) => call('http_request', { url: `http://${host()}${path}`, method: 'POST', body: '{}' });
const typesOf = async (id: string) => (await shared.api.events(id)).map(({ type }) => type);

async function start(text: string, agent: object = {}): Promise<string> {
  const capabilities = ['web_fetch', { ref: 'http', config: { hosts: [host()], changes: 'once' } }];
  const session = await shared.api.createSession({ capabilities, ...agent });
  await shared.api.post(session.id, `${text}[[sim:text done]]`);
  return session.id;
}

async function approve(sessionId: string): Promise<void> {
  const asked = (await shared.api.events(sessionId)).find(({ type }) => type === 'approval.requested');
  const approval_id = String(asked?.data['approval_id']);
  await shared.api.json('POST', `/v1/approvals/${approval_id}/resolve`, { body: { decision: 'approve' } });
}

const reached = (id: string, type: string) =>
  expect.poll(() => typesOf(id), { timeout: PATIENCE_MS, interval: 100 }).toContain(type);

describe('a session that has read a page', () => {
  it('with instructions, whatever they are, is fenced and tainted, and a call that runs once asks a person', async () => {
    changed.length = 0;
    const ids = await Promise.all(INSTRUCTIONS.map((_, index) => start(read(index) + change(`/changed/${index}`))));
    for (const [index, id] of ids.entries()) {
      await reached(id, 'approval.requested');
      const events = await shared.api.events(id);
      const result = JSON.stringify(events.find(({ type }) => type === 'tool.completed')?.data);
      expect(result.match(/<untrusted-[0-9a-f]{12}>/g)?.length, INSTRUCTIONS[index]).toBeGreaterThan(0);
      expect(await typesOf(id)).toContain('session.tainted');
      const { taint } = await shared.api.json<{ taint: object }>('GET', `/v1/sessions/${id}`);
      expect(taint).toMatchObject({ sources: [{ kind: 'web', name: '127.0.0.1' }] });
    }
    expect(changed).toEqual([]);
    const [first = ''] = ids;
    await approve(first);
    await reached(first, 'turn.completed');
    expect(changed).toEqual(['/changed/0']);
  });

  it('asks before it reads an address that nobody named, and reads one that a person or a result names', async () => {
    // The host is written so that the person's message, which scripts the simulator, does not hold its name.
    const other = call('web_fetch', { url: `http://localho%73t:${host().split(':')[1]}/page/1?what=it+knows` });
    const asking = await start(read(0) + other);
    await reached(asking, 'approval.requested');
    expect(await typesOf(asking)).not.toContain('turn.completed');
    const named = await start(`Look at 127.0.0.1. ${read(0)}${read(1)}`);
    await reached(named, 'turn.completed');
    expect(await typesOf(named)).not.toContain('approval.requested');
  });

  it('asks also where the provider of the model has searched, and shows the pages that the answer cites', async () => {
    changed.length = 0;
    const search = { ref: 'web_search', config: { backend: 'provider' } };
    const capabilities = [search, { ref: 'http', config: { hosts: [host()], changes: 'once' } }];
    const session = await shared.api.createSession({ capabilities });
    await shared.api.post(session.id, 'Search the web for prices', { wait: 60 });
    const said = (await shared.api.events(session.id)).find(({ type }) => type === 'output.message.completed');
    expect(said?.data['message']).toMatchObject({
      content: [{ type: 'text', annotations: [{ type: 'url_citation' }, { type: 'url_citation' }] }],
    });
    expect(await shared.api.json('GET', `/v1/sessions/${session.id}`)).toMatchObject({
      usage: { web_searches: 1 },
      taint: { sources: [{ kind: 'web', name: 'web_search' }] },
    });
    await shared.api.post(session.id, change('/searched'));
    await reached(session.id, 'approval.requested');
    expect(changed).toEqual([]);
  });

  it('does not ask once a person has cleared it, nor where the agent has switched it off', async () => {
    changed.length = 0;
    const cleared = await start(read(0));
    await reached(cleared, 'turn.completed');
    await shared.api.json('POST', `/v1/sessions/${cleared}/taint/clear`);
    await shared.api.post(cleared, `${change('/cleared')}[[sim:text done]]`, { wait: 60 });
    const off = await start(read(0) + change('/off'), { taint: 'off' });
    await reached(off, 'turn.completed');
    expect(changed).toEqual(['/cleared', '/off']);
    expect(await typesOf(off)).not.toContain('session.tainted');
  });
});
