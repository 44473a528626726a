import { EverrunsError, outputMessageId, type ErrorCode, type TurnId } from '@everruns/schemas';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { CTX, EngineKit, fenced } from './testing/engine-kit.ts';
import { PLATFORM } from './ports/process-context.ts';
import { redispatchTurn } from './verbs/recover.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());
const resolveAgent = () => kit.deps.agents.resolveRuntimeAgent;
let original: ReturnType<typeof resolveAgent> | null = null;
afterEach(() => {
  if (original !== null) kit.deps.agents.resolveRuntimeAgent = original;
  original = null;
});

it('a replica that has not granted an attempt lets its frames pass, in their order', async () => {
  const { turn } = await kit.post(await kit.newSession(), 'hello');
  const { token } = await kit.begin(turn.id);
  const data = { message_id: outputMessageId(token.atom), attempt: 1, part: 0 };
  const stream = kit.serve(kit.otherProcess()).openEventStream(() => undefined);
  for (let frame = 1; frame <= 50; frame += 1) {
    const draft = { type: 'output.message.delta' as const, data: { ...data, offset: frame - 1, delta: 'x' } };
    stream.send({ kind: 'frame', token, frame_number: frame, draft });
  }
  const ofTurn = () => kit.hub.frames.filter((frame) => frame.startsWith(turn.id));
  await vi.waitUntil(() => ofTurn().length === 50, 20_000);
  expect(ofTurn()).toEqual(Array.from({ length: 50 }, (_, index) => `${turn.id}:1:reason ${index + 1}`));
  await stream.close();
});

function failBegin(error: EverrunsError): void {
  original = resolveAgent();
  kit.deps.agents.resolveRuntimeAgent = () => {
    throw error;
  };
}
const turnOf = async (code: ErrorCode) => {
  const session = await kit.newSession();
  const { turn } = await kit.post(session, 'hello');
  failBegin(new EverrunsError(code, 'Choose a model.'));
  const answer = await fenced(kit.begin(turn.id));
  return { answer, session, turn: await kit.verbs.getTurn(CTX, { session_id: session, turn_id: turn.id }) };
};

it.each(['no_model', 'not_found'] as const)('a Begin that can never succeed (%s) ends the turn', async (code) => {
  const { answer, session, turn } = await turnOf(code);
  expect(answer).toBe('fenced');
  expect(turn).toMatchObject({ status: 'failed', error: { code } });
  expect((await kit.types(session)).slice(-3)).toEqual(['output.message.completed', 'turn.failed', 'session.idled']);
});

it.each(['internal', 'invalid_request', 'unavailable', 'forbidden'] as const)(
  'a Begin that fails otherwise (%s) leaves the turn as it was',
  async (code) => {
    const { answer, turn } = await turnOf(code);
    expect(answer).toMatchObject({ code });
    expect(turn.status).toBe('running');
  },
);

const seen = (turnId: TurnId) => ({ turn_id: turnId, segment: 1, silent: false });

it('a lost turn that only waits is parked, not run again', async () => {
  const session = await kit.newSession();
  const { turn } = await kit.post(session, 'ask');
  await kit.commitReason(await kit.begin(turn.id), { calls: ['ask', 'ask'] });
  const before = kit.dispatched.length;
  expect(await redispatchTurn(kit.deps, PLATFORM, seen(turn.id))).toBe(true);
  expect(kit.dispatched.length).toBe(before);
  const parked = await kit.verbs.getTurn(CTX, { session_id: session, turn_id: turn.id });
  expect(parked).toMatchObject({ status: 'waiting' });
  const requested = (await kit.log(session)).find((event) => event.type === 'tool.call_requested');
  const calls = (requested?.data['tool_calls'] ?? []) as { id: string }[];
  const tool_results = calls.map(({ id }) => ({ tool_call_id: id as never, result: 42 }));
  await kit.verbs.resolveToolCalls(CTX, { session_id: session, request: { tool_results }, idempotency: null });
  expect(kit.dispatched.at(-1)).toMatchObject({ id: turn.id, segment: 2, iteration: 2 });
});

it('a lost turn that has a call to run is run again', async () => {
  const { turn } = await kit.post(await kit.newSession(), 'ask');
  await kit.commitReason(await kit.begin(turn.id), { calls: ['ask', 'look'] });
  expect(await redispatchTurn(kit.deps, PLATFORM, seen(turn.id))).toBe(true);
  expect(kit.dispatched.at(-1)).toMatchObject({ id: turn.id, segment: 2 });
});

it('a lost turn without an iteration left fails', async () => {
  const session = await kit.newSession({ limits: { max_iterations: 1 } });
  const { turn } = await kit.post(session, 'work');
  await kit.commitReason(await kit.begin(turn.id), { calls: ['look'] });
  await kit.commitAct(await kit.begin(turn.id, { kind: 'act', ordinal: 0 }));
  expect(await redispatchTurn(kit.deps, PLATFORM, seen(turn.id))).toBe(true);
  const ended = await kit.verbs.getTurn(CTX, { session_id: session, turn_id: turn.id });
  expect(ended).toMatchObject({ status: 'failed', error: { code: 'max_iterations' } });
});
