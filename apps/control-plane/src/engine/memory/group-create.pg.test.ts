import { AgentId, SessionId, ZERO_USAGE, type Session } from '@everruns/schemas';
import { pino } from 'pino';
import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, runSql, type OpenDatabase } from '../../db/database.ts';
import type { NewSession } from '../statements/create-session.ts';
import { CTX, EngineKit } from '../testing/engine-kit.ts';
import { GroupCreate } from './group-create.ts';

let kit: EngineKit;
let counted: OpenDatabase;
let statements: string[] = [];
let agentId: AgentId;
let creates: GroupCreate;
beforeAll(async () => {
  kit = await EngineKit.open();
  const onStatement = (sql: string) => void statements.push(sql);
  counted = openDatabase({ url: kit.url, size: 10, log: pino({ level: 'silent' }), onStatement });
  const { session } = await findSession(await kit.newSession());
  agentId = AgentId.parse(session['agent_id']);
});
afterAll(async () => {
  await counted.close();
  await kit[Symbol.asyncDispose]();
});
beforeEach(() => {
  statements = [];
  creates = new GroupCreate(counted);
});

async function findSession(id: string) {
  const sessions = await runSql<Record<string, unknown>>(kit.database.db, 'select * from sessions where id = $1', [id]);
  const chunks = 'select sequence, types, data from event_chunks where session_id = $1';
  return { session: sessions[0] ?? {}, chunks: await runSql(kit.database.db, chunks, [id]) };
}

function makeWanted(given: Partial<Session> = {}): NewSession {
  const created_at = '2026-11-30T10:00:00.000Z';
  const session: Session = {
    id: SessionId.parse(v7()),
    organization_id: CTX.org_id,
    subject: 'local',
    agent_id: agentId,
    harness_id: 'default',
    title: 'Sums',
    tags: ['a', 'b "c"'],
    status: 'idle',
    queued_count: 0,
    last_sequence: 1,
    usage: ZERO_USAGE,
    created_at,
    updated_at: created_at,
    ...given,
  };
  const started = {
    org_id: CTX.org_id,
    session_id: session.id,
    sequence: 1,
    id: v7(),
    type: 'session.started' as const,
    ts: created_at,
    turn_id: null,
    data: {},
    context_json: '{}',
    data_json: '{"agent_id": "as  written"}',
  };
  return { session, started, storedAnswer: null };
}

describe('sessions that are created at once', () => {
  it('are written by one statement, each with the first event of its log', async () => {
    const wanted = Array.from({ length: 5 }, () => makeWanted());
    const created = await Promise.all(wanted.map((one) => creates.create(one)));
    expect(statements).toHaveLength(1);
    for (const [index, { session }] of wanted.entries()) {
      const found = await findSession(session.id);
      expect(found.session).toMatchObject({ agent_id: agentId, title: 'Sums', tags: ['a', 'b "c"'], next_sequence: 2 });
      expect(found.chunks).toEqual([{ sequence: 1, types: ['session.started'], data: [{ agent_id: 'as  written' }] }]);
      expect(created[index]).toMatchObject({ has_version: true, has_model: true, version: expect.any(String) });
    }
  });

  it('do not depend on one whose agent does not exist', async () => {
    const [lost, kept] = [makeWanted({ agent_id: AgentId.parse(v7()) }), makeWanted()];
    const created = await Promise.all([lost, kept].map((one) => creates.create(one)));
    expect(created).toEqual([null, expect.objectContaining({ version: expect.any(String) })]);
    expect((await findSession(lost.session.id)).session).toEqual({});
  });

  it('are written alone when one of them fails the statement', async () => {
    const [bad, good] = [makeWanted({ title: 'a\u0000b' }), makeWanted()];
    const [refused, created] = await Promise.allSettled([bad, good].map((one) => creates.create(one)));
    expect(refused).toMatchObject({ status: 'rejected' });
    expect(created).toMatchObject({ status: 'fulfilled', value: { version: expect.any(String) } });
    expect((await findSession(good.session.id)).session).toMatchObject({ title: 'Sums' });
  });

  it('are written once when a creation is repeated', async () => {
    const wanted = makeWanted();
    await creates.create(wanted);
    expect(await creates.create(wanted)).toMatchObject({ version: null });
    expect((await findSession(wanted.session.id)).chunks).toHaveLength(1);
  });
});
