import type { EventDraft, JsonValue } from '@everruns/schemas';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as wire from '../src/wire.ts';
import type { ClientFrame } from '../src/worker-service.ts';
import * as mapping from '../src/mapping/index.ts';
import * as some from './arbitraries.ts';

interface Codec<Wire> {
  encode(message: Wire): { finish(): Uint8Array };
  decode(bytes: Uint8Array): Wire;
}

/** Asserts that a noun, sent over the wire as bytes, comes back exactly as it was. */
function assertRoundTrip<Noun, Wire>(
  arbitrary: fc.Arbitrary<Noun> | fc.Arbitrary<unknown>,
  codec: Codec<Wire>,
  pair: { to: (noun: Noun) => Wire; from: (message: Wire) => unknown },
): void {
  fc.assert(
    fc.property(arbitrary, (noun) => {
      const bytes = codec.encode(pair.to(noun as Noun)).finish();
      expect(pair.from(codec.decode(bytes))).toStrictEqual(noun);
    }),
    { numRuns: 60 },
  );
}

const identity = <T>(value: T): T => value;
const small = some.small;

it('an attempt token survives the wire', () => {
  assertRoundTrip(some.attemptToken, wire.AttemptToken, {
    to: identity<wire.AttemptToken>,
    from: mapping.attemptTokenFromProto,
  });
});

it('an atom outcome survives the wire', () => {
  assertRoundTrip(some.atomOutcome, wire.AtomOutcome, {
    to: mapping.atomOutcomeToProto,
    from: mapping.atomOutcomeFromProto,
  });
});

it('usage survives the wire, with and without a cost', () => {
  assertRoundTrip(some.usage, wire.Usage, { to: mapping.usageToProto, from: mapping.usageFromProto });
});

it('a message with every kind of part survives the wire', () => {
  assertRoundTrip(some.message, wire.Message, { to: mapping.messageToProto, from: mapping.messageFromProto });
});

it('a tool call survives the wire', () => {
  assertRoundTrip(some.toolCall, wire.ToolCall, { to: mapping.toolCallToProto, from: mapping.toolCallFromProto });
});

it('a runtime agent with its model and tools survives the wire', () => {
  assertRoundTrip(some.runtimeAgent, wire.RuntimeAgent, {
    to: mapping.runtimeAgentToProto,
    from: mapping.runtimeAgentFromProto,
  });
});

it('a request for a turn context survives the wire', () => {
  const request = some.record({ atom: some.atomRef, segment: small, exec_id: some.uuid, have_sequence: fc.nat() });
  const to = identity<wire.GetTurnContextRequest>;
  assertRoundTrip(request, wire.GetTurnContextRequest, { to, from: mapping.turnContextRequestFromProto });
});

it('a turn context survives the wire, begun or recorded', () => {
  const response = fc.oneof(
    some.record({ status: fc.constant('recorded'), outcome: some.atomOutcome }, { token: some.attemptToken }),
    some.record({ status: fc.constant('begun'), begun: some.begunAtom }),
    some.record({ status: fc.constant('waiting') }),
  );
  const pair = { to: mapping.turnContextResponseToProto, from: mapping.turnContextResponseFromProto };
  assertRoundTrip(response, wire.GetTurnContextResponse, pair);
});

const toolCompleted = some.record({
  type: fc.constant('tool.completed'),
  data: some.record({
    tool_call_id: some.uuid,
    name: some.text,
    success: fc.boolean(),
    result: some.record({ type: fc.constant('tool_result'), tool_call_id: some.uuid, result: some.json }),
    duration_ms: fc.nat(),
    effect: fc.constantFrom('read', 'once'),
  }),
}) as unknown as fc.Arbitrary<EventDraft>;

const bytes = fc.uint8Array({ maxLength: 8 }).map((list) => Buffer.from(list));
const fileChange = some.record({
  path: some.text,
  base_revision: fc.option(fc.nat(), { nil: null }),
  change: fc.oneof(
    fc.constant({ kind: 'removed' as const }),
    some.record({
      kind: fc.constant('written' as const),
      content: fc.oneof(
        some.record({ kind: fc.constant('bytes' as const), bytes }),
        some.record({ kind: fc.constant('uploaded' as const), hash: bytes }),
      ),
    }),
  ),
});

