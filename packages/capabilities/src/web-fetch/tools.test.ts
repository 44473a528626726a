import { gzipSync } from 'node:zlib';
import { startLocalServer, type LocalServer } from '@everruns/egress/testing';
import type { JsonObject } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makePdf } from '../../test/make-pdf.ts';
import { createToolBench } from '../../test/tool-context.ts';
import { openTestEgress } from '../../test/tool-egress.ts';
import { createWebFetchTools } from './tools.ts';

const PAGE = `<!doctype html><html><head><title>The &amp; title</title><style>p{}</style></head><body>
<nav><a href="/menu">Menu</a></nav><main><h1>News</h1><p>A <b>bold</b> <a href="/more?a=1&amp;b=2">link</a>.</p>
<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table><script>evil()</script></main>
<footer>Imprint</footer></body></html>`;

const HTML = { 'content-type': 'text/html; charset=utf-8' };

let server: LocalServer;
const egress = openTestEgress();
const bench = createToolBench(createWebFetchTools(), { egress });
const read = async (path: string, args: object = {}, config: JsonObject = {}) =>
  (await bench.run('web_fetch', { url: `${server.origin}${path}`, ...args }, { config })) as JsonObject;

beforeAll(async () => {
  server = await startLocalServer((request, response) => {
    const send = (headers: Record<string, string>, body: string | Buffer) => response.writeHead(200, headers).end(body);
    switch (request.url) {
      case '/page':
        return send(HTML, PAGE);
      case '/moved':
        return response.writeHead(302, { location: '/page' }).end();
      case '/latin':
        return send({ 'content-type': 'text/html; charset=iso-8859-1' }, Buffer.from('<p>caf\u00e9</p>', 'latin1'));
      case '/declared':
        return send(
          { 'content-type': 'text/html' },
          Buffer.from('<meta charset=windows-1251><p>\xcf\xf0</p>', 'latin1'),
        );
      case '/claims-utf-16':
        return send({ 'content-type': 'text/html' }, '<meta charset="utf-16le"><p>café</p>');
      case '/json':
        return send({ 'content-type': 'application/json' }, '{"a":1}');
      case '/picture':
        return send({ 'content-type': 'image/png' }, Buffer.from([137, 80, 78, 71, 0, 0]));
      case '/pdf':
        return send({ 'content-type': 'application/octet-stream' }, makePdf(['First page', 'Second page']));
      case '/broken-pdf':
        return send({ 'content-type': 'application/pdf' }, '%PDF-1.4 nothing');
      case '/long':
        return send({ 'content-type': 'text/plain' }, 'ab\u{1f600}'.repeat(20_000));
      case '/huge':
        return send({ ...HTML, 'content-encoding': 'gzip' }, gzipSync(`<p>${randomText(7_000_000)}</p>`));
      case '/stalls':
        return response.writeHead(200, HTML).write('<main><p>so far</p>');
      case '/breaks':
        response.writeHead(200, { ...HTML, 'content-length': '9999' }).write('<main><p>until here</p>');
        return setTimeout(() => response.destroy(), 50);
      case '/missing':
        return response.writeHead(404, HTML).end('<h1>Not here</h1>');
      default:
        return response.writeHead(204).end();
    }
  });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await egress[Symbol.asyncDispose]();
});

/** Text that does not compress a hundredfold, which the egress module would refuse. */
function randomText(length: number): string {
  let state = 7;
  let text = '';
  while (text.length < length) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    text += `${state.toString(36)} `;
  }
  return text;
}

