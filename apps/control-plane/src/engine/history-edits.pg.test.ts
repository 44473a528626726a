import { toContextMessages } from '@everruns/core';
import { LlmModelId, type EventDraft, type Message, type MessageId, type SessionId } from '@everruns/schemas';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CTX, EngineKit } from './testing/engine-kit.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());

async function beginAnswer(options: Parameters<EngineKit['commitReason']>[1]) {
  const session = await kit.newSession();
  const { turn } = await kit.post(session, 'hello');
  const begun = await kit.begin(turn.id);
  await kit.commitReason(begun, options);
  return { session, next: await kit.begin((await kit.post(session, 'more')).turn.id) };
}

describe('a repair that is recorded with an answer', () => {
  const repair = { what: ['pictures' as const], through_sequence: 1 };

  it('is told with the conversation from then on, and is no message of it', async () => {
    const { session, next } = await beginAnswer({
      before: [{ type: 'history.repaired', data: { ...repair, reason: 'Could not process image' } }],
    });
    expect(next.messages.flatMap(({ edit, content }) => (edit === undefined ? [] : [{ edit, content }]))).toEqual([
      { edit: { repair }, content: [] },
    ]);
    expect((await kit.types(session)).filter((type) => type === 'history.repaired')).toHaveLength(1);
  });

  it('stands for nothing that is not in the log yet', async () => {
    const session = await kit.newSession();
    const begun = await kit.begin((await kit.post(session, 'hello')).turn.id);
    const ahead = { ...repair, through_sequence: 1_000, reason: 'x' };
    await expect(
      kit.commitReason(begun, { before: [{ type: 'history.repaired', data: ahead }] }),
    ).rejects.toMatchObject({
      code: 'invalid_request',
    });
  });
});

it('what a model refused by name is kept for it with the answer that says so', async () => {
  const model_id = LlmModelId.parse(v7());
  const data = { model_id, model: 'm', left_out: ['max_tokens' as const], reason: 'no' };
  await beginAnswer({ before: [{ type: 'model.adjusted', data }] });
  expect(kit.refusedParameters.at(-1)).toMatchObject({ id: model_id, parameters: ['max_tokens'] });
});

describe('a message that a person excludes', () => {
  async function talk() {
    const session = await kit.newSession();
    const first = await kit.post(session, 'forget this');
    const begun = await kit.begin(first.turn.id);
    await kit.commitReason(begun, { calls: ['act'], answered: [] });
    return { session, first, begun };
  }

  async function talkToItsEnd() {
    const { session, first } = await talk();
    await kit.verbs.cancelTurn(CTX, { session_id: session, turn_id: first.turn.id, idempotency: null });
    return { session, first };
  }

  const toldOf = async (session: SessionId, text: string) => {
    const begun = await kit.begin((await kit.post(session, text)).turn.id);
    return toContextMessages(begun.messages).filter(({ edit }) => edit === undefined);
  };
  const exclude = (session: SessionId, message_id: MessageId) =>
    kit.verbs.excludeMessage(CTX, { session_id: session, message_id, idempotency: null });

  it('is told no more; the log keeps it, and says so once', async () => {
    const { session, first } = await talkToItsEnd();
    expect(await exclude(session, first.id)).toMatchObject({ id: first.id, role: 'user' });
    await exclude(session, first.id);
    const told = await toldOf(session, 'and now');
    expect(told.map(({ id }) => id)).not.toContain(first.id);
    expect(await kit.count(session, 'message.excluded')).toBe(1);
    expect(await kit.count(session, 'input.message')).toBe(2);
  });

  it('goes with its calls and their results', async () => {
    const { session, first } = await talkToItsEnd();
    const log = await kit.log(session);
    const answer = log.find(({ type }) => type === 'output.message.completed')?.data['message'] as Message;
    await exclude(session, answer.id);
    const told = await toldOf(session, 'and now');
    expect(told.map(({ role }) => role)).toEqual(['user', 'user']);
    expect(told[0]?.id).toBe(first.id);
  });

  it('takes the summary that stands for it out of what is told, and what that covers comes back', async () => {
    const { session, first } = await talkToItsEnd();
    const begun = await kit.begin((await kit.post(session, 'second')).turn.id);
    const message: Extract<EventDraft, { type: 'context.compacted' }>['data']['message'] = {
      id: v7() as MessageId,
      session_id: session,
      role: 'user',
      content: [{ type: 'text', text: 'They talked.' }],
      compaction: { covered_through_sequence: begun.messages.at(-2)?.sequence ?? 1, kept_sequences: [] },
      created_at: '2026-11-30T09:00:00.000Z',
    };
    const data = { tokens_before: 9, tokens_after: 1, message };
    await kit.commitReason(begun, { before: [{ type: 'context.compacted', data }] });
    const before = await kit.begin((await kit.post(session, 'third')).turn.id);
    expect(before.messages.map(({ compaction }) => compaction !== undefined)).toContain(true);
    await kit.commitReason(before);
    await exclude(session, first.id);
    const told = await toldOf(session, 'fourth');
    expect(told.map(({ compaction }) => compaction !== undefined)).not.toContain(true);
    expect(told.map(({ role }) => role).slice(0, 2)).toEqual(['agent', 'tool_result']);
  });

  it('cannot be excluded while a turn runs, nor can what was never said', async () => {
    const { session, first } = await talk();
    await expect(exclude(session, first.id)).rejects.toMatchObject({ code: 'session_busy' });
    const nobody = v7() as MessageId;
    await expect(exclude(session, nobody)).rejects.toMatchObject({ code: 'not_found' });
  });
});
