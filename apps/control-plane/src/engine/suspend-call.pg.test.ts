import type { WaitId } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../db/database.ts';
import { PLATFORM } from './ports/process-context.ts';
import { CTX, EngineKit, fenced } from './testing/engine-kit.ts';
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
} from './testing/wait-kit.ts';
import { expireWait } from './verbs/expire-wait.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());

describe('SuspendCall', () => {
  const suspended = async (name: string) => {
    const calling = await startCalls(kit, [name]);
    const begun = await kit.begin(calling.turn, { kind: 'act' });
    await suspend(kit, begun, { state: { step: 1 } });
    return { calling, begun, wait: await openWaitOf(kit, calling.session) };
  };

  it.each(['look', 'pay'])(
    'gives the attempt of %s back: it runs again with its state and what was decided',
    async (name) => {
      const { calling, begun, wait } = await suspended(name);
      expect(wait).toMatchObject({ kind: 'question', request: { tool: name, question: { question: 'Which one?' } } });
      expect(await statusOf(kit, calling.session)).toBe('requires_action');
      // The answer of the first request was lost.
      await suspend(kit, begun, { state: { step: 1 } });
      expect(await fenced(kit.commitAct(begun))).toBe('fenced');
      expect(await askToBegin(kit, calling.turn)).toEqual({ status: 'waiting' });
      await park(kit, calling);
      await resolve(kit, wait, { decision: 'answer', answer: 'the red one' });
      const again = await kit.begin(calling.turn, { kind: 'act' });
      expect(again.resumed).toEqual({
        kind: 'question',
        state: { step: 1 },
        resolution: { decision: 'answer', answer: 'the red one' },
      });
      await kit.commitAct(again, 'red');
      expect(await resultsOf(kit, calling.session)).toEqual(['red']);
    },
  );

  it('still knows a `once` call that was lost after it', async () => {
    const { calling, wait } = await suspended('pay');
    await resolve(kit, wait, { decision: 'answer', answer: 'go' });
    await kit.begin(calling.turn, { kind: 'act' });
    expect(await askToBegin(kit, calling.turn)).toMatchObject({ status: 'recorded', outcome: { ok: false } });
    expect(await resultsOf(kit, calling.session)).toEqual([expect.stringContaining('unknown')]);
  });

  it.each([
    ['pay', 'the result of a step that a `once` call cannot repeat', '1'],
    ['pay', 'the beginning of a step of a `once` call', null],
    ['put', 'the beginning of a step that must not happen twice', null],
  ])('is refused to %s after %s: the call ends, and its outcome is unknown', async (name, _what, result_json) => {
    const calling = await startCalls(kit, [name]);
    const begun = await kit.begin(calling.turn, { kind: 'act' });
    await kit.service.recordStep({ token: begun.token, step: { name: 'charge', result_json } });
    await suspend(kit, begun);
    expect(await listWaits(kit, calling.session)).toEqual([]);
    expect(await statusOf(kit, calling.session)).toBe('active');
    expect(await askToBegin(kit, calling.turn)).toMatchObject({ status: 'recorded', outcome: { ok: false } });
    expect(await resultsOf(kit, calling.session)).toEqual([expect.stringContaining('its outcome is unknown')]);
    const [told] = (await kit.log(calling.session)).filter(({ type }) => type === 'tool.completed');
    expect(told?.data).toMatchObject({ outcome_unknown: true });
  });

  it('is granted after steps that may be entered again', async () => {
    const calling = await startCalls(kit, ['put']);
    const begun = await kit.begin(calling.turn, { kind: 'act' });
    await kit.service.recordStep({ token: begun.token, step: { name: 'reserve', result_json: '1' } });
    await suspend(kit, begun);
    expect(await openWaitOf(kit, calling.session)).toMatchObject({ kind: 'question' });
    const paying = await startCalls(kit, ['pay']);
    const resumable = `update atoms set resumable = true where org_id = $1 and turn_id = $2 and kind = 'act'`;
    await runSql(kit.database.db, resumable, [CTX.org_id, paying.turn]);
    kit.deps.memory.forget(paying.session);
    const again = await kit.begin(paying.turn, { kind: 'act' });
    await kit.service.recordStep({ token: again.token, step: { name: 'reserve', result_json: '1' } });
    await suspend(kit, again);
    expect(await openWaitOf(kit, paying.session)).toMatchObject({ kind: 'question' });
  });

  it.each(['expires', 'is denied', 'is refused'])(
    'leaves its executor a proof of the segment, which waits for other calls, when the wait %s',
    async (how) => {
      const calling = await startCalls(kit, ['put', 'ask']);
      const begun = await kit.begin(calling.turn, { kind: 'act' });
      if (how === 'is refused')
        await kit.service.recordStep({ token: begun.token, step: { name: 'charge', result_json: null } });
      await suspend(kit, begun);
      const question = (await listWaits(kit, calling.session)).find(({ kind }) => kind === 'question');
      if (how === 'is denied' && question !== undefined) await resolve(kit, question, { decision: 'deny' });
      if (how === 'expires') {
        const past = `update waits set expires_at = now() where org_id = $1 and id = $2`;
        await runSql(kit.database.db, past, [CTX.org_id, question?.id]);
        await expireWait(kit.deps, PLATFORM, { org_id: CTX.org_id, wait_id: question?.id ?? ('' as WaitId) });
      }
      const { token } = begun;
      const asked = { turn_id: calling.turn, segment: 1, iteration: 1, ordinals: [0, 1], timeout_ms: 60_000, token };
      expect(await kit.service.waitForCalls(asked)).toEqual({ status: 'waited', runnable: [], open: [1] });
      const end = { kind: 'parked' as const, iteration: 1, wait_ordinals: [1] };
      expect(await kit.service.endSegment({ turn_id: calling.turn, segment: 1, token, end })).toEqual({
        status: 'ended',
      });
      expect(await kit.commitAct(begun)).toMatchObject({ outcome: { ok: false } });
      expect(await resultsOf(kit, calling.session)).toHaveLength(1);
    },
  );

  it('is refused to an attempt that is no longer the newest', async () => {
    const calling = await startCalls(kit, ['look']);
    const old = await kit.begin(calling.turn, { kind: 'act' });
    await kit.begin(calling.turn, { kind: 'act' });
    expect(await fenced(suspend(kit, old))).toBe('fenced');
    expect(await listWaits(kit, calling.session)).toEqual([]);
  });

  it('ends a call that waits again and again', async () => {
    const calling = await startCalls(kit, ['look']);
    for (let times = 0; times < 16; times += 1) {
      await suspend(kit, await kit.begin(calling.turn, { kind: 'act' }));
      await resolve(kit, await openWaitOf(kit, calling.session), { decision: 'answer', answer: times });
    }
    await suspend(kit, await kit.begin(calling.turn, { kind: 'act' }));
    expect(await resultsOf(kit, calling.session)).toEqual([expect.stringContaining('has waited 16 times')]);
  });
});
