import { FileInfo, LIMITS, parseEvent, Problem, SessionFile, type SessionId } from '@everruns/schemas';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ApiAnswer, type ApiCall, idOf, outcomeOf, startTestApi, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
let session: SessionId;
let agent: string;
beforeAll(async () => {
  api = await startTestApi();
  agent = idOf(await api.call('POST', '/v1/agents', { body: { name: 'a', system_prompt: '' } }));
});
afterAll(() => api[Symbol.asyncDispose]());
beforeEach(async () => {
  session = idOf(await api.call('POST', '/v1/sessions', { body: { agent_id: agent } })) as SessionId;
});

const fs = (method: string, path: string, given: ApiCall = {}) =>
  api.call(method, `/v1/sessions/${session}/fs${path}`, given);
const create = (path: string, body: object = {}, headers: Record<string, string> = {}) =>
  fs('POST', path, { body, headers });
const errorOf = (answer: ApiAnswer) => Problem.parse(answer.json).errors?.[0]?.code;
const paths = async (path = '', query = '') =>
  FileInfo.array()
    .parse((await fs('GET', `${path}?recursive=true${query}`)).json?.['data' as never])
    .map((info) => info.path);
const etag = (answer: ApiAnswer) => String(answer.headers['etag']);

async function log(): Promise<string[]> {
  const { rows } = await api.database.pool.query(
    'select id, session_id, sequence, type, ts, context, data from events where session_id = $1 order by sequence',
    [session],
  );
  return rows.map((row, index) => {
    const event = parseEvent({ ...row, sequence: Number(row.sequence), ts: row.ts.toISOString() });
    expect(event).toMatchObject({ sequence: index + 1 });
    return 'path' in event.data ? `${event.type} ${event.data.path}` : event.type;
  });
}

