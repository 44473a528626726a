import type { SessionId } from '@everruns/schemas';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../../db/database.ts';
import { createMessage } from '../verbs/create-message.ts';
import { commitAtom } from '../verbs/commit-atom.ts';
import { PLATFORM } from '../ports/process-context.ts';
import { redispatchTurn } from '../verbs/recover.ts';
import { cancelTurn } from '../verbs/cancel-turn.ts';
import { SessionMemory } from './session-memory.ts';
import { loadMessages } from '../statements/load.ts';
import { CTX, EngineKit } from '../testing/engine-kit.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());

const otherProcess = () => kit.otherProcess();

const hello = (session_id: Awaited<ReturnType<EngineKit['newSession']>>, key?: string) => ({
  session_id,
  request: { message: { role: 'user' as const, content: [{ type: 'text' as const, text: 'hello' }] } },
  idempotency: key === undefined ? null : { scope: `post ${session_id}`, key, fingerprint: 'f' },
});

describe('a decision from memory', () => {
  it('gives the same log as one under the lock', async () => {
    const logs = [];
    for (const engine of [kit.deps, kit.otherProcess(new SessionMemory({ sessions: 0, conversations: 1_000_000 }))]) {
      const session = await kit.newSession();
      for (let turn = 0; turn < 2; turn += 1) {
        const posted = await createMessage(engine, CTX, hello(session));
        await kit.commitReason(await kit.begin(posted.turn.id), { calls: ['look'] });
        await kit.commitAct(await kit.begin(posted.turn.id, { kind: 'act' }));
        await kit.commitReason(await kit.begin(posted.turn.id, { iteration: 2 }));
      }
      logs.push(await kit.types(session));
    }
    expect(logs[0]).toEqual(logs[1]);
    expect(logs[0]?.filter((type) => type === 'turn.completed')).toHaveLength(2);
  });

  it('is taken again when another process has written: the turn that it ended is not committed to', async () => {
    const session = await kit.newSession();
    const { turn } = await kit.post(session, 'hello');
    const begun = await kit.begin(turn.id);
    await cancelTurn(otherProcess(), CTX, { session_id: session, turn_id: turn.id, idempotency: null });
    const before = await kit.types(session);
    await expect(kit.commitReason(begun)).rejects.toMatchObject({ code: 'fenced' });
    expect(await kit.types(session)).toEqual(before);
  });

  it('is taken again when another process has written: a message waits behind the turn that it started', async () => {
    const session = await kit.newSession();
    const first = await kit.post(session, 'one');
    await kit.commitReason(await kit.begin(first.turn.id));
    expect((await createMessage(otherProcess(), CTX, hello(session))).disposition).toBe('started');
    expect((await kit.post(session, 'three')).disposition).toBe('queued');
  });

  it('is taken again when another process has written no event: the segment that it took away is fenced', async () => {
    const session = await kit.newSession();
    const { turn } = await kit.post(session, 'hello');
    const begun = await kit.begin(turn.id);
    expect(await redispatchTurn(otherProcess(), PLATFORM, { turn_id: turn.id, segment: 1, silent: false })).toBe(true);
    await expect(kit.commitReason(begun)).rejects.toMatchObject({ code: 'fenced' });
    expect(await kit.count(session, 'turn.completed')).toBe(0);
  });

  it('never refuses by itself: a session that is free again by another process takes the message', async () => {
    const session = await kit.newSession({ busy_policy: 'reject' });
    const { turn } = await kit.post(session, 'one');
    await expect(kit.post(session, 'two')).rejects.toMatchObject({ code: 'session_busy' });
    await cancelTurn(otherProcess(), CTX, { session_id: session, turn_id: turn.id, idempotency: null });
    expect((await kit.post(session, 'three')).disposition).toBe('started');
  });

  it('sees that the agent has changed meanwhile', async () => {
    const session = await kit.newSession();
    const first = await kit.post(session, 'one');
    await kit.commitReason(await kit.begin(first.turn.id));
    await runSql(
      kit.database.db,
      `update agents set status = 'archived' where id = (select agent_id from sessions where id = $1)`,
      [session],
    );
    await expect(kit.post(session, 'two')).rejects.toMatchObject({ code: 'agent_archived' });
  });

  it('finds the write of which it heard nothing, and writes nothing twice', async () => {
    const session = await kit.newSession();
    const memory = new SessionMemory({ sessions: 10, conversations: 1_000_000 });
    let cuts = 0;
    const cutting = {
      ...kit.otherProcess(memory),
      onMoment: async (moment: string) => {
        if (moment !== 'committed' || memory.find(session) === null || cuts > 0) return;
        cuts += 1;
        throw Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' });
      },
    };
    await createMessage(cutting, CTX, hello(session));
    expect((await createMessage(cutting, CTX, hello(session))).disposition).toBe('queued');
    expect(cuts).toBe(1);
    expect(await kit.count(session, 'input.message.queued')).toBe(1);
  });

  it('makes one turn of four posts at once with one key', async () => {
    const session = await kit.newSession();
    const { turn } = await kit.post(session, 'one');
    await kit.commitReason(await kit.begin(turn.id));
    const key = randomUUID();
    const answers = await Promise.all(
      [kit.deps, kit.deps, kit.deps, otherProcess()].map((engine) => createMessage(engine, CTX, hello(session, key))),
    );
    expect(new Set(answers.map((answer) => answer.turn.id)).size).toBe(1);
    expect(await kit.count(session, 'input.message')).toBe(2);
  });

  it('commits two calls that end at the same moment', async () => {
    const session = await kit.newSession();
    const { turn } = await kit.post(session, 'work');
    await kit.commitReason(await kit.begin(turn.id), { calls: ['look', 'put'] });
    const calls = [
      await kit.begin(turn.id, { kind: 'act', ordinal: 0 }),
      await kit.begin(turn.id, { kind: 'act', ordinal: 1 }),
    ];
    await Promise.all(calls.map((begun) => kit.commitAct(begun)));
    expect(await kit.count(session, 'tool.completed')).toBe(2);
    expect(await kit.count(session, 'act.completed')).toBe(1);
  });

  it('repeats a commit without writing', async () => {
    const session = await kit.newSession();
    const { turn } = await kit.post(session, 'hello');
    const begun = await kit.begin(turn.id);
    const request = {
      token: begun.token,
      events: [],
      result: {
        kind: 'reason' as const,
        calls: [],
        usage: { input_tokens: 1, output_tokens: 1 } as never,
        results: [],
      },
      successor_exec_ids: [],
      have_sequence: begun.head_sequence,
    };
    const answers = [
      await commitAtom(kit.deps, PLATFORM, { request }),
      await commitAtom(kit.deps, PLATFORM, { request }),
    ];
    expect(answers[1]).toEqual(answers[0]);
    expect(await kit.count(session, 'turn.completed')).toBe(1);
  });
});

