import type { CreateMessageResponse, MessageId, SessionId } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CTX, EngineKit } from './testing/engine-kit.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());

/** The next COMMIT succeeds and its answer is lost, which is how a connection cut at COMMIT appears to the client. */
async function cutOnce<T>(work: () => Promise<T>): Promise<T> {
  let cuts = 0;
  kit.onMoment = async (moment) => {
    if (moment !== 'committed' || cuts > 0) return;
    cuts += 1;
    throw Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' });
  };
  const result = await work();
  kit.onMoment = null;
  expect(cuts).toBe(1);
  return result;
}

async function queuedBehindOne(): Promise<{ session: SessionId; first: CreateMessageResponse; message_id: MessageId }> {
  const session = await kit.newSession();
  const first = await kit.post(session, 'one');
  const { id } = await kit.post(session, 'two');
  return { session, first, message_id: id };
}

describe('a write without a key whose COMMIT was lost', () => {
  it('drops the message once and says so', async () => {
    const { session, message_id } = await queuedBehindOne();
    await cutOnce(() => kit.verbs.dropQueuedMessage(CTX, { session_id: session, message_id }));
    expect(await kit.count(session, 'input.message.dropped')).toBe(1);
    expect(await kit.count(session, 'turn.canceled')).toBe(1);
  });

  it('edits the message once', async () => {
    const { session, message_id } = await queuedBehindOne();
    const request = { message: { role: 'user' as const, content: [{ type: 'text' as const, text: 'edited' }] } };
    const input = { session_id: session, message_id, request: request as never };
    expect((await cutOnce(() => kit.verbs.updateQueuedMessage(CTX, input))).content).toEqual(request.message.content);
    expect(await kit.count(session, 'input.message.updated')).toBe(1);
  });

  it('takes a result once and accepts it', async () => {
    const session = await kit.newSession();
    const { turn } = await kit.post(session, 'ask');
    await kit.commitReason(await kit.begin(turn.id), { calls: ['ask'] });
    const requested = (await kit.log(session)).find((event) => event.type === 'tool.call_requested');
    const [call] = (requested?.data['tool_calls'] ?? []) as { id: never }[];
    const request = { tool_results: [{ tool_call_id: call?.id as never, result: 1 }] };
    const answer = () => kit.verbs.resolveToolCalls(CTX, { session_id: session, request, idempotency: null });
    expect(await cutOnce(answer)).toEqual({ accepted: [call?.id] });
    expect(await kit.count(session, 'tool.completed')).toBe(1);
  });

  it('announces what it wrote: readers hear of it and the promoted turn is dispatched', async () => {
    const { session, first } = await queuedBehindOne();
    const begun = await kit.begin(first.turn.id);
    await cutOnce(() => kit.commitReason(begun));
    const published = kit.hub.published.filter((event) => event.session_id === session);
    expect(published.map((event) => event.type)).toEqual(await kit.types(session));
    expect(kit.dispatched.filter((turn) => turn.session_id === session)).toHaveLength(2);
  });
});

describe('a keyed write that found nothing to do', () => {
  it('does nothing when it is repeated later, though there is something by then', async () => {
    const session = await kit.newSession();
    const cancel = () =>
      kit.verbs.cancelSession(CTX, {
        session_id: session,
        idempotency: { scope: `cancel ${session}`, key: 'k', fingerprint: '' },
      });
    await cancel();
    const { turn } = await kit.post(session, 'later');
    await cancel();
    const now = await kit.verbs.getTurn(CTX, { session_id: session, turn_id: turn.id });
    expect(now.status).toBe('running');
  });
});