describe('a file over HTTP', () => {
  it('is made with its parents, read back, replaced and deleted; each is told in the log and to readers', async () => {
    const created = await create('/notes/2026/plan.md', { content: 'hello' });
    expect(created.status).toBe(201);
    expect(FileInfo.parse(created.json)).toMatchObject({ path: '/notes/2026/plan.md', name: 'plan.md', size_bytes: 5 });
    const read = await fs('GET', '/notes/2026/plan.md');
    expect(SessionFile.parse(read.json)).toMatchObject({ content: 'hello', encoding: 'text' });
    expect(etag(read)).toBe(etag(created));
    expect((await fs('PUT', '/notes/2026/plan.md', { body: { content: 'bye' } })).status).toBe(200);
    expect(await paths()).toEqual(['/notes', '/notes/2026', '/notes/2026/plan.md']);
    const gone = await fs('DELETE', '/notes?recursive=true');
    expect([gone.status, gone.json]).toEqual([200, { deleted: true }]);
    expect(await paths()).toEqual([]);
    const told = ['file.written', 'file.written', 'file.deleted'].map((type) => `${type} /notes/2026/plan.md`);
    expect(await log()).toEqual(['session.started', ...told]);
    expect(api.hub.published.filter((event) => event.session_id === session).map(({ type }) => type)).toEqual([
      'file.written',
      'file.written',
      'file.deleted',
    ]);
  });

  it('is found under its agent too, and not under another', async () => {
    await create('/a/b.txt', { content: 'x' });
    const nested = `/v1/agents/${agent}/sessions/${session}/fs`;
    expect((await api.call('GET', `${nested}/a/b.txt`)).json).toMatchObject({ content: 'x' });
    expect((await api.call('GET', `${nested}/a`)).json).toMatchObject({ data: [{ path: '/a/b.txt' }] });
    const other = idOf(await api.call('POST', '/v1/agents', { body: { name: 'b', system_prompt: '' } }));
    expect(outcomeOf(await api.call('GET', `/v1/agents/${other}/sessions/${session}/fs/a/b.txt`))).toBe(
      '404 not_found',
    );
  });

  it('that is there is not made again, unless the Idempotency-Key says that it is the same request', async () => {
    const key = { 'idempotency-key': 'one' };
    const first = await create('/a', { content: '1' }, key);
    expect((await create('/a', { content: '1' }, key)).json).toEqual(first.json);
    expect(outcomeOf(await create('/a', { content: '2' }, key))).toBe('422 idempotency_key_reused');
    expect(outcomeOf(await create('/a', { content: '1' }))).toBe('409 conflict');
    expect(outcomeOf(await create('/a/b', { content: '1' }))).toBe('409 conflict');
    expect(await log()).toEqual(['session.started', 'file.written /a']);
  });

  it('is protected by its tag against an editor who has not seen the newest', async () => {
    const first = etag(await create('/a', { content: '1' }));
    const put = (content: string, tag: string) => fs('PUT', '/a', { body: { content }, headers: { 'if-match': tag } });
    const both = await Promise.all([put('2', first), put('3', first)]);
    expect(both.map(outcomeOf).toSorted()).toEqual(['200', '412 precondition_failed']);
    expect(outcomeOf(await fs('DELETE', '/a', { headers: { 'if-match': first } }))).toBe('412 precondition_failed');
    expect(outcomeOf(await fs('DELETE', '/a', { headers: { 'if-match': '*' } }))).toBe('200');
    await create('/a', { content: '1' });
    expect(outcomeOf(await put('4', first))).toBe('412 precondition_failed');
  });

  it('that is readonly is left alone until it is not', async () => {
    await create('/a/kept', { content: '1', is_readonly: true });
    expect(outcomeOf(await fs('PUT', '/a/kept', { body: { content: '2' } }))).toBe('409 conflict');
    expect(outcomeOf(await fs('DELETE', '/a/kept'))).toBe('409 conflict');
    expect(outcomeOf(await fs('DELETE', '/a?recursive=true'))).toBe('409 conflict');
    expect(outcomeOf(await fs('POST', '/_/move', { body: { src_path: '/a', dst_path: '/b' } }))).toBe('409 conflict');
    const body = { content: '2', is_readonly: false };
    expect((await fs('PUT', '/a/kept', { body })).json).toMatchObject({ is_readonly: false, size_bytes: 1 });
    expect((await fs('GET', '/a/kept')).json).toMatchObject({ content: '2' });
    expect((await fs('PUT', '/a/kept', { body: { is_readonly: true } })).json).toMatchObject({ is_readonly: true });
  });

  it('comes as bytes where bytes are asked for, as a download that no browser runs', async () => {
    const bytes = Buffer.from(Array.from({ length: 700_000 }, (_, index) => (index * 7) % 256));
    const name = encodeURIComponent(`<b>'ü".html`);
    await create(`/${name}`, { content: bytes.toString('base64'), encoding: 'base64' });
    const url = `${api.url}/v1/sessions/${session}/fs/${name}`;
    for (const response of [
      await fetch(`${url}?raw=1`),
      await fetch(url, { headers: { accept: 'application/octet-stream' } }),
    ]) {
      expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': 'application/octet-stream',
        'content-length': '700000',
        'content-disposition': `attachment; filename*=UTF-8''%3Cb%3E%27%C3%BC%22.html`,
        'x-content-type-options': 'nosniff',
        'content-security-policy': 'sandbox',
      });
    }
    expect((await fs('GET', `/${name}`)).json).toMatchObject({ encoding: 'base64', size_bytes: 700_000 });
    await create('/empty', {});
    expect(
      Buffer.from(await (await fetch(`${api.url}/v1/sessions/${session}/fs/empty?raw=1`)).arrayBuffer()).length,
    ).toBe(0);
    expect(outcomeOf(await fs('GET', '/?raw=1'))).toBe('409 conflict');
  });

  it('is uploaded as bytes where bytes are sent, whatever they are, and stopped at the cap while they come', async () => {
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 11) % 256));
    const url = `${api.url}/v1/sessions/${session}/fs/up/bytes`;
    const send = (method: string, body: string | Buffer | ReadableStream, headers: Record<string, string> = {}) =>
      fetch(url, {
        method,
        body,
        headers: { 'content-type': 'application/octet-stream', ...headers },
        duplex: 'half',
      });
    const made = await send('POST', bytes, { 'idempotency-key': 'upload' });
    expect([made.status, ((await made.json()) as { size_bytes: number }).size_bytes]).toEqual([201, 300_000]);
    expect((await send('POST', bytes, { 'idempotency-key': 'upload' })).status).toBe(201);
    const raw = await fetch(`${url}?raw=1`);
    expect(Buffer.from(await raw.arrayBuffer()).equals(bytes)).toBe(true);
    expect((await send('PUT', 'stale', { 'if-match': '"stale"' })).status).toBe(412);
    expect((await send('PUT', 'text', { 'if-match': raw.headers.get('etag') ?? '' })).status).toBe(200);
    expect((await fs('GET', '/up/bytes')).json).toMatchObject({ content: 'text', encoding: 'text' });
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(1_000_000)) });
    expect((await send('PUT', endless)).status).toBe(413);
    expect((await send('PUT', Buffer.alloc(LIMITS.fileBytes + 1))).status).toBe(413);
    expect((await send('PUT', 'x', { 'content-encoding': 'gzip' })).status).toBe(415);
    expect((await fs('GET', '/up/bytes')).json).toMatchObject({ content: 'text' });
  });

  it('can hold 10 MB and no byte more, and all files of a session together 512 MB', async () => {
    const full = Buffer.alloc(LIMITS.fileBytes, 1).toString('base64');
    expect((await create('/full', { content: full, encoding: 'base64' })).status).toBe(201);
    const more = Buffer.alloc(LIMITS.fileBytes + 1, 1).toString('base64');
    expect(outcomeOf(await create('/more', { content: more, encoding: 'base64' }))).toBe('413 payload_too_large');
    expect(outcomeOf(await create('/more', { content: 'x'.repeat(LIMITS.fileBodyBytes) }))).toBe(
      '413 payload_too_large',
    );
    expect(await paths()).toEqual(['/full']);
    await api.database.pool.query('update session_files set size_bytes = $2 where session_id = $1', [
      session,
      LIMITS.fileBytesPerSession - 2,
    ]);
    expect((await create('/fits', { content: '12' })).status).toBe(201);
    const over = await create('/over', { content: '1' });
    expect(Problem.parse(over.json).errors).toEqual([
      expect.objectContaining({ code: 'too_many_bytes', limit: LIMITS.fileBytesPerSession }),
    ]);
  });
});

