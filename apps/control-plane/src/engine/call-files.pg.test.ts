import type { ActCommit, BegunAtom, FileChange } from '@everruns/internal-protocol';
import { isEverrunsError, LIMITS, toToolCompleted, toolCallId, type SessionId } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../db/database.ts';
import { CTX, EngineKit } from './testing/engine-kit.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());

const codeOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'done',
    (error: unknown) => (isEverrunsError(error) ? `${error.code}: ${error.message}` : error),
  );

/** A session whose generation has made these calls, which are begun. */
async function startCalls(count = 1): Promise<{ sessionId: SessionId; calls: BegunAtom[] }> {
  const sessionId = await kit.newSession();
  const { turn } = await kit.post(sessionId, 'go');
  await kit.commitReason(await kit.begin(turn.id), { calls: Array.from({ length: count }, () => 'put') });
  const calls: BegunAtom[] = [];
  for (let ordinal = 0; ordinal < count; ordinal += 1) calls.push(await kit.begin(turn.id, { kind: 'act', ordinal }));
  return { sessionId, calls };
}

function commit({ token, call }: BegunAtom, more: Partial<ActCommit>) {
  const id = call?.id ?? toolCallId(token.atom, token.atom.ordinal);
  return kit.service.commitAtom({
    token,
    events: [toToolCompleted({ tool_call_id: id, name: 'put', result: 'ok', duration_ms: 1, effect: 'idempotent' })],
    result: { kind: 'act', ok: true, ...more },
    successor_exec_ids: [],
    have_sequence: 0,
  });
}

const written = (path: string, text: string, base_revision: number | null = null): FileChange => ({
  path,
  base_revision,
  change: { kind: 'written', content: { kind: 'bytes', bytes: Buffer.from(text) } },
});
const removed = (path: string, base_revision: number | null): FileChange => ({
  path,
  base_revision,
  change: { kind: 'removed' },
});

async function snapshot({ token }: BegunAtom): Promise<Record<string, number>> {
  const answer = await kit.service.sessionFile({ token, operation: { kind: 'snapshot' } });
  if (answer.kind !== 'snapshot') throw new Error('expected a snapshot');
  return Object.fromEntries(answer.entries.map(({ path, revision }) => [path, revision]));
}

/** As a person saves. */
const save = (sessionId: SessionId, path: string, text: string) =>
  runSql(
    kit.database.db,
    `insert into session_files (org_id, id, session_id, path, is_directory, content, size_bytes)
     values ($1, gen_random_uuid(), $2, $3, false, $4, length($4::bytea))
     on conflict (session_id, path) do update set content = excluded.content, size_bytes = excluded.size_bytes`,
    [CTX.org_id, sessionId, path, Buffer.from(text)],
  );

const rowsOf = (sessionId: SessionId) =>
  runSql<{ path: string; text: string | null; sequence: number; is_hashed: boolean }>(
    kit.database.db,
    `select path, convert_from(content, 'UTF8') as text, sequence, content_hash = sha256(content) as is_hashed
     from session_files where session_id = $1 order by path collate "C"`,
    [sessionId],
  );

