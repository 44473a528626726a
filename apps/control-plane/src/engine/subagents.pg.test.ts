import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../db/database.ts';
import { CTX, EngineKit } from './testing/engine-kit.ts';
import {
  answer,
  archiveAgentOf,
  childrenOf,
  countDeliveries,
  deliverAll,
  startFamily,
} from './testing/subagent-kit.ts';
import {
  during,
  listWaits,
  openWaitOf,
  park,
  resolve,
  resultsOf,
  startCalls,
  statusOf,
  turnRow,
} from './testing/wait-kit.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterEach(async () => {
  Object.assign(kit, { limits: {}, inputFiles: [], toolsPolicy: undefined });
  await deliverAll(kit);
  expect(await countDeliveries(kit)).toBe(0);
});
afterAll(() => kit[Symbol.asyncDispose]());

const cancelSession = (session_id: Awaited<ReturnType<EngineKit['newSession']>>) =>
  kit.verbs.cancelSession(CTX, { session_id, idempotency: null });

describe('a call that starts a sub-agent', () => {
  it('waits for it in a session of its own, and the parent requires no action', async () => {
    const { parent, child } = await startFamily(kit);
    expect(await kit.types(child.session)).toEqual(['session.started', 'input.message', 'session.activated']);
    expect((await kit.log(parent.session)).at(-1)).toMatchObject({
      type: 'subagent.spawned',
      data: { session_id: child.session, turn_id: child.turn, agent: 'helper' },
    });
    expect(await statusOf(kit, parent.session)).toBe('active');
    const [wait] = await listWaits(kit, parent.session);
    expect(wait).toMatchObject({
      kind: 'subagent',
      status: 'open',
      request: { subagent: { session_id: child.session } },
    });
    const { reason, turn } = parent;
    const asked = { turn_id: turn, segment: 1, iteration: 1, ordinals: [0], timeout_ms: 60_000, token: reason.token };
    expect(await kit.service.waitForCalls(asked)).toEqual({ status: 'waited', runnable: [], open: [0] });
    expect(await park(kit, parent)).toEqual({ status: 'ended' });
    expect(await statusOf(kit, parent.session)).toBe('active');
  });

  it('gets the last message of the sub-agent as its result, whether the turn is parked or not', async () => {
    const { parent, child } = await startFamily(kit);
    await park(kit, parent);
    await answer(kit, child, 'It is blue.');
    await deliverAll(kit);
    expect(await resultsOf(kit, parent.session)).toEqual(['It is blue.']);
    const types = await kit.types(child.session);
    const end = (await kit.log(parent.session)).find(({ type }) => type === 'subagent.completed');
    expect(end?.data['child_sequence']).toBe(types.indexOf('turn.completed') + 1);
    expect(await turnRow(kit, parent.turn)).toMatchObject({ status: 'running', segment: 2, open_waits: 0 });
    const next = await kit.begin(parent.turn, { iteration: 2 });
    expect(next.messages.map(({ role }) => role)).toEqual(['user', 'agent', 'tool_result']);
    const early = await startFamily(kit);
    await answer(kit, early.child);
    await deliverAll(kit);
    expect(await park(kit, early.parent)).toEqual({ status: 'refused' });
    expect(await resultsOf(kit, early.parent.session)).toEqual(['The answer.']);
  });

  it('costs one segment however many sub-agents there are', async () => {
    const parent = await startCalls(kit, ['task', 'task', 'task']);
    await deliverAll(kit);
    await park(kit, parent, [0, 1, 2]);
    const children = await childrenOf(kit, parent.session);
    expect(children).toHaveLength(3);
    for (const child of children) {
      await answer(kit, child);
      await deliverAll(kit);
    }
    expect(await turnRow(kit, parent.turn)).toMatchObject({ status: 'running', segment: 2 });
    expect(await resultsOf(kit, parent.session)).toHaveLength(3);
  });

  it('fails when the sub-agent fails, and the model reads why', async () => {
    const { parent, child } = await startFamily(kit);
    const begun = await kit.begin(child.turn);
    const end = { kind: 'failed' as const, code: 'provider_auth' as const, message: 'The key was refused.' };
    await kit.service.endSegment({ turn_id: child.turn, segment: 1, token: begun.token, end });
    await deliverAll(kit);
    expect(await resultsOf(kit, parent.session)).toEqual(['The sub-agent failed: The key was refused.']);
    const told = (await kit.log(parent.session)).find(({ type }) => type === 'subagent.failed');
    expect(told?.data).toMatchObject({ reason: 'failed', error_code: 'provider_auth' });
  });

  it('asks a person first where the agent says so, and starts nothing before', async () => {
    kit.toolsPolicy = { task: 'requires_approval' };
    const parent = await startCalls(kit, ['task']);
    await park(kit, parent);
    expect(await statusOf(kit, parent.session)).toBe('requires_action');
    expect(await kit.count(parent.session, 'subagent.spawned')).toBe(0);
    await resolve(kit, await openWaitOf(kit, parent.session), { decision: 'approve' });
    const atom = { turn_id: parent.turn, iteration: 1, kind: 'act' as const, ordinal: 0 };
    const asked = { atom, segment: 2, exec_id: crypto.randomUUID() as never, have_sequence: 1 };
    expect(await kit.service.getTurnContext(asked)).toEqual({ status: 'waiting' });
    expect(await statusOf(kit, parent.session)).toBe('active');
    await deliverAll(kit);
    expect(await childrenOf(kit, parent.session)).toHaveLength(1);
  });

  it('gives the sub-agent copies of the files that it names, and is refused where one is missing', async () => {
    const session = await kit.newSession();
    const file = `insert into session_files (org_id, id, session_id, path, is_directory, content, size_bytes)
      values ($1, gen_random_uuid(), $2, $3, $4, $5, $6)`;
    await runSql(kit.database.db, file, [CTX.org_id, session, '/in', true, null, 0]);
    await runSql(kit.database.db, file, [CTX.org_id, session, '/in/a.txt', false, Buffer.from('abc'), 3]);
    kit.inputFiles = ['/in/a.txt'];
    const { child } = await startFamily(kit, session);
    const paths =
      'select path, convert_from(content, $3) as text from session_files where org_id = $1 and session_id = $2 order by path';
    expect(await runSql(kit.database.db, paths, [CTX.org_id, child.session, 'UTF8'])).toEqual([
      { path: '/in', text: null },
      { path: '/in/a.txt', text: 'abc' },
    ]);
    kit.inputFiles = ['/gone.txt'];
    const parent = await startCalls(kit, ['task']);
    await deliverAll(kit);
    expect(await resultsOf(kit, parent.session)).toEqual([expect.stringContaining('input_files')]);
    expect(await childrenOf(kit, parent.session)).toEqual([]);
  });
});

