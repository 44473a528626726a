import type { MessageId, SessionId, UpdateQueuedMessageRequest } from '@everruns/schemas';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CTX, EngineKit } from '../testing/engine-kit.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());

const update = (session_id: SessionId, message_id: MessageId, request: UpdateQueuedMessageRequest) =>
  kit.verbs.updateQueuedMessage(CTX, { session_id, message_id, request });
const order = async (session_id: SessionId) =>
  (await kit.verbs.listQueue(CTX, { session_id })).data.map(({ content }) =>
    content[0]?.type === 'text' ? content[0].text : '',
  );

/** Creates a busy session with these messages in its queue. */
async function busySession(texts: string[]) {
  const session = await kit.newSession();
  const active = await kit.post(session, 'active');
  const queued = new Map<string, MessageId>();
  for (const text of texts) queued.set(text, (await kit.post(session, text)).id);
  return { session, active, queued };
}
const idIn = (queued: Map<string, MessageId>, text: string): MessageId => {
  const id = queued.get(text);
  if (id === undefined) throw new Error(`${text} was queued`);
  return id;
};

describe('a message that waits', () => {
  it('is moved to any place, as moving a card in a list would, whatever the moves', async () => {
    const { session, queued } = await busySession(['a', 'b', 'c', 'd', 'e']);
    const expected = ['a', 'b', 'c', 'd', 'e'];
    const moves = fc.sample(
      fc.record({ text: fc.constantFrom(...expected), position: fc.integer({ min: 1, max: 7 }) }),
      30,
    );
    for (const { text, position } of moves) {
      await update(session, idIn(queued, text), { position });
      expected.splice(expected.indexOf(text), 1);
      expected.splice(position - 1, 0, text);
      expect(await order(session)).toEqual(expected);
    }
  });

  it('runs in the order of the queue as it now is, and the log tells of the moves that changed it', async () => {
    const { session, active, queued } = await busySession(['a', 'b', 'c']);
    await update(session, idIn(queued, 'c'), { position: 1 });
    await update(session, idIn(queued, 'c'), { position: 1 });
    await update(session, idIn(queued, 'a'), { position: 99 });
    const moved = (await kit.log(session)).filter(({ type }) => type === 'input.message.moved');
    expect(moved.map(({ data }) => data)).toEqual([
      { message_id: queued.get('c'), position: 1 },
      { message_id: queued.get('a'), position: 3 },
    ]);
    await kit.commitReason(await kit.begin(active.turn.id));
    expect(kit.dispatched.at(-1)?.input_message_id).toBe(queued.get('c'));
    expect(await order(session)).toEqual(['b', 'a']);
    await expect(update(session, idIn(queued, 'c'), { position: 1 })).rejects.toMatchObject({ code: 'not_queued' });
  });

  it('is edited and moved by one request', async () => {
    const { session, queued } = await busySession(['a', 'b']);
    const content = [{ type: 'text' as const, text: 'better' }];
    const message = await update(session, idIn(queued, 'b'), { position: 1, message: { role: 'user', content } });
    expect(message.content).toEqual(content);
    expect(await order(session)).toEqual(['better', 'a']);
  });

  it('is never lost or doubled when twenty move at once while the queue is being taken', async () => {
    const { session, active, queued } = await busySession(['a', 'b', 'c', 'd']);
    const moves = Array.from({ length: 20 }, (_, n) =>
      update(session, idIn(queued, 'abcd'.charAt(n % 4)), { position: 1 + (n % 3) }).catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'not_queued' });
      }),
    );
    await Promise.all([...moves, kit.commitReason(await kit.begin(active.turn.id))]);
    const taken = kit.dispatched.at(-1)?.input_message_id;
    const rest = [...queued].filter(([, id]) => id !== taken).map(([text]) => text);
    expect((await order(session)).toSorted()).toEqual(rest.toSorted());
    expect(rest).toHaveLength(3);
  });

  it('but steers the running turn has no place to be moved to', async () => {
    const { session } = await busySession([]);
    const steer = await kit.post(session, 'left!', { busy_policy: 'steer' });
    await expect(update(session, steer.id, { position: 1 })).rejects.toMatchObject({ code: 'not_queued' });
    expect(await kit.count(session, 'input.message.moved')).toBe(0);
  });
});
