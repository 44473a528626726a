import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CTX, EngineKit, fenced } from '../testing/engine-kit.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());

describe('cancel', () => {
  it('during Act answers the open calls, so that the next message has a history a provider accepts', async () => {
    const session = await kit.newSession();
    const { turn } = await kit.post(session, 'work');
    await kit.commitReason(await kit.begin(turn.id), { calls: ['look', 'pay'] });
    const running = await kit.begin(turn.id, { kind: 'act', ordinal: 1 });
    const canceled = await kit.verbs.cancelTurn(CTX, { session_id: session, turn_id: turn.id, idempotency: null });
    expect(canceled.status).toBe('canceled');
    expect(await fenced(kit.commitAct(running))).toBe('fenced');
    expect(kit.stops.at(-1)).toMatchObject({ turn_id: turn.id, segment: 2 });
    const next = await kit.post(session, 'and now?');
    const begun = await kit.begin(next.turn.id);
    expect(begun.messages.map((message) => message.role)).toEqual([
      'user',
      'agent',
      'tool_result',
      'tool_result',
      'user',
    ]);
    const results = (await kit.log(session)).filter((event) => event.type === 'tool.completed');
    expect(results.map((event) => [event.data['canceled'], event.data['outcome_unknown']])).toEqual([
      [true, undefined],
      [undefined, true],
    ]);
  });

  it('of a turn that has ended leaves it as it was', async () => {
    const session = await kit.newSession();
    const { turn } = await kit.post(session, 'hello');
    await kit.commitReason(await kit.begin(turn.id));
    const before = await kit.types(session);
    const same = await kit.verbs.cancelTurn(CTX, { session_id: session, turn_id: turn.id, idempotency: null });
    expect(same.status).toBe('completed');
    expect(await kit.types(session)).toEqual(before);
  });

  it('of a session drops its queue and its steers too', async () => {
    const session = await kit.newSession();
    await kit.post(session, 'one');
    await kit.post(session, 'two');
    await kit.post(session, 'three', { busy_policy: 'steer' });
    const rested = await kit.verbs.cancelSession(CTX, { session_id: session, idempotency: null });
    expect(rested).toMatchObject({ status: 'idle', queued_count: 0 });
    expect((await kit.verbs.listQueue(CTX, { session_id: session })).data).toEqual([]);
    expect(await kit.count(session, 'input.message.dropped')).toBe(2);
    expect(await kit.count(session, 'turn.canceled')).toBe(2);
  });
});
