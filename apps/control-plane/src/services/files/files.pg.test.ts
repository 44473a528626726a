import { EVERY_SUBJECT } from '../../kernel/subject-reach.ts';
import {
  DEFAULT_ORGANIZATION_ID,
  isEverrunsError,
  LIMITS,
  normalizeFilePath,
  OrganizationId,
  SessionId,
  type FileInfo,
  type SessionFile,
} from '@everruns/schemas';
import { sessionFileStoreContract, type SessionFileStoreUnderContract } from '@everruns/core/testing/contracts';
import { pino } from 'pino';
import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type OpenDatabase } from '../../db/database.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { toReadScope, type FileEventDraft, type FileWriteScope } from '../../repositories/file-scope.ts';
import { findFileContent } from '../../repositories/session-files.ts';
import { deleteFilesIn } from './delete.ts';
import { encodeFileContent } from './file-content.ts';
import { createFileConflict, createFileNotFound } from './file-errors.ts';
import { listFilesIn } from './list.ts';
import { findEntryIn } from './stat.ts';
import { writeFileIn } from './write.ts';

let database: TestDatabase;
let opened: OpenDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  opened = openDatabase({ url: database.url, size: 4, log: pino({ level: 'silent' }) });
});
afterAll(async () => {
  await opened.close();
  await database[Symbol.asyncDispose]();
});

let ctx: RequestContext;
let sessionId: SessionId;
let events: FileEventDraft[];
beforeEach(async () => {
  ctx = { org_id: OrganizationId.parse(v7()), principal: 'test', subjects: EVERY_SUBJECT, request_id: 'test' };
  events = [];
  await opened.db.insertInto('organizations').values({ id: ctx.org_id, name: 'test' }).execute();
  sessionId = await insertSession();
});

async function insertSession(): Promise<SessionId> {
  const agentId = v7();
  const agent = { id: agentId, org_id: ctx.org_id, name: 'a', system_prompt: '', tags: [], busy_policy: 'queue' };
  const settings = { capabilities: '[]', tools: '[]', limits: '{}' };
  await opened.db
    .insertInto('agents')
    .values({ ...agent, ...settings })
    .execute();
  const session = { id: v7(), org_id: ctx.org_id, agent_id: agentId, tags: [], usage: '{}' };
  await opened.db.insertInto('sessions').values(session).execute();
  return SessionId.parse(session.id);
}

type Operation =
  | { kind: 'read' | 'stat'; path: string }
  | { kind: 'list' | 'delete'; path: string; recursive: boolean }
  | { kind: 'write'; path: string; content: string; encoding: 'text' | 'base64' };
type Response =
  | { kind: 'file'; file: SessionFile }
  | { kind: 'info'; info: FileInfo }
  | { kind: 'list'; files: FileInfo[] }
  | { kind: 'deleted'; count: number };

/** As the route that answers with a file's content. */
async function readFile({ tx, sessionId, ...scope }: FileWriteScope, path: string): Promise<SessionFile> {
  const found = await findFileContent(tx, scope.ctx, { session_id: sessionId, path });
  if (found === null) throw createFileNotFound(path);
  if (found.info.is_directory) throw createFileConflict(`${path} is a directory.`);
  return { ...found.info, ...encodeFileContent(found.content ?? Buffer.alloc(0)) };
}

/** The verbs behind the routes. */
async function ask(scope: FileWriteScope, operation: Operation): Promise<Response> {
  const path = normalizeFilePath(operation.path);
  switch (operation.kind) {
    case 'read':
      return { kind: 'file', file: await readFile(scope, path) };
    case 'stat':
      return { kind: 'info', info: await findEntryIn(toReadScope(scope), path) };
    case 'list':
      return { kind: 'list', files: await listFilesIn(toReadScope(scope), { ...operation, path }) };
    case 'write':
      return { kind: 'info', info: await writeFileIn(scope, { ...operation, path }) };
    case 'delete':
      return { kind: 'deleted', count: (await deleteFilesIn(scope, { ...operation, path })).deleted };
  }
}

function run(operation: Operation, as: { ctx?: RequestContext; sessionId?: SessionId } = {}) {
  return opened.db.transaction().execute((tx) =>
    ask(
      {
        tx,
        ctx,
        sessionId,
        unreadable: { report: ({ error }) => expect.fail(String(error)) },
        ids: { uuid: () => v7() },
        onEvent: (event) => events.push(event),
        ...as,
      },
      operation,
    ),
  );
}

const write = (path: string, content = '', encoding: 'text' | 'base64' = 'text') =>
  run({ kind: 'write', path, content, encoding });
const remove = (path: string, recursive = false) => run({ kind: 'delete', path, recursive });
const pathsOf = (response: Response) => (response.kind === 'list' ? response.files.map((file) => file.path) : []);
const list = async (path: string, recursive = false) => pathsOf(await run({ kind: 'list', path, recursive }));
const codeOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'done',
    (error: unknown) => (isEverrunsError(error) ? error.code : error),
  );