describe('web_fetch', () => {
  it('returns the main content of a page as Markdown, fenced, and says where it is from', async () => {
    const result = await read('/moved');
    expect(result).toMatchObject({
      final_url: `${server.origin}/page`,
      status: 200,
      content_type: 'text/html',
      truncated: false,
      fetched_at: '2026-01-01T00:00:00.000Z',
      title: expect.stringMatching(/^<untrusted-\w+> The & title <\/untrusted-\w+>$/),
    });
    expect(result['content']).toMatch(/^<untrusted-(\w+)>\n# News\n[\s\S]*\n<\/untrusted-\1>$/);
    expect(result['content']).toContain(`A **bold** [link](${server.origin}/more?a=1&b=2).`);
    expect(result['content']).toContain('| 1 | 2 |');
    expect(result['content']).not.toMatch(/evil|Menu|Imprint|p\{\}/);
  });

  it.each([
    ['text', 'A bold link.'],
    ['html', '<strong>bold</strong>'],
  ])('returns it as %s too', async (format, part) => {
    const { content } = await read('/page', { format });
    expect(content).toContain(part);
    expect(content).not.toContain('evil');
  });

  it('decodes what the header or the page declares', async () => {
    expect((await read('/latin'))['content']).toContain('café');
    expect((await read('/claims-utf-16'))['content']).toContain('café');
    expect((await read('/declared'))['content']).toContain('Пр');
  });

  it('returns other text as it is, a PDF as text, and of anything else only what it is', async () => {
    expect((await read('/json'))['content']).toContain('{"a":1}');
    expect((await read('/pdf'))['content']).toMatch(
      /--- Page 1 of 2 ---\nFirst page\n\n--- Page 2 of 2 ---\nSecond page/,
    );
    const picture = await read('/picture');
    expect(picture).toMatchObject({ content_type: 'image/png', bytes: 6 });
    expect(picture).not.toHaveProperty('content');
    await expect(read('/broken-pdf')).rejects.toThrow('The PDF cannot be read');
  });

  it('tells only the facts for HEAD', async () => {
    const result = await read('/page', { method: 'HEAD' });
    expect(result).toMatchObject({ status: 200, content_type: 'text/html' });
    expect(result).not.toHaveProperty('content');
    expect(server.requests.at(-1)?.method).toBe('HEAD');
  });

  it('returns the page of an error with its status', async () => {
    expect(await read('/missing')).toMatchObject({ status: 404, content: expect.stringContaining('Not here') });
  });

  it('reads a long text in windows that join to the whole, and splits no character', async () => {
    let text = '';
    let next: number | undefined = 0;
    while (next !== undefined) {
      const result = await read('/long', { start: next, max_chars: 50_000 });
      const [, window = ''] = /^<untrusted-\w+>\n([\s\S]*)\n<\/untrusted-\w+>$/.exec(result['content'] as string) ?? [];
      expect(window.isWellFormed()).toBe(true);
      expect(Buffer.byteLength(JSON.stringify(result))).toBeLessThan(64 * 1024);
      text += window;
      next = result['next_start'] as number | undefined;
    }
    expect(text).toBe('ab\u{1f600}'.repeat(20_000));
    await expect(read('/long', { start: 80_000 })).rejects.toThrow('start must be less');
  });

  it.each([
    ['/stalls', 'timeout', 'so far'],
    ['/breaks', 'connection_lost', 'until here'],
    ['/huge', 'too_large', ' '],
  ])('returns what came of %s, and says that it is not whole', async (path, partial, text) => {
    const result = await read(path, {}, { timeout_seconds: path === '/stalls' ? 1 : 20 });
    expect(result).toMatchObject({ partial, truncated: true, content: expect.stringContaining(text) });
  });

  it('ends with its call', async () => {
    const call = new AbortController();
    const run = bench.run('web_fetch', { url: `${server.origin}/stalls` }, { signal: call.signal });
    const reason = new Error('The turn was canceled.');
    setTimeout(() => call.abort(reason), 100);
    await expect(run).rejects.toBe(reason);
  });

  it.each([
    ['not an address', 'not an absolute address'],
    ['ftp://example.com/', 'Only http and https'],
    ['http://10.0.0.1/', 'not a public address'],
    ['http://127.0.0.1:1/', '127.0.0.1:1 cannot be reached: it refuses connections.'],
    ['http://a.invalid/', 'a.invalid cannot be reached: its name'],
  ])('says why it cannot read %s', async (url, message) => {
    await expect(bench.run('web_fetch', { url })).rejects.toThrow(message);
  });

  it('reads only the hosts of its settings', async () => {
    const own = { allowed_hosts: [`127.0.0.1:${server.port}`] };
    expect(await read('/page', {}, own)).toMatchObject({ status: 200 });
    await expect(read('/page', {}, { allowed_hosts: ['*.example.com'] })).rejects.toThrow('allowed hosts');
  });
});