describe('the memory', () => {
  it('keeps to its limit', async () => {
    const memory = new SessionMemory({ sessions: 2, conversations: 1_000_000 });
    const engine = kit.otherProcess(memory);
    const sessions = [await kit.newSession(), await kit.newSession(), await kit.newSession()];
    for (const session of sessions) await createMessage(engine, CTX, hello(session));
    expect(sessions.map((session) => memory.find(session) !== null)).toEqual([false, true, true]);
  });
});

describe('a remembered conversation', () => {
  const told = (session: SessionId) => loadMessages(kit.database.db, { org_id: CTX.org_id, id: session }, 0);
  const remembered = (session: string) => kit.deps.memory.find(session)?.conversation?.messages;

  it('is the one in the log, step by step and turn by turn', async () => {
    const session = await kit.newSession();
    for (let turn = 0; turn < 2; turn += 1) {
      const posted = await kit.post(session, `turn ${turn}`);
      const first = await kit.begin(posted.turn.id);
      expect(first.messages).toEqual(await told(session));
      expect(remembered(session)).toEqual(await told(session));
      await kit.commitReason(first, { calls: ['look', 'sum'], answered: [1] });
      await kit.commitAct(await kit.begin(posted.turn.id, { kind: 'act' }));
      expect(remembered(session)).toEqual(await told(session));
      await kit.commitReason(await kit.begin(posted.turn.id, { iteration: 2 }));
      expect(remembered(session)).toEqual(await told(session));
    }
    expect(remembered(session)).toHaveLength(10);
  });

  it('is read again when another process has written', async () => {
    const session = await kit.newSession();
    const { turn } = await kit.post(session, 'one');
    await kit.commitReason(await kit.begin(turn.id));
    const elsewhere = await createMessage(otherProcess(), CTX, hello(session));
    const { messages } = await kit.begin(elsewhere.turn.id);
    expect(messages).toEqual(await told(session));
    expect(messages).toHaveLength(3);
  });

  it('is forgotten before its session when there is no room for all', async () => {
    const memory = new SessionMemory({ sessions: 10, conversations: 1_000 });
    const known = (id: string) => ({
      ...emptySession(id),
      conversation: { throughSequence: 1, messages: [], size: 600 },
    });
    for (const id of ['a', 'b']) memory.keep(known(id));
    expect(['a', 'b'].map((id) => memory.find(id)?.conversation?.size)).toEqual([undefined, 600]);
    expect(memory.find('a')).not.toBeNull();
    memory.forget('b');
    memory.keep(known('a'));
    expect(memory.find('a')?.conversation?.size).toBe(600);
  });
});

const emptySession = (id: string) => ({ session: { id } as never, agent: null, turn: null, atoms: [] });