describe('a sub-agent', () => {
  it('inherits subject, taint and what was remembered for the session that called it', async () => {
    const session = await kit.newSession();
    const taint = { since_sequence: 7, sources: [{ kind: 'web', name: 'example.com' }] };
    const set = `update sessions set subject = 'customer:1', taint = $3 where org_id = $1 and id = $2`;
    await runSql(kit.database.db, set, [CTX.org_id, session, JSON.stringify(taint)]);
    const { child } = await startFamily(kit, session);
    const row = 'select subject, taint, ancestors from sessions where org_id = $1 and id = $2';
    expect(await runSql(kit.database.db, row, [CTX.org_id, child.session])).toEqual([
      { subject: 'customer:1', taint: { ...taint, since_sequence: 1 }, ancestors: [session] },
    ]);
  });

  it('brings what it has read from outside to its caller, with its result', async () => {
    const { parent, child } = await startFamily(kit);
    const begun = await kit.begin(child.turn);
    await kit.commitReason(begun, { calls: ['fetch'] });
    await kit.commitAct(await kit.begin(child.turn, { kind: 'act' }), 'a page');
    await kit.commitReason(await kit.begin(child.turn, { iteration: 2 }));
    await deliverAll(kit);
    const log = await kit.log(parent.session);
    const result = log.findIndex(({ type }) => type === 'tool.completed') + 1;
    expect(log.find(({ type }) => type === 'session.tainted')?.data).toMatchObject({ since_sequence: result });
  });

  it('has what is left of the limits of its caller’s turn, and what it uses counts there', async () => {
    kit.limits = { max_turn_tokens: 40 };
    const { parent, child } = await startFamily(kit);
    const budget = 'select budget from sessions where org_id = $1 and id = $2';
    expect(await runSql(kit.database.db, budget, [CTX.org_id, child.session])).toEqual([
      { budget: { max_turn_tokens: 25 } },
    ]);
    await answer(kit, child);
    await deliverAll(kit);
    // 15 tokens of each of the two, and 15 more for the next step break the limit of 40.
    await kit.commitReason(await kit.begin(parent.turn, { iteration: 2 }), { calls: ['look'] });
    expect(await kit.count(parent.session, 'turn.failed')).toBe(1);
  });

  it('tells all sessions above it that it waits for somebody, and not by their status', async () => {
    const { parent, child } = await startFamily(kit);
    await kit.commitReason(await kit.begin(child.turn), { calls: ['task'] });
    await deliverAll(kit);
    const [grandchild] = await childrenOf(kit, child.session);
    if (grandchild === undefined) throw new Error('no sub-agent was started');
    await kit.commitReason(await kit.begin(grandchild.turn), { calls: ['risk'] });
    await deliverAll(kit);
    for (const { session } of [parent, child]) {
      const told = (await kit.log(session)).at(-1);
      expect(told).toMatchObject({
        type: 'subagent.suspended',
        data: { session_id: grandchild.session, waits: [{ kind: 'approval', name: 'risk' }] },
      });
      expect(await statusOf(kit, session)).toBe('active');
    }
    expect(await statusOf(kit, grandchild.session)).toBe('requires_action');
  });

  it('is not started where a limit forbids it', async () => {
    let session = await kit.newSession();
    for (let depth = 1; depth <= 4; depth += 1) {
      const { child } = await startFamily(kit, session);
      await kit.commitReason(await kit.begin(child.turn), { text: 'ready' });
      await deliverAll(kit);
      session = child.session;
    }
    const deep = await startCalls(kit, ['task'], session);
    await deliverAll(kit);
    expect((await resultsOf(kit, session)).at(-1)).toContain('at most 4 levels');
    expect(await childrenOf(kit, deep.session)).toEqual([]);
    const many = await startCalls(
      kit,
      Array.from({ length: 18 }, () => 'task'),
    );
    await deliverAll(kit);
    expect(await childrenOf(kit, many.session)).toHaveLength(16);
    expect(await resultsOf(kit, many.session)).toHaveLength(2);
    await cancelSession(many.session);
    const archived = await startCalls(kit, ['task']);
    await archiveAgentOf(kit, archived.session);
    await deliverAll(kit);
    expect(await resultsOf(kit, archived.session)).toEqual(['The agent that was called is archived.']);
  });

  it('leaves no child when a cancel overtakes it, in either order', async () => {
    const first = await startCalls(kit, ['task']);
    await cancelSession(first.session);
    await deliverAll(kit);
    expect(await childrenOf(kit, first.session)).toEqual([]);
    const second = await startCalls(kit, ['task']);
    const [, found] = await during(
      { kit, moment: 'spawn:shared' },
      () => deliverAll(kit),
      async () => {
        await cancelSession(second.session);
        return childrenOf(kit, second.session);
      },
    );
    // The cancel waited for the start, so that it could find what was started.
    expect(found).toHaveLength(1);
    await deliverAll(kit);
    const [child] = await childrenOf(kit, second.session);
    expect(child && (await turnRow(kit, child.turn)).status).toBe('canceled');
  });

  it('is ended with the turn that waits for it, and with all below it', async () => {
    const { parent, child } = await startFamily(kit);
    await kit.commitReason(await kit.begin(child.turn), { calls: ['task'] });
    await deliverAll(kit);
    const [grandchild] = await childrenOf(kit, child.session);
    if (grandchild === undefined) throw new Error('no sub-agent was started');
    await kit.verbs.cancelTurn(CTX, { session_id: parent.session, turn_id: parent.turn, idempotency: null });
    await deliverAll(kit);
    for (const { turn } of [child, grandchild]) expect((await turnRow(kit, turn)).status).toBe('canceled');
    expect(kit.stops.map(({ turn_id }) => turn_id)).toEqual(expect.arrayContaining([child.turn, grandchild.turn]));
  });

  it('counts with the end of its first turn, whatever a person does in its session later', async () => {
    const { parent, child } = await startFamily(kit);
    await kit.verbs.cancelTurn(CTX, { session_id: child.session, turn_id: child.turn, idempotency: null });
    const later = await kit.post(child.session, 'go on');
    await kit.commitReason(await kit.begin(later.turn.id), { text: 'later' });
    await deliverAll(kit);
    expect(await resultsOf(kit, parent.session)).toEqual(['The sub-agent was stopped before it had a result.']);
  });

  it('gives its result once when its end is delivered by two processes at once', async () => {
    const { parent, child } = await startFamily(kit);
    await answer(kit, child);
    const pairs = [...kit.toDeliver];
    await during(
      { kit, moment: 'ended:locked' },
      () => deliverAll(kit),
      async () => {
        kit.toDeliver.push(...pairs);
        await deliverAll(kit);
      },
    );
    expect(await resultsOf(kit, parent.session)).toEqual(['The answer.']);
  });
});
