import type { Wait } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../db/database.ts';
import { PLATFORM } from './ports/process-context.ts';
import { CTX, EngineKit } from './testing/engine-kit.ts';
import {
  askToBegin,
  listWaits,
  openWaitOf,
  park,
  resolve,
  resultsOf,
  startCalls,
  statusOf,
  suspend,
  turnRow,
} from './testing/wait-kit.ts';
import { expireTurn } from './verbs/recover.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());

const MANY = 64;
const APPROVED = { decision: 'approve' } as const;
const DENIED = { decision: 'deny' } as const;
const everyOrdinal = Array.from({ length: MANY }, (_, ordinal) => ordinal);

/** A parked turn with 64 approvals. */
async function parkMany() {
  const calling = await startCalls(kit, Array<string>(MANY).fill('risk'));
  await park(kit, calling, everyOrdinal);
  const waits = (await listWaits(kit, calling.session)).filter(({ status }) => status === 'open');
  expect(waits).toHaveLength(MANY);
  return { ...calling, waits };
}

describe('64 waits of one turn', () => {
  it('that are all denied cost one segment more: the last one resumes the turn', async () => {
    const { turn, waits } = await parkMany();
    for (const wait of waits.slice(1)) await resolve(kit, wait, DENIED);
    expect(await turnRow(kit, turn)).toMatchObject({ status: 'waiting', segment: 1, open_waits: 1 });
    const [last] = waits;
    if (last === undefined) throw new Error('64 waits');
    await resolve(kit, last, DENIED);
    expect(await turnRow(kit, turn)).toMatchObject({ status: 'running', segment: 2, open_waits: 0 });
  });

  it('that are all approved at the same moment cost one segment more: the first one resumes the turn', async () => {
    const { turn, waits } = await parkMany();
    await Promise.all(waits.map((wait) => resolve(kit, wait, APPROVED)));
    expect(await turnRow(kit, turn)).toMatchObject({ status: 'running', segment: 2, open_waits: 0, open_calls: MANY });
  });
});

describe('two people who decide at the same moment', () => {
  it('a hundred times: one decision each time, and the other is told by whom', async () => {
    const { waits } = await parkMany();
    const more = await parkMany();
    const all = [...waits, ...more.waits].slice(0, 100);
    await Promise.all(all.map(pressTwice));
  });

  async function pressTwice(wait: Wait): Promise<void> {
    const answers = await Promise.allSettled([
      resolve(kit, wait, { ...APPROVED, by: 'user:ada' }),
      resolve(kit, wait, { ...DENIED, by: 'user:bea' }),
    ]);
    const [winner, second] = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    const [loser] = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as unknown] : []));
    expect(second).toBeUndefined();
    expect(loser).toMatchObject({
      code: 'already_resolved',
      errors: expect.arrayContaining([
        expect.objectContaining({ path: 'resolved_by', message: winner?.resolved_by }),
        expect.objectContaining({ path: 'decision', message: winner?.resolution?.decision }),
      ]),
    });
  }
});

describe('a session requires action', () => {
  it('exactly while a person or a client is asked, in every commit', async () => {
    const calling = await startCalls(kit, ['risk', 'ask', 'look']);
    const { session, turn } = calling;
    // The call that nobody has to answer still runs.
    expect(await statusOf(kit, session)).toBe('requires_action');
    await kit.commitAct(await kit.begin(turn, { kind: 'act', ordinal: 2 }));
    expect(await statusOf(kit, session)).toBe('requires_action');
    const approval = (await listWaits(kit, session)).find(({ kind }) => kind === 'approval');
    if (approval === undefined) throw new Error('an approval');
    await resolve(kit, approval, DENIED);
    expect(await statusOf(kit, session)).toBe('requires_action');
    const { request } = await openWaitOf(kit, session);
    const answer = { tool_call_id: request.tool_call_id, result: 1 };
    await kit.verbs.resolveToolCalls(CTX, {
      session_id: session,
      request: { tool_results: [answer] },
      idempotency: null,
    });
    expect(await statusOf(kit, session)).toBe('active');
  });

  it('again when a call that runs asks a question, and no longer once it is answered', async () => {
    const calling = await startCalls(kit, ['look']);
    const begun = await kit.begin(calling.turn, { kind: 'act' });
    expect(await statusOf(kit, calling.session)).toBe('active');
    await suspend(kit, begun);
    expect(await statusOf(kit, calling.session)).toBe('requires_action');
    await resolve(kit, await openWaitOf(kit, calling.session), { decision: 'answer', answer: 'yes' });
    expect(await statusOf(kit, calling.session)).toBe('active');
  });
});

describe('a turn that ends by its deadline', () => {
  it('cancels its waits with it, and nobody can decide them any more', async () => {
    const calling = await startCalls(kit, ['risk', 'look']);
    const wait = await openWaitOf(kit, calling.session);
    const late = `update turns set deadline_at = now() - interval '1 second' where org_id = $1 and id = $2`;
    await runSql(kit.database.db, late, [CTX.org_id, calling.turn]);
    await expireTurn(kit.deps, PLATFORM, { turn_id: calling.turn, segment: 1 });
    expect(await turnRow(kit, calling.turn)).toMatchObject({ status: 'failed' });
    expect((await listWaits(kit, calling.session)).map(({ status }) => status)).toEqual(['canceled']);
    await expect(resolve(kit, wait, APPROVED)).rejects.toMatchObject({ code: 'already_resolved' });
    expect(await askToBegin(kit, calling.turn).catch(() => 'refused')).not.toMatchObject({ status: 'begun' });
    expect(await resultsOf(kit, calling.session)).toHaveLength(2);
  });
});