describe('files of a call', () => {
  it('are in the log before its result, with their place, revision and hash', async () => {
    const { sessionId, calls } = await startCalls();
    await commit(calls[0] as BegunAtom, { files: [written('/d/a.txt', 'one'), written('/b.txt', 'two')] });
    const log = await kit.log(sessionId);
    const at = log.findIndex(({ type }) => type === 'file.written');
    expect(log.slice(at, at + 3).map(({ type }) => type)).toEqual(['file.written', 'file.written', 'tool.completed']);
    expect(await rowsOf(sessionId)).toEqual([
      { path: '/b.txt', text: 'two', sequence: at + 1, is_hashed: true },
      { path: '/d', text: null, sequence: at + 1, is_hashed: null },
      { path: '/d/a.txt', text: 'one', sequence: at + 1, is_hashed: true },
    ]);
  });

  it('are all refused, with the result, if one of them is not what the call has read', async () => {
    const { sessionId, calls } = await startCalls();
    const [call] = calls as [BegunAtom];
    await save(sessionId, '/a.txt', 'one');
    const { '/a.txt': revision = 0 } = await snapshot(call);
    await save(sessionId, '/a.txt', 'from a person');
    const files = [written('/a.txt', 'mine', revision), written('/new.txt', 'x')];
    expect(await codeOf(commit(call, { files }))).toBe('conflict: Changed while the call ran: /a.txt.');
    expect((await rowsOf(sessionId)).map(({ text }) => text)).toEqual(['from a person']);
    expect(await kit.count(sessionId, 'tool.completed')).toBe(0);
    const { '/a.txt': now = 0 } = await snapshot(call);
    await commit(call, { files: [written('/a.txt', 'both', now)] });
    expect((await rowsOf(sessionId)).map(({ text }) => text)).toEqual(['both']);
  });

  it('of two calls on one path are kept once: the other has to read again', async () => {
    const { sessionId, calls } = await startCalls(2);
    const ends = await Promise.all(
      calls.map((call, at) => codeOf(commit(call, { files: [written('/a', String(at))] }))),
    );
    expect(ends.map(String).toSorted()).toEqual(['conflict: Changed while the call ran: /a.', 'done']);
    expect(await rowsOf(sessionId)).toHaveLength(1);
  });

  it('are refused where an entry was deleted, came into a removed directory, or stands in the way', async () => {
    const { sessionId, calls } = await startCalls();
    const [call] = calls as [BegunAtom];
    await runSql(
      kit.database.db,
      `insert into session_files (org_id, id, session_id, path, is_directory) values ($1, gen_random_uuid(), $2, '/d', true)`,
      [CTX.org_id, sessionId],
    );
    await save(sessionId, '/d/a', 'a');
    const seen = await snapshot(call);
    await save(sessionId, '/d/b', 'b');
    const tree = [removed('/d', seen['/d'] ?? 0), removed('/d/a', seen['/d/a'] ?? 0)];
    expect(await codeOf(commit(call, { files: tree }))).toContain('/d/b');
    expect(await codeOf(commit(call, { files: [removed('/none', 5)] }))).toContain('/none');
    expect(await codeOf(commit(call, { files: [written('/d/a/below', 'x')] }))).toContain('/d/a');
    const all = [...tree, removed('/d/b', (await snapshot(call))['/d/b'] ?? 0), written('/d/new', 'x')];
    await commit(call, { files: all });
    expect((await rowsOf(sessionId)).map(({ path }) => path)).toEqual(['/d', '/d/new']);
  });

  it('respect readonly and the limits of a session', async () => {
    const { sessionId, calls } = await startCalls();
    const [call] = calls as [BegunAtom];
    await save(sessionId, '/kept', 'x');
    await runSql(kit.database.db, `update session_files set is_readonly = true where session_id = $1`, [sessionId]);
    const { '/kept': revision = 0 } = await snapshot(call);
    expect(await codeOf(commit(call, { files: [removed('/kept', revision)] }))).toContain('/kept is readonly');
    const many = Array.from({ length: LIMITS.filesPerSession }, (_, at) => written(`/${at}`, ''));
    expect(await codeOf(commit(call, { files: many }))).toContain('payload_too_large');
    expect(await codeOf(commit(call, { files: [written('/../up', 'x')] }))).toContain('invalid_request');
  });
});

