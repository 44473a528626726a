import { startLocalServer, type LocalServer } from '@everruns/egress/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createToolBench, type ToolBench } from '../../test/tool-context.ts';
import { openTestEgress } from '../../test/tool-egress.ts';
import { createResearchTools } from './tools.ts';

const egress = openTestEgress();
let server: LocalServer;
let bench: ToolBench;

beforeAll(async () => {
  server = await startLocalServer((request, response) => {
    if (request.url === '/gone') return response.writeHead(410, { 'content-type': 'text/plain' }).end('gone');
    const text = `<main><p>The bridge is “1,280” metres long.</p>${'<p>filler</p>'.repeat(4_000)}<p>It opened in 1966.</p></main>`;
    return response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(text);
  });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await egress[Symbol.asyncDispose]();
});
beforeEach(() => {
  bench = createToolBench(createResearchTools(), { egress });
});

const finding = (quote: string, path = '/bridge') => ({
  title: 'Length',
  text: 'It is 1,280 m long.',
  quote,
  source: `${server.origin}${path}`,
});

describe('research', () => {
  it('keeps findings whose quotes are in their sources, and cites them', async () => {
    await bench.run('plan_research', { question: 'How long is the bridge?', steps: ['Find a page'] });
    expect(await bench.run('save_finding', finding('the bridge is "1,280" metres'))).toMatchObject({ finding: 1 });
    expect(await bench.run('save_finding', finding('It opened in 1966.'))).toMatchObject({ finding: 2 });
    expect(await bench.run('cite', { finding: 1 })).toMatchObject({
      citation: `[1] Length, ${server.origin}/bridge (read on 2026-01-01)`,
      quote: 'the bridge is "1,280" metres',
    });
    expect(await bench.run('list_findings', {})).toMatchObject({
      question: 'How long is the bridge?',
      findings: [{ finding: 1 }, { finding: 2, title: 'Length' }],
    });
  });

  it('refuses what was never fetched, what does not answer, and what a source does not say', async () => {
    await expect(bench.run('cite', { finding: 1 })).rejects.toThrow('no finding 1');
    await expect(bench.run('save_finding', finding('gone', '/gone'))).rejects.toThrow('status 410');
    await expect(bench.run('save_finding', finding('The bridge is 2 miles long'))).rejects.toThrow('does not contain');
    expect(await bench.run('list_findings', {})).toEqual({ findings: [] });
  });

  it('keeps what it has when one of them was deleted', async () => {
    for (const quote of ['The bridge', 'It opened']) await bench.run('save_finding', finding(quote));
    await bench.files.delete('/research/findings/1.json');
    expect(await bench.run('save_finding', finding('in 1966.'))).toMatchObject({ finding: 3 });
    expect(await bench.run('cite', { finding: 2 })).toMatchObject({ quote: 'It opened' });
  });

  it('refuses to cite a finding that was written by hand: its source was never fetched', async () => {
    const source = `${server.origin}/never`;
    const made = { number: 1, title: 'x', text: 'x', quote: 'x', source, fetched_at: '2026-01-01T00:00:00Z' };
    await bench.files.write({ path: '/research/findings/1.json', content: JSON.stringify(made), encoding: 'text' });
    await expect(bench.run('cite', { finding: 1 })).rejects.toThrow('never read in this session');
    bench.sources.add(source);
    expect(await bench.run('cite', { finding: 1 })).toMatchObject({ source });
  });

  it('refuses a finding that was written by hand and is none', async () => {
    await bench.files.write({ path: '/research/findings/1.json', content: '{"title": "x"}', encoding: 'text' });
    await expect(bench.run('cite', { finding: 1 })).rejects.toThrow('no finding 1');
  });
});