const setReadonly = (path: string, session: SessionId = sessionId) =>
  opened.db
    .updateTable('session_files')
    .set({ is_readonly: true })
    .where('org_id', '=', ctx.org_id)
    .where('session_id', '=', session)
    .where('path', '=', path)
    .execute();

/** The port over the verbs: the overlay of a call behaves as they do. */
async function makeStore(): Promise<SessionFileStoreUnderContract> {
  const as = { sessionId: await insertSession() };
  const infoOf = (response: Response) => {
    if (response.kind !== 'info') throw new Error(`unexpected ${response.kind}`);
    return response.info;
  };
  return {
    store: {
      async read(path) {
        const response = await run({ kind: 'read', path }, as);
        if (response.kind !== 'file') throw new Error(`unexpected ${response.kind}`);
        return response.file;
      },
      write: async (input) => infoOf(await run({ kind: 'write', ...input }, as)),
      stat: async (path) => infoOf(await run({ kind: 'stat', path }, as)),
      async list(path, { recursive = false } = {}) {
        const response = await run({ kind: 'list', path, recursive }, as);
        return response.kind === 'list' ? response.files : [];
      },
      async delete(path, { recursive = false } = {}) {
        const response = await run({ kind: 'delete', path, recursive }, as);
        return { deleted: response.kind === 'deleted' ? response.count : 0 };
      },
    },
    setReadonly: async (path) => void (await setReadonly(path, as.sessionId)),
    close: async () => {},
  };
}

sessionFileStoreContract({ name: 'the verbs on PostgreSQL', make: makeStore });