describe('large contents', () => {
  const content = Buffer.alloc(LIMITS.inlineFileBytes + 1, 'x');

  it('are uploaded by hash, and are gone after the commit', async () => {
    const { sessionId, calls } = await startCalls();
    const [call] = calls as [BegunAtom];
    const { hash } = await kit.service.uploadFile({ token: call.token, content });
    expect(await kit.service.uploadFile({ token: call.token, content })).toEqual({ hash });
    const change = { kind: 'written' as const, content: { kind: 'uploaded' as const, hash } };
    await commit(call, { files: [{ path: '/large', base_revision: null, change }] });
    expect((await rowsOf(sessionId))[0]?.text).toHaveLength(content.length);
    expect(await runSql(kit.database.db, 'select 1 from file_uploads', [])).toEqual([]);
  });

  it('must have been uploaded by the call itself, and are at most 64 MB a call', async () => {
    const { calls } = await startCalls(2);
    const [call, other] = calls as [BegunAtom, BegunAtom];
    const { hash } = await kit.service.uploadFile({ token: other.token, content });
    const change = { kind: 'written' as const, content: { kind: 'uploaded' as const, hash } };
    const files = [{ path: '/large', base_revision: null, change }];
    expect(await codeOf(commit(call, { files }))).toContain('was not uploaded');
    const upload = (fill: number) =>
      codeOf(kit.service.uploadFile({ token: call.token, content: Buffer.alloc(LIMITS.fileBytes, fill) }));
    const ends: unknown[] = [];
    for (let fill = 0; fill < 7; fill += 1) ends.push(await upload(fill));
    expect(ends.slice(0, 6)).toEqual(Array.from({ length: 6 }, () => 'done'));
    expect(ends[6]).toContain('payload_too_large');
  }, 30_000);
});

describe('former contents', () => {
  it('can be read by a call whose snapshot has them, and say from where to where they held', async () => {
    const { sessionId, calls } = await startCalls(2);
    const [call, other] = calls as [BegunAtom, BegunAtom];
    await save(sessionId, '/a', 'old');
    const { '/a': revision = 0 } = await snapshot(call);
    await commit(other, { files: [written('/a', 'new', revision)] });
    const operation = { kind: 'read' as const, path: '/a', revision };
    expect(await kit.service.sessionFile({ token: call.token, operation })).toEqual({
      kind: 'file',
      file: { content: 'old', encoding: 'text' },
    });
    const [kept] = await runSql<{ until_sequence: number }>(
      kit.database.db,
      'select until_sequence from session_file_revisions where session_id = $1',
      [sessionId],
    );
    expect((await rowsOf(sessionId))[0]?.sequence).toBe(kept?.until_sequence);
    const gone = { ...operation, revision: 1 };
    expect(await codeOf(kit.service.sessionFile({ token: call.token, operation: gone }))).toContain('conflict');
  });

  it('are kept for the newest revisions of a path', async () => {
    const count = LIMITS.revisionsPerPath + 3;
    const { sessionId, calls } = await startCalls(count);
    for (const [at, call] of calls.entries()) {
      await commit(call, { files: [written('/a', String(at), (await snapshot(call))['/a'] ?? null)] });
    }
    const rows = await runSql<{ text: string }>(
      kit.database.db,
      `select convert_from(content, 'UTF8') as text from session_file_revisions where session_id = $1 order by revision`,
      [sessionId],
    );
    expect(rows.map(({ text }) => Number(text))).toEqual(
      Array.from({ length: LIMITS.revisionsPerPath }, (_, at) => at + 2),
    );
  });

  it('of a file that a process of the release before has written are known by their new revision', async () => {
    const { sessionId, calls } = await startCalls();
    await save(sessionId, '/a', 'one');
    const before = await snapshot(calls[0] as BegunAtom);
    await runSql(
      kit.database.db,
      `update session_files set content = 'two', updated_at = now() where session_id = $1`,
      [sessionId],
    );
    expect((await snapshot(calls[0] as BegunAtom))['/a']).toBeGreaterThan(before['/a'] ?? 0);
  });
});

describe('sources', () => {
  it('are known to later calls once the call that read them is committed', async () => {
    const { calls } = await startCalls(2);
    const [call, other] = calls as [BegunAtom, BegunAtom];
    const url = 'https://example.com/a?b=ü';
    const ask = () => kit.service.findSource({ token: other.token, url });
    expect(await ask()).toBe(false);
    await commit(call, { sources: [url, url] });
    expect(await ask()).toBe(true);
    expect(await codeOf(kit.service.findSource({ token: call.token, url }))).toContain('fenced');
  });
});