describe('the path in the address', () => {
  it('decodes once: %2F separates, and an escape that is left is refused', async () => {
    await create('/a%2Fb%20c', { content: 'x' });
    expect(await paths()).toEqual(['/a', '/a/b c']);
    expect((await fs('GET', '/a/b%20c')).json).toMatchObject({ content: 'x' });
    for (const [path, code] of [
      ['/a%252Fb', 'path_escape'],
      ['/%25%32%65', 'path_escape'],
      ['/a%2F..%2Fb', 'path_dots'],
      ['/a%2F%2e%2e%2fb', 'path_dots'],
      ['/a//b', 'path_empty_segment'],
      ['/a/', 'path_empty_segment'],
      ['/a%00b', 'text_invalid'],
      ['/a%5Cb', 'path_characters'],
      ['/e%CC%81', 'path_not_nfc'],
      ['/_/x', 'path_reserved'],
      ['/_', 'path_reserved'],
      [`/${'a'.repeat(1100)}`, 'too_long'],
    ] as const) {
      const answer = await create(path, { content: '' });
      expect([path, answer.status, errorOf(answer)]).toEqual([path, 400, code]);
    }
    expect((await create('/%ff', {})).status).toBe(400);
    expect(await paths()).toEqual(['/a', '/a/b c']);
  });

  it('may be the root, which is listed and nothing else', async () => {
    await create('/dir', { is_directory: true });
    const root = await fs('GET', '');
    expect(root.json).toMatchObject({ data: [{ path: '/dir', is_directory: true }], has_more: false });
    expect((await fs('GET', '/')).json).toEqual(root.json);
    const refused = [create('/'), fs('PUT', '/', { body: {} }), fs('DELETE', '/?recursive=true')];
    expect((await Promise.all(refused)).map(outcomeOf)).toEqual(['409 conflict', '409 conflict', '409 conflict']);
  });

  it('takes the rest of the address, in the document and in the answer to a method that it does not know', async () => {
    const unknown = await fs('PATCH', '/a/b/c', { body: {} });
    expect([outcomeOf(unknown), unknown.headers['allow']]).toEqual([
      '405 method_not_allowed',
      'GET, POST, PUT, DELETE',
    ]);
    const document = await api.call('GET', '/api-doc/openapi.json');
    expect(document.json).toMatchObject({
      paths: {
        '/v1/sessions/{session_id}/fs/{path}': {
          get: { responses: { 200: { content: { 'application/json': {}, 'application/octet-stream': {} } } } },
        },
      },
    });
  });

  it('of a session that is not there is a 404, whatever is done', async () => {
    session = '01890000-0000-7000-8000-00000000dead' as SessionId;
    const grep = { pattern: 'x' };
    const fromTo = { src_path: '/a', dst_path: '/b' };
    const all = await Promise.all([
      fs('GET', ''),
      fs('GET', '/a'),
      fs('GET', '/a?raw=1'),
      create('/a'),
      fs('PUT', '/a', { body: {} }),
      fs('DELETE', '/a'),
      fs('POST', '/_/stat', { body: { path: '/a' } }),
      fs('POST', '/_/move', { body: fromTo }),
      fs('POST', '/_/copy', { body: fromTo }),
      fs('POST', '/_/grep', { body: grep }),
    ]);
    expect(new Set(all.map(outcomeOf))).toEqual(new Set(['404 not_found']));
  });
});