it('a commit survives the wire, of a generation and of a tool call', () => {
  const answered = some.record({
    ordinal: fc.nat(),
    ok: fc.boolean(),
    events: fc.array(toolCompleted, { maxLength: 2 }),
  });
  const result = fc.oneof(
    some.record({
      kind: fc.constant('reason'),
      calls: fc.array(some.toolCall, { maxLength: 3 }),
      usage: some.usage,
      results: fc.array(answered, { maxLength: 2 }),
    }),
    some.record(
      { kind: fc.constant('act'), ok: fc.boolean() },
      {
        files: fc.array(fileChange, { minLength: 1, maxLength: 2 }),
        has_steps: fc.constant(true),
        sources: fc.array(some.text, { minLength: 1, maxLength: 2 }),
      },
    ),
  );
  const request = some.record({
    token: some.attemptToken,
    events: fc.array(toolCompleted, { maxLength: 3 }),
    result,
    successor_exec_ids: fc.array(some.uuid),
    have_sequence: fc.nat(),
  });
  const pair = { to: mapping.commitRequestToProto, from: mapping.commitRequestFromProto };
  assertRoundTrip(request, wire.CommitAtomRequest, pair);
});

it('the answer to a commit survives the wire', () => {
  const response = some.record({ outcome: some.atomOutcome, begun: fc.array(some.begunAtom, { maxLength: 2 }) });
  const pair = { to: mapping.commitResponseToProto, from: mapping.commitResponseFromProto };
  assertRoundTrip(response, wire.CommitAtomResponse, pair);
});

it('a failed attempt survives the wire', () => {
  const request = some.record({
    token: some.attemptToken,
    retry_class: some.retryClass,
    retry_after_ms: fc.nat(),
    detail: some.text,
  });
  const pair = { to: mapping.failAttemptRequestToProto, from: mapping.failAttemptRequestFromProto };
  assertRoundTrip(request, wire.FailAttemptRequest, pair);
  const paid = fc.array(toolCompleted, { minLength: 1, maxLength: 2 });
  const both = fc.tuple(request, paid).map(([failed, events]) => ({ ...failed, paid: events }));
  assertRoundTrip(both, wire.FailAttemptRequest, pair);
});

it('a call that begins to wait survives the wire', () => {
  const question = { question: 'Which one?', options: ['a', 'b'], schema: { type: 'string' } };
  const request = some.record(
    { token: some.attemptToken, kind: fc.constant('question'), asked: fc.constantFrom({ question }, {}) },
    { state: fc.constantFrom<JsonValue>(null, 'text', { step: 1 }) },
  );
  const pair = { to: mapping.suspendCallRequestToProto, from: mapping.suspendCallRequestFromProto };
  assertRoundTrip(request, wire.SuspendCallRequest, pair);
});

it('the end of a segment survives the wire, failed or parked', () => {
  const end = fc.oneof(
    some.record(
      { kind: fc.constant('failed'), code: some.errorCode, message: some.text },
      { detail: some.text, provider_message: some.text },
    ),
    some.record(
      { kind: fc.constant('parked'), iteration: small, wait_ordinals: fc.array(small) },
      { wake_at_ms: fc.nat(), wake_after_ms: fc.nat() },
    ),
  );
  const request = some.record({ turn_id: some.uuid, segment: small, end }, { token: some.attemptToken });
  const pair = { to: mapping.endSegmentRequestToProto, from: mapping.endSegmentRequestFromProto };
  assertRoundTrip(request, wire.EndSegmentRequest, pair);
});

it('a worker of 0.1.0 says in the failure which attempt gave up', () => {
  fc.assert(
    fc.property(some.attemptToken, (token) => {
      const value = { code: 'internal', message: '', detail: undefined, provider_message: undefined, token };
      const message = { turn_id: token.atom.turn_id, segment: 1, end: { $case: 'failed' as const, value } };
      expect(mapping.endSegmentRequestFromProto(message)).toMatchObject({ token });
    }),
    { numRuns: 5 },
  );
});

it('a wait for calls survives the wire, there and back', () => {
  const ordinals = fc.array(small);
  const request = some.record(
    { turn_id: some.uuid, segment: small, iteration: small, ordinals, timeout_ms: fc.nat() },
    { token: some.attemptToken },
  );
  const to = identity<wire.WaitForCallsRequest>;
  assertRoundTrip(request, wire.WaitForCallsRequest, { to, from: mapping.waitForCallsRequestFromProto });
  const response = some.record({ status: fc.constantFrom('waited', 'ended'), runnable: ordinals, open: ordinals });
  const back = { to: identity<wire.WaitForCallsResponse>, from: mapping.waitForCallsResponseFromProto };
  assertRoundTrip(response, wire.WaitForCallsResponse, back);
});

