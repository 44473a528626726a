import type { BegunAtom, FileChange } from '@everruns/internal-protocol';
import { toToolCompleted, type SessionId, type ToolCallId } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../db/database.ts';
import { findRevision } from '../repositories/file-revisions.ts';
import { findSession } from '../repositories/sessions.ts';
import { CTX, EngineKit } from './testing/engine-kit.ts';
import { fork, readLog } from './testing/fork-kit.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());

const filesOf = async (id: SessionId) => {
  const sql = `select path, convert_from(content, 'UTF8') as text, revision from session_files where org_id = $1 and session_id = $2`;
  const rows = await runSql<{ path: string; text: string | null; revision: number }>(kit.database.db, sql, [
    CTX.org_id,
    id,
  ]);
  return Object.fromEntries(rows.map(({ path, text, revision }) => [path, { text, revision }]));
};
const textsOf = async (id: SessionId) =>
  Object.fromEntries(Object.entries(await filesOf(id)).map(([path, { text }]) => [path, text]));

/** Runs a turn whose call writes these files, or removes those that are null. Returns the end of the log. */
async function write(session: SessionId, files: Record<string, string | null>): Promise<number> {
  const { turn } = await kit.post(session, 'write');
  await kit.commitReason(await kit.begin(turn.id), { calls: ['put'] });
  const act = await kit.begin(turn.id, { kind: 'act' });
  const known = await filesOf(session);
  const changes = Object.entries(files).map(([path, text]): FileChange => ({
    path,
    base_revision: known[path]?.revision ?? null,
    change:
      text === null ? { kind: 'removed' } : { kind: 'written', content: { kind: 'bytes', bytes: Buffer.from(text) } },
  }));
  await kit.service.commitAtom({
    token: act.token,
    events: [
      toToolCompleted({ tool_call_id: idOf(act), name: 'put', result: 'ok', duration_ms: 1, effect: 'idempotent' }),
    ],
    result: { kind: 'act', ok: true, files: changes },
    successor_exec_ids: [],
    have_sequence: 0,
  });
  await kit.commitReason(await kit.begin(turn.id, { iteration: 2 }));
  return (await readLog(kit, session)).length;
}

function idOf({ call }: BegunAtom): ToolCallId {
  if (call === undefined) throw new Error('expected a call');
  return call.id;
}

describe('the files of a fork', () => {
  it('are those of then, with their directories and revisions, whatever became of them', async () => {
    const parent = await kit.newSession();
    const first = await write(parent, { '/d/a': 'a1', '/b': 'b1' });
    const { '/d/a': old } = await filesOf(parent);
    const second = await write(parent, { '/d/a': 'a2', '/new/c': 'c1' });
    const third = await write(parent, { '/b': null });
    const at = async (place: number) => (await fork(kit, parent, { at_sequence: place })).id;
    expect(await textsOf(await at(1))).toEqual({});
    expect(await textsOf(await at(first))).toEqual({ '/d': null, '/d/a': 'a1', '/b': 'b1' });
    const middle = await at(second);
    expect(await textsOf(middle)).toEqual({ '/d': null, '/d/a': 'a2', '/b': 'b1', '/new': null, '/new/c': 'c1' });
    const { '/d': _1, '/new': _2, ...files } = await filesOf(await at(third));
    const { '/d': _3, '/new': _4, ...now } = await filesOf(parent);
    expect(files).toEqual(now);
    // A message may name what a file held before.
    const named = { session_id: middle, path: '/d/a', revision: old?.revision ?? 0 };
    expect((await findRevision(kit.database.db, CTX, named))?.toString()).toBe('a1');
    // A fork of a fork finds the same.
    expect(await textsOf((await fork(kit, middle, { at_sequence: first })).id)).toEqual(await textsOf(await at(first)));
  });

  it('go their own way from there', async () => {
    const parent = await kit.newSession();
    await write(parent, { '/a': 'a1' });
    const { id } = await fork(kit, parent);
    await write(id, { '/a': 'fork' });
    await write(parent, { '/a': 'parent' });
    expect([await textsOf(id), await textsOf(parent)]).toEqual([{ '/a': 'fork' }, { '/a': 'parent' }]);
  });

  it('are as they are now where what they held is no longer kept, which the answer says', async () => {
    const parent = await kit.newSession();
    const first = await write(parent, { '/a': '0', '/b': 'b' });
    for (let round = 1; round <= 22; round += 1) await write(parent, { '/a': String(round), '/later': String(round) });
    const forked = await fork(kit, parent, { at_sequence: first });
    expect(await textsOf(forked.id)).toEqual({ '/a': '22', '/b': 'b' });
    expect(forked.warnings).toEqual([
      { path: 'at_sequence', code: 'files_of_now', message: expect.stringContaining('/a is as it is now') },
    ]);
    expect((await fork(kit, parent)).warnings).toBeUndefined();
  });
});

describe('the taint of a fork', () => {
  it('is that of the place, also where it was cleared since, and comes with files of now', async () => {
    const parent = await kit.newSession();
    const clean = await write(parent, { '/a': '0' });
    for (let round = 1; round <= 21; round += 1) await write(parent, { '/a': String(round) });
    const { turn } = await kit.post(parent, 'read');
    await kit.commitReason(await kit.begin(turn.id), { calls: ['fetch'] });
    await kit.commitAct(await kit.begin(turn.id, { kind: 'act' }));
    await kit.commitReason(await kit.begin(turn.id, { iteration: 2 }));
    const tainted = (await readLog(kit, parent)).length;
    const ofThen = await fork(kit, parent, { at_sequence: clean + 1 });
    expect(ofThen.warnings).toHaveLength(1);
    expect(ofThen.taint).toMatchObject({ sources: [{ kind: 'web', name: 'fetch' }] });
    expect((await fork(kit, parent)).taint).toEqual((await findSession(kit.database.db, CTX, parent))?.taint);
    await kit.verbs.clearTaint(CTX, { session_id: parent, idempotency: null });
    expect((await fork(kit, parent)).taint).toBeUndefined();
    const { id, taint } = await fork(kit, parent, { at_sequence: tainted });
    expect(taint).toMatchObject({ sources: [{ kind: 'web', name: 'fetch' }] });
    expect((await findSession(kit.database.db, CTX, id))?.taint).toEqual(taint);
  });
});