describe('a directory', () => {
  it('moves and is copied with all below it, never over or into something', async () => {
    await create('/a/x', { content: '1' });
    await create('/a/b/y', { content: '2', is_readonly: true });
    const act = (name: string, src_path: string, dst_path: string) =>
      fs('POST', `/_/${name}`, { body: { src_path, dst_path } });
    expect((await act('copy', '/a', '/deep/er')).json).toMatchObject({ path: '/deep/er', is_directory: true });
    expect((await fs('GET', '/deep/er/b/y')).json).toMatchObject({ content: '2', is_readonly: false });
    expect((await act('move', '/deep', '/moved')).json).toMatchObject({ path: '/moved' });
    expect(await paths()).toEqual([
      '/a',
      '/a/b',
      '/a/b/y',
      '/a/x',
      ...['', '/er', '/er/b', '/er/b/y', '/er/x'].map((p) => `/moved${p}`),
    ]);
    expect((await log()).slice(-4)).toEqual([
      'file.deleted /deep/er/b/y',
      'file.written /moved/er/b/y',
      'file.deleted /deep/er/x',
      'file.written /moved/er/x',
    ]);
    const refused = [
      act('move', '/moved', '/a'),
      act('copy', '/moved', '/moved/er/z'),
      act('move', '/moved', '/a/x/z'),
      act('move', '/nothing', '/z'),
      act('move', '/moved', '/_/z'),
      act('copy', '/', '/z'),
      act('copy', '/moved', `/${'z'.repeat(1020)}`),
    ];
    expect((await Promise.all(refused)).map(outcomeOf)).toEqual([
      '409 conflict',
      '400 invalid_request',
      '409 conflict',
      '404 not_found',
      '400 invalid_request',
      '409 conflict',
      '400 invalid_request',
    ]);
  });

  it('is deleted only when it is empty or when that is said, and has no content', async () => {
    await create('/a/b', {});
    expect(outcomeOf(await fs('DELETE', '/a'))).toBe('409 conflict');
    expect(outcomeOf(await create('/d', { is_directory: true, content: 'x' }))).toBe('400 invalid_request');
    expect(outcomeOf(await fs('PUT', '/a', { body: { content: '' } }))).toBe('409 conflict');
  });

  it('is searched by RE2, by glob and below a path', async () => {
    await create('/src/one.ts', { content: 'const a = 1;\nlet b = 2;\n' });
    await create('/src/two.md', { content: 'CONST c' });
    await create('/bytes', { content: '/wD/', encoding: 'base64' });
    const grep = (body: object) => fs('POST', '/_/grep', { body });
    expect((await grep({ pattern: '^const', ignore_case: true })).json).toEqual({
      data: [
        { path: '/src/one.ts', matches: [{ path: '/src/one.ts', line_number: 1, line: 'const a = 1;' }] },
        { path: '/src/two.md', matches: [{ path: '/src/two.md', line_number: 1, line: 'CONST c' }] },
      ],
      files_searched: 2,
      truncated: false,
    });
    expect((await grep({ pattern: '\\d', path_pattern: '*.ts', max_results: 1 })).json).toMatchObject({
      data: [{ matches: [{ line_number: 1 }] }],
      truncated: true,
    });
    expect((await grep({ pattern: 'c', path: '/src/two.md' })).json).toMatchObject({ files_searched: 1 });
    for (const bad of [
      { pattern: '(' },
      { pattern: '(?=a)' },
      { pattern: 'a', path_pattern: '{a,{b}}' },
      { pattern: '' },
    ]) {
      expect(outcomeOf(await grep(bad))).toBe('400 invalid_request');
    }
    await create('/evil', { content: `${'a'.repeat(100_000)}!` });
    expect((await grep({ pattern: '(a+)+$', path: '/evil' })).status).toBe(200);
  });
});