it('a question about files survives the wire, there and back', () => {
  const path = some.text;
  const operation = fc.oneof(
    some.record({ kind: fc.constant('snapshot') }, { read_path: path }),
    some.record({ kind: fc.constant('read'), path, revision: fc.nat() }),
  );
  const request = some.record({ token: some.attemptToken, operation });
  const there = { to: mapping.sessionFileRequestToProto, from: mapping.sessionFileRequestFromProto };
  assertRoundTrip(request, wire.SessionFileRequest, there);
  const file = some.sessionFile.map(({ content, encoding }) => ({ content, encoding }));
  const entry = some.sessionFile.chain(({ content: _content, encoding: _encoding, ...rest }) =>
    fc.nat().map((revision) => ({ ...rest, revision })),
  );
  const response = fc.oneof(
    some.record({ kind: fc.constant('file'), file }),
    some.record({ kind: fc.constant('snapshot'), entries: fc.array(entry, { maxLength: 3 }) }, { read: file }),
  );
  const back = { to: mapping.sessionFileResponseToProto, from: mapping.sessionFileResponseFromProto };
  assertRoundTrip(response, wire.SessionFileResponse, back);
});

it('what a worker of release 0.1.0 asks of files is left to a newer one', () => {
  for (const $case of ['stat', 'write', 'delete', 'read'] as const) {
    const value = { path: '/a', operation: 1, content: '', encoding: 'text', recursive: false, revision: undefined };
    const request = { token: fc.sample(some.attemptToken, 1)[0], operation: { $case, value } };
    expect(() => mapping.sessionFileRequestFromProto(request)).toThrow('older than the control plane');
  }
});

it('steps, uploads and sources survive the wire', () => {
  const result_json = fc.option(
    some.json.map((value) => JSON.stringify(value)),
    { nil: null },
  );
  const step = some.record({ name: some.text, result_json });
  const pair = { to: mapping.recordStepRequestToProto, from: mapping.recordStepRequestFromProto };
  const recorded = some.record({ token: some.attemptToken, step });
  assertRoundTrip(recorded, wire.RecordStepRequest, pair);
  const paid = fc.array(toolCompleted, { minLength: 1, maxLength: 2 });
  const both = fc.tuple(recorded, paid).map(([request, events]) => ({ ...request, paid: events }));
  assertRoundTrip(both, wire.RecordStepRequest, pair);
  const identityOf = identity<wire.FindSourceRequest>;
  assertRoundTrip(some.record({ token: some.attemptToken, url: some.text }), wire.FindSourceRequest, {
    to: identityOf,
    from: mapping.findSourceRequestFromProto,
  });
});

it('frames of the event stream survive the wire in both directions', () => {
  const data = some.record({
    message_id: some.uuid,
    attempt: small,
    part: fc.nat(),
    offset: fc.nat(),
    delta: some.text,
  });
  const client = fc.oneof(
    some.record({ kind: fc.constant('hello'), worker_id: some.text }),
    some.record({
      kind: fc.constant('frame'),
      token: some.attemptToken,
      frame_number: small,
      draft: some.record({ type: fc.constant('output.message.delta'), data }),
    }),
    some.record({ kind: fc.constant('heartbeat'), running: fc.array(some.attemptToken, { maxLength: 3 }) }),
  );
  const up = {
    to: (noun: ClientFrame) => ({ frame: mapping.clientFrameToProto(noun) }),
    from: ({ frame }: wire.EmitEventStreamRequest) => mapping.clientFrameFromProto(frame as mapping.WireClientFrame),
  };
  assertRoundTrip(client, wire.EmitEventStreamRequest, up);
  const server = fc.oneof(
    some.record({
      kind: fc.constant('ack'),
      turn_id: some.uuid,
      atom_key: some.text,
      attempt: small,
      frame_number: small,
    }),
    some.record({
      kind: fc.constant('stop'),
      turn_id: some.uuid,
      segment: small,
      reason: fc.constantFrom('canceled', 'fenced'),
    }),
  );
  const down = {
    to: (noun: mapping.TravellingServerFrame) => ({ frame: mapping.serverFrameToProto(noun) }),
    from: ({ frame }: wire.EmitEventStreamResponse) => mapping.serverFrameFromProto(frame as mapping.WireServerFrame),
  };
  assertRoundTrip(server, wire.EmitEventStreamResponse, down);
});

it('a recorded event of an unknown type is refused', () => {
  expect(() => mapping.eventDraftFromProto({ type: 'turn.exploded', data_json: '{}' })).toThrow('no recorded event');
});
