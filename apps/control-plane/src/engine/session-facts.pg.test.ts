import type { EventDraft, MessageId, SessionId } from '@everruns/schemas';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runSql } from '../db/database.ts';
import { CTX, EngineKit } from './testing/engine-kit.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());

const FACTS = 'last_outcome, last_error_code, last_version, last_duration_ms, last_provider, last_model';

async function factsOf(session: SessionId): Promise<Record<string, unknown>> {
  const [row] = await runSql<Record<string, unknown>>(
    kit.database.db,
    `select ${FACTS} from sessions where org_id = $1 and id = $2`,
    [CTX.org_id, session],
  );
  return row ?? {};
}

const generation = (model: string): EventDraft => ({
  type: 'llm.generation',
  data: {
    message_id: v7() as MessageId,
    model,
    provider: 'llmsim',
    request: { messages_through_sequence: 1, tools: [] },
    output: [],
    usage: { input_tokens: 1, output_tokens: 1, cache_read_tokens: 0, cache_creation_tokens: 0, reasoning_tokens: 0 },
    duration_ms: 1,
    finish_reasons: ['stop'],
  },
});

it('a session knows how its last turn ended, and the model that was asked last', async () => {
  const session = await kit.newSession();
  expect(await factsOf(session)).toMatchObject({ last_outcome: null, last_model: null });
  const first = await kit.post(session, 'hello');
  await kit.commitReason(await kit.begin(first.turn.id), { before: [generation('llmsim-a')] });
  const completed = { last_outcome: 'completed', last_error_code: null, last_version: 1 };
  const model = { last_provider: 'llmsim', last_model: 'llmsim-a' };
  expect(await factsOf(session)).toEqual({ ...completed, ...model, last_duration_ms: expect.any(Number) });
  const second = await kit.post(session, 'again');
  expect(await factsOf(session)).toMatchObject(completed);
  await kit.verbs.cancelTurn(CTX, { session_id: session, turn_id: second.turn.id, idempotency: null });
  expect(await factsOf(session)).toMatchObject({ last_outcome: 'canceled', last_version: 1, ...model });
});

it('a message that is dropped from the queue is no turn that ended', async () => {
  const session = await kit.newSession();
  const { turn } = await kit.post(session, 'first');
  const queued = await kit.post(session, 'second');
  await kit.verbs.dropQueuedMessage(CTX, { session_id: session, message_id: queued.id });
  expect(await factsOf(session)).toMatchObject({ last_outcome: null });
  await kit.commitReason(await kit.begin(turn.id));
  expect(await factsOf(session)).toMatchObject({ last_outcome: 'completed' });
});

it('many sessions that are written together keep the facts that a change does not have', async () => {
  const sessions = await Promise.all(Array.from({ length: 5 }, () => kit.newSession()));
  const posted = await Promise.all(sessions.map((session) => kit.post(session, 'hello')));
  const begun = await Promise.all(posted.map(({ turn }) => kit.begin(turn.id)));
  await Promise.all(
    begun.map((atom, index) =>
      kit.commitReason(atom, { before: [generation(`model-${index}`)], calls: index % 2 === 0 ? [] : ['look'] }),
    ),
  );
  expect(await Promise.all(sessions.map(factsOf))).toMatchObject(
    sessions.map((_, index) => ({
      last_outcome: index % 2 === 0 ? 'completed' : null,
      last_model: `model-${index}`,
    })),
  );
});