describe('session files in PostgreSQL', () => {
  it('reads back the text that was written, with its facts', async () => {
    const written = await write('/notes/ünï.md', 'héllo\n');
    expect(written).toMatchObject({ kind: 'info', info: { name: 'ünï.md', size_bytes: 7, is_directory: false } });
    expect(await run({ kind: 'read', path: '/notes/ünï.md' })).toMatchObject({
      kind: 'file',
      file: { session_id: sessionId, path: '/notes/ünï.md', content: 'héllo\n', encoding: 'text', is_readonly: false },
    });
  });

  it.each([
    ['bytes that are no UTF-8', Buffer.from([0xff, 0x00, 0x80])],
    ['NUL', Buffer.from('a\u0000b')],
  ])('keeps %s and shows them as base64', async (_name, bytes) => {
    await write('/raw.bin', bytes.toString('base64'), 'base64');
    expect(await run({ kind: 'read', path: '/raw.bin' })).toMatchObject({
      file: { content: bytes.toString('base64'), encoding: 'base64', size_bytes: bytes.length },
    });
  });

  it('shows UTF-8 bytes as text, a byte order mark included', async () => {
    await write('/bom.txt', Buffer.from('\ufeffhi').toString('base64'), 'base64');
    expect(await run({ kind: 'read', path: '/bom.txt' })).toMatchObject({
      file: { content: '\ufeffhi', encoding: 'text' },
    });
  });

  it('keeps the id of a file that is replaced', async () => {
    const [first, second] = [await write('/a', '1'), await write('/a', '22')];
    expect(first).toMatchObject({ info: { size_bytes: 1 } });
    expect(second).toMatchObject({ info: { id: first.kind === 'info' && first.info.id, size_bytes: 2 } });
  });

  it('makes missing parents and lists children or all descendants by path', async () => {
    await write('/a/b/c.txt');
    await write('/a/B.txt');
    await write('/a%/x');
    await write('/ab');
    expect(await list('/')).toEqual(['/a', '/a%', '/ab']);
    expect(await list('/a')).toEqual(['/a/B.txt', '/a/b']);
    expect(await list('/a', true)).toEqual(['/a/B.txt', '/a/b', '/a/b/c.txt']);
    expect(await list('/', true)).toEqual(['/a', '/a%', '/a%/x', '/a/B.txt', '/a/b', '/a/b/c.txt', '/ab']);
    expect(await run({ kind: 'stat', path: '/a/b' })).toMatchObject({ info: { is_directory: true, size_bytes: 0 } });
  });

  it('refuses what is in the way, and changes nothing', async () => {
    await write('/dir/file', 'kept');
    expect(await codeOf(write('/dir'))).toBe('conflict');
    expect(await codeOf(write('/dir/file/below/it'))).toBe('conflict');
    expect(await codeOf(write('/'))).toBe('conflict');
    expect(await codeOf(remove('/dir'))).toBe('conflict');
    expect(await codeOf(remove('/'))).toBe('conflict');
    expect(await codeOf(run({ kind: 'read', path: '/dir' }))).toBe('conflict');
    expect(await codeOf(run({ kind: 'list', path: '/dir/file', recursive: false }))).toBe('conflict');
    expect(await list('/', true)).toEqual(['/dir', '/dir/file']);
  });

  it('answers not_found for what is not there', async () => {
    for (const kind of ['read', 'stat'] as const) expect(await codeOf(run({ kind, path: '/none' }))).toBe('not_found');
    expect(await codeOf(remove('/none'))).toBe('not_found');
    expect(await codeOf(run({ kind: 'list', path: '/none', recursive: false }))).toBe('not_found');
  });

  it('protects readonly files from replacement and from deletion with their directory', async () => {
    await write('/d/keep', 'kept');
    await write('/d/other');
    await setReadonly('/d/keep');
    expect(await codeOf(write('/d/keep', 'changed'))).toBe('conflict');
    expect(await codeOf(remove('/d/keep'))).toBe('conflict');
    expect(await codeOf(remove('/d', true))).toBe('conflict');
    expect(await list('/d')).toEqual(['/d/keep', '/d/other']);
  });

  it('deletes a directory with all below it, its neighbors untouched', async () => {
    await write('/d/a/x', '12');
    await write('/d/b', '3');
    await write('/dd', 'stays');
    events = [];
    expect(await remove('/d', true)).toEqual({ kind: 'deleted', count: 4 });
    expect(await list('/', true)).toEqual(['/dd']);
    expect(events).toEqual([
      { type: 'file.deleted', data: { path: '/d/a/x', size_bytes: 2 } },
      { type: 'file.deleted', data: { path: '/d/b', size_bytes: 1 } },
    ]);
  });

  it('tells each write once, and none that was refused', async () => {
    await write('/d/a', 'hey');
    await codeOf(write('/d', 'no'));
    expect(events).toEqual([{ type: 'file.written', data: { path: '/d/a', size_bytes: 3 } }]);
  });

  it.each([
    ['/../etc/passwd', '', 'text', 'invalid_request'],
    ['relative', '', 'text', 'invalid_request'],
    ['/a', 'a\u0000b', 'text', 'invalid_request'],
    ['/a', '\ud800', 'text', 'invalid_request'],
    ['/a', 'not base64!', 'base64', 'invalid_request'],
    ['/a', 'YQ', 'base64', 'invalid_request'],
    ['/a', 'x'.repeat(LIMITS.fileBytes + 1), 'text', 'payload_too_large'],
  ] as const)('refuses a write to %s of bad content with %4$s', async (path, content, encoding, code) => {
    expect(await codeOf(write(path, content, encoding))).toBe(code);
    expect(await list('/', true)).toEqual([]);
  });

  it('takes a file of exactly the limit', async () => {
    expect(await write('/big', 'x'.repeat(LIMITS.fileBytes))).toMatchObject({ info: { size_bytes: LIMITS.fileBytes } });
  });

  it('refuses the file that would be one too many, but still replaces', async () => {
    const rows = Array.from({ length: LIMITS.filesPerSession - 1 }, (_, index) => ({
      org_id: ctx.org_id,
      id: v7(),
      session_id: sessionId,
      path: `/f${index}`,
      is_directory: false,
    }));
    for (let at = 0; at < rows.length; at += 2_500) {
      await opened.db
        .insertInto('session_files')
        .values(rows.slice(at, at + 2_500))
        .execute();
    }
    expect(await codeOf(write('/new/file'))).toBe('payload_too_large');
    expect(await codeOf(write('/last'))).toBe('done');
    expect(await codeOf(write('/one-more'))).toBe('payload_too_large');
    expect(await codeOf(write('/last', 'again'))).toBe('done');
  });

  it('shows nothing of another session or organization', async () => {
    await write('/secret', 'mine');
    const other = { sessionId: await insertSession() };
    expect(pathsOf(await run({ kind: 'list', path: '/', recursive: true }, other))).toEqual([]);
    expect(await codeOf(run({ kind: 'read', path: '/secret' }, other))).toBe('not_found');
    const foreign = { ctx: { ...ctx, org_id: DEFAULT_ORGANIZATION_ID } };
    const operations: Operation[] = [
      { kind: 'read', path: '/secret' },
      { kind: 'stat', path: '/secret' },
      { kind: 'write', path: '/secret', content: 'theirs', encoding: 'text' },
      { kind: 'delete', path: '/secret', recursive: true },
    ];
    for (const operation of operations) expect(await codeOf(run(operation, foreign))).toBe('not_found');
    expect(await run({ kind: 'read', path: '/secret' })).toMatchObject({ file: { content: 'mine' } });
  });

  it('keeps one file of eight concurrent writers, and no orphan when a directory goes meanwhile', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, writer) => write('/d/one', String(writer))));
    expect(await list('/', true)).toEqual(['/d', '/d/one']);
    await Promise.all([codeOf(remove('/d', true)), codeOf(write('/d/two')), codeOf(write('/d/e/three'))]);
    const left = new Set(await list('/', true));
    for (const path of left) {
      const parent = path.slice(0, path.lastIndexOf('/'));
      expect(parent === '' || left.has(parent)).toBe(true);
    }
  });
});
