import { randomUUID } from 'node:crypto';
import { setImmediate as nextRound } from 'node:timers/promises';
import type { BegunAtom, CommitAtomRequest } from '@everruns/internal-protocol';
import type { ExecId, SessionId, TurnId } from '@everruns/schemas';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, runSql, type OpenDatabase } from '../../db/database.ts';
import { createMessage } from '../verbs/create-message.ts';
import { commitAtom as commitVerb } from '../verbs/commit-atom.ts';
import { PLATFORM } from '../ports/process-context.ts';
import { getTurnContext } from '../verbs/get-turn-context.ts';
import { GroupCommit } from './group-commit.ts';
import type { EngineDeps, EngineMoment } from '../transact/engine-deps.ts';
import { SessionMemory } from './session-memory.ts';
import { EngineKit, CTX } from '../testing/engine-kit.ts';

let kit: EngineKit;
let counted: OpenDatabase;
let client: pg.Client;
let statements: string[] = [];
beforeAll(async () => {
  kit = await EngineKit.open();
  const onStatement = (sql: string) => void statements.push(sql);
  counted = openDatabase({ url: kit.url, size: 10, log: pino({ level: 'silent' }), onStatement });
  client = new pg.Client({ connectionString: kit.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await counted.close();
  await kit[Symbol.asyncDispose]();
});

let engine: EngineDeps;
const commitAtom = (request: CommitAtomRequest) => commitVerb(engine, PLATFORM, { request });
let onMoment: ((moment: EngineMoment) => Promise<void>) | null = null;
beforeEach(() => {
  const memory = new SessionMemory({ sessions: 100, conversations: 1_000_000 });
  const commits = new GroupCommit(counted.commits, memory);
  engine = { ...kit.otherProcess(memory), db: counted.db, commits, onMoment: async (moment) => onMoment?.(moment) };
});
afterEach(() => {
  onMoment = null;
});

const post = (session_id: SessionId, deps = engine) =>
  createMessage(deps, CTX, {
    session_id,
    request: { message: { role: 'user', content: [{ type: 'text', text: 'hello' }] } },
    idempotency: null,
  });

async function begin(turn_id: TurnId): Promise<BegunAtom> {
  const atom = { turn_id, iteration: 1, kind: 'reason' as const, ordinal: 0 };
  const exec_id = randomUUID() as ExecId;
  const answer = await getTurnContext(engine, PLATFORM, { atom, segment: 1, exec_id, have_sequence: 0 });
  if (answer.status !== 'begun') throw new Error('this step was recorded before');
  return answer.begun;
}

/** Creates idle sessions that the engine remembers. */
async function knownSessions(count: number): Promise<SessionId[]> {
  const sessions: SessionId[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    const session = await kit.newSession();
    const { turn } = await post(session);
    const begun = await begin(turn.id);
    await commitAtom({
      token: begun.token,
      events: [],
      result: { kind: 'reason', calls: [], usage: { input_tokens: 1, output_tokens: 1 } as never, results: [] },
      successor_exec_ids: [],
      have_sequence: begun.head_sequence,
    });
    sessions.push(session);
  }
  statements = [];
  return sessions;
}

const messagesIn = (sessions: readonly SessionId[]) =>
  Promise.all(sessions.map((session) => kit.count(session, 'input.message')));
const writes = () => statements.filter((sql) => sql.includes('update sessions'));

describe('commits that are decided in the same moment', () => {
  it('leave in one statement, and each session has its own', async () => {
    const sessions = await knownSessions(5);
    const answers = await Promise.all(sessions.map((session) => post(session)));
    expect(answers.map(({ disposition }) => disposition)).toEqual(sessions.map(() => 'started'));
    expect(statements).toHaveLength(1);
    expect(await messagesIn(sessions)).toEqual([2, 2, 2, 2, 2]);
  });

  it('lose alone: the session that another process has written decides again, the others have landed', async () => {
    const sessions = await knownSessions(3);
    const [first, contested, last] = sessions;
    await post(contested as SessionId, kit.otherProcess());
    const answers = await Promise.all(sessions.map((session) => post(session)));
    expect(answers.map(({ disposition }) => disposition)).toEqual(['started', 'queued', 'started']);
    expect(writes()).toHaveLength(2);
    expect(await messagesIn([first as SessionId, last as SessionId])).toEqual([2, 2]);
    expect(await kit.count(contested as SessionId, 'input.message.queued')).toBe(1);
  });

  it('do not wait for a session that somebody holds', async () => {
    const sessions = await knownSessions(3);
    const [first, held, last] = sessions;
    await client.query('begin');
    await client.query('select 1 from sessions where id = $1 for update', [held]);
    const waiting = post(held as SessionId);
    const answers = await Promise.all([post(first as SessionId), post(last as SessionId)]);
    expect(answers.map(({ disposition }) => disposition)).toEqual(['started', 'started']);
    expect(writes()).toHaveLength(1);
    await client.query('rollback');
    expect((await waiting).disposition).toBe('started');
    expect(await messagesIn(sessions)).toEqual([2, 2, 2]);
  });

  it('see that the agent of one has changed', async () => {
    const sessions = await knownSessions(2);
    await client.query(
      `update agents set status = 'archived' where id = (select agent_id from sessions where id = $1)`,
      [sessions[0]],
    );
    const [refused, taken] = await Promise.allSettled(sessions.map((session) => post(session)));
    expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'agent_archived' } });
    expect(taken).toMatchObject({ status: 'fulfilled' });
  });

  it('are all taken again when their connection dies before they landed', async () => {
    const sessions = await knownSessions(3);
    await client.query('begin');
    await client.query('lock table event_chunks in exclusive mode');
    const answers = Promise.all(sessions.map((session) => post(session)));
    const stuck = `select pg_terminate_backend(pid) from pg_stat_activity
      where wait_event_type = 'Lock' and query like '%skip locked%' and datname = current_database() and pid <> pg_backend_pid()`;
    while ((await kit.database.pool.query(stuck)).rowCount === 0) await nextRound();
    await client.query('rollback');
    expect((await answers).map(({ disposition }) => disposition)).toEqual(['started', 'started', 'started']);
    expect(await messagesIn(sessions)).toEqual([2, 2, 2]);
  });

  it('each find their own commit when nobody heard that it had landed', async () => {
    const sessions = await knownSessions(3);
    let cuts = 0;
    onMoment = async (moment) => {
      if (moment !== 'committed' || cuts === 2) return;
      cuts += 1;
      throw Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' });
    };
    const answers = await Promise.all(sessions.map((session) => post(session)));
    expect(cuts).toBe(2);
    expect(answers.map(({ disposition }) => disposition)).toEqual(['started', 'started', 'started']);
    expect(await messagesIn(sessions)).toEqual([2, 2, 2]);
  });
});

