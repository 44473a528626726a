import { LlmModelId } from '@everruns/schemas';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EngineKit } from './testing/engine-kit.ts';

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
      code: 'internal',
    });
  });
});

it('what a model refused by name is kept for it with the answer that says so', async () => {
  const model_id = LlmModelId.parse(v7());
  const data = { model_id, model: 'm', left_out: ['max_tokens' as const], reason: 'no' };
  await beginAnswer({ before: [{ type: 'model.adjusted', data }] });
  expect(kit.refusedParameters.at(-1)).toMatchObject({ id: model_id, parameters: ['max_tokens'] });
});
