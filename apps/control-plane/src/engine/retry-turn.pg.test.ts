import type { SessionId, TurnId } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CTX, EngineKit } from './testing/engine-kit.ts';
import { retryTurn } from './verbs/retry-turn.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());

const retry = (session_id: SessionId, turn_id: TurnId, key?: string) => {
  const idempotency = key === undefined ? null : { scope: `retry ${turn_id}`, key, fingerprint: turn_id };
  return retryTurn(kit.deps, CTX, { session_id, turn_id, idempotency });
};
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  );

async function failed(before?: { calls: string[] }) {
  const session = await kit.newSession();
  const { turn } = await kit.post(session, 'hello');
  let begun = await kit.begin(turn.id);
  if (before !== undefined) {
    await kit.commitReason(begun, before);
    await kit.commitAct(await kit.begin(turn.id, { kind: 'act', ordinal: 0 }), 'looked');
    begun = await kit.begin(turn.id, { iteration: 2 });
  }
  const end = { kind: 'failed', code: 'provider_bad_request', message: 'It was refused.' } as const;
  await kit.service.endSegment({ turn_id: turn.id, segment: 1, token: begun.token, end });
  return { session, turn };
}

const textsOf = (messages: { content: { type: string }[] }[]) =>
  messages.flatMap(({ content }) => content.map((part) => ('text' in part ? part.text : part.type)));

describe('a failed turn that is tried again', () => {
  it('is answered by a new turn, without a second message and without the text of the failure', async () => {
    const { session, turn } = await failed();
    const next = await retry(session, turn.id);
    expect(next).toMatchObject({ status: 'running', input_message_id: turn.input_message_id });
    const begun = await kit.begin(next.id);
    expect(begun.messages.flatMap(({ edit }) => (edit === undefined ? [] : ['edit']))).toEqual(['edit']);
    await kit.commitReason(begun, { text: 'Here it is.' });
    const types = await kit.types(session);
    expect(types.filter((type) => type === 'input.message')).toHaveLength(1);
    expect(types.slice(-8)).toContain('turn.completed');
    const after = await kit.begin((await kit.post(session, 'more')).turn.id);
    const excluded = after.messages.flatMap(({ edit }) => edit?.excluded_sequences ?? []);
    expect(excluded).toEqual([types.indexOf('output.message.completed') + 1]);
  });

  it('keeps what its tools have found', async () => {
    const { session, turn } = await failed({ calls: ['look'] });
    const begun = await kit.begin((await retry(session, turn.id)).id);
    expect(textsOf(begun.messages)).toEqual(expect.arrayContaining(['hello', 'tool_call', 'tool_result']));
  });

  it('begins once, however often the request arrives', async () => {
    const { session, turn } = await failed();
    const [first, second] = [await retry(session, turn.id, 'k'), await retry(session, turn.id, 'k')];
    expect(second).toEqual(first);
    expect((await kit.types(session)).filter((type) => type === 'turn.retried')).toHaveLength(1);
  });

  it('is refused while another turn runs, after others have followed, and for a turn that was answered', async () => {
    const { session, turn } = await failed();
    const next = await retry(session, turn.id);
    expect(await codeOf(retry(session, turn.id))).toBe('session_busy');
    await kit.commitReason(await kit.begin(next.id));
    expect(await codeOf(retry(session, turn.id))).toBe('conflict');
    expect(await codeOf(retry(session, next.id))).toBe('conflict');
    expect(await codeOf(retry(await kit.newSession(), turn.id))).toBe('not_found');
  });
});