describe('a commit while nothing is under way', () => {
  it('leaves in the same round of the event loop', async () => {
    const [session] = await knownSessions(1);
    const answer = post(session as SessionId);
    expect(statements).toHaveLength(0);
    await nextRound();
    await nextRound();
    expect(writes()).toHaveLength(1);
    await answer;
  });
});

describe('results of one session that arrive together', () => {
  it('land in one statement, in their order, and the last one begins the next step with all of them', async () => {
    const CALLS = 8;
    const [session] = await knownSessions(1);
    const { turn } = await post(session as SessionId);
    const begun = await begin(turn.id);
    const names = Array.from({ length: CALLS }, () => 'look');
    const calls = await commitCalls(begun, names);
    statements = [];
    const answers = await Promise.all(
      calls.begun.map((call, ordinal) =>
        commitAtom({
          token: call.token,
          events: [
            {
              type: 'tool.completed',
              data: {
                tool_call_id: call.call?.id as never,
                name: 'look',
                success: true,
                result: { type: 'tool_result', tool_call_id: call.call?.id as never, result: ordinal },
                duration_ms: 1,
                effect: 'read',
              },
            },
          ],
          result: { kind: 'act', ok: true },
          successor_exec_ids: [randomUUID() as ExecId],
          have_sequence: call.head_sequence,
        }),
      ),
    );
    expect(writes()).toHaveLength(1);
    expect(answers.map((answer) => answer.begun.length)).toEqual([...Array.from({ length: CALLS - 1 }, () => 0), 1]);
    const results = answers.at(-1)?.begun[0]?.messages.map(({ content }) => (content[0] as { result: number }).result);
    expect(results).toEqual(Array.from({ length: CALLS }, (_, ordinal) => ordinal));
    expect(await kit.count(session as SessionId, 'tool.completed')).toBe(CALLS);
    expect(await kit.count(session as SessionId, 'act.completed')).toBe(1);
    const published = kit.hub.published.filter((event) => event.session_id === session);
    expect(published.map(({ sequence }) => sequence)).toEqual(published.map((_, index) => index + 1));
  });

  function commitCalls(begun: BegunAtom, names: string[]) {
    const calls = names.map((name, ordinal) => ({ id: randomUUID() as never, ordinal, name, arguments: {} }));
    return commitAtom({
      token: begun.token,
      events: [],
      result: { kind: 'reason', calls, usage: { input_tokens: 1, output_tokens: 1 } as never, results: [] },
      successor_exec_ids: names.map(() => randomUUID() as ExecId),
      have_sequence: begun.head_sequence,
    });
  }
});

it('the plan that a new database keeps for many at once finds every row by a key', async () => {
  const sessions = await knownSessions(2);
  await Promise.all(sessions.map((session) => post(session)));
  const sql = statements.find((text) => text.includes('skip locked')) ?? '';
  const parameters = Math.max(...Array.from(sql.matchAll(/\$(\d+)/g), ([, number]) => Number(number)));
  const explain = `explain (format json) execute planned (${Array.from({ length: parameters }, () => 'null').join(', ')})`;
  await counted.commits.connection().execute(async (connection) => {
    await runSql(connection, `prepare planned as ${sql}`, []);
    const rows = await runSql(connection, explain, []);
    expect(JSON.stringify(rows)).toContain('sessions_pkey');
    expect(JSON.stringify(rows)).not.toContain('Seq Scan');
  });
});
