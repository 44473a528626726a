import { ResolvedModel, type SessionId } from '@everruns/schemas';
import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EngineKit } from './testing/engine-kit.ts';

const OTHER = ResolvedModel.parse({
  id: v7(),
  provider_id: v7(),
  provider_name: 'Other',
  provider_type: 'anthropic',
  model: 'other-1',
  allow_private_address: false,
});

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());
beforeEach(() => {
  kit.fallback = OTHER;
});

async function exhaust() {
  const session = await kit.newSession();
  const { turn } = await kit.post(session, 'hello');
  await fail(await kit.begin(turn.id));
  const begun = await kit.begin(turn.id);
  const end = {
    token: begun.token,
    retry_class: 'overloaded',
    retry_after_ms: 0,
    detail: 'x',
    fall_back: true,
  } as const;
  return { session, turn, begun, end };
}

const fail = ({ token }: Awaited<ReturnType<EngineKit['begin']>>) =>
  kit.service.failAttempt({ token, retry_class: 'overloaded', retry_after_ms: 0, detail: 'x' });

const fallbacksOf = async (session: SessionId) =>
  (await kit.log(session)).filter(({ type }) => type === 'reason.fallback').map(({ data }) => data);

describe('an attempt that falls back', () => {
  it('makes the next one the other model’s, with all its attempts before it, and nothing further to fall back to', async () => {
    const { turn, session, begun, end } = await exhaust();
    expect([begun.failures, begun.agent?.can_fall_back]).toEqual([1, true]);
    await kit.service.failAttempt(end);
    const next = await kit.begin(turn.id);
    expect([next.failures, next.agent?.model.model, next.agent?.can_fall_back]).toEqual([0, 'other-1', false]);
    expect(await fallbacksOf(session)).toMatchObject([{ iteration: 1, cause: 'overloaded', to: { model: 'other-1' } }]);
  });

  it('does so once, however often its report arrives', async () => {
    const { turn, session, end } = await exhaust();
    await kit.service.failAttempt(end);
    await kit.service.failAttempt(end);
    expect((await kit.begin(turn.id)).failures).toBe(0);
    expect((await fallbacksOf(session)).length).toBe(1);
  });

  it('is a failure like any other where the other model is gone meanwhile', async () => {
    const { turn, session, end } = await exhaust();
    kit.fallback = null;
    await kit.service.failAttempt(end);
    const next = await kit.begin(turn.id);
    expect([next.failures, next.agent?.can_fall_back]).toEqual([2, false]);
    expect(await fallbacksOf(session)).toEqual([]);
  });

  it('tells an executor that knew the first model of the other one, at this step and at later ones', async () => {
    const { turn, end } = await exhaust();
    await kit.service.failAttempt(end);
    const first = await kit.begin(turn.id, {}, { haveSequence: 1 });
    expect(first.agent?.model.model).toBe('other-1');
    await kit.commitReason(first, { calls: ['look'] });
    const call = await kit.begin(turn.id, { kind: 'act' }, { haveSequence: 1 });
    expect(call.agent).toBeUndefined();
    await kit.commitAct(call);
    expect((await kit.begin(turn.id, { iteration: 2 }, { haveSequence: 1 })).agent?.model.model).toBe('other-1');
  });
});
