import { randomUUID } from 'node:crypto';
import { CTX, EngineKit } from '@everruns/control-plane/testing';
import type {
  BegunAtom,
  EndSegmentRequest,
  EventStream,
  ServerFrame,
  WorkerService,
} from '@everruns/internal-protocol';
import { AttemptToken, type EphemeralDraft, outputMessageId } from '@everruns/schemas';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

type Parked = Extract<EndSegmentRequest['end'], { kind: 'parked' }>;

/** Tokens that a worker with the fleet's token could forge if it knew turn, session and segment. */
const FORGERIES: [name: string, forge: (token: AttemptToken) => object][] = [
  ['of an attempt that was never granted', () => ({ attempt: 99 })],
  ['of another execution', () => ({ exec_id: randomUUID() })],
  ['of another session', () => ({ session_id: randomUUID() })],
  ['of a segment to come', () => ({ segment: 2 })],
  ['of a turn that nobody knows', ({ atom }) => ({ atom: { ...atom, turn_id: randomUUID() } })],
  ['of a step that was never due', ({ atom }) => ({ atom: { ...atom, iteration: 7 } })],
];
const forgeriesOf = (token: AttemptToken) =>
  FORGERIES.map(([, forge]) => AttemptToken.parse({ ...token, ...forge(token) }));

const deltaOf = ({ atom, attempt }: AttemptToken, changes: object = {}): EphemeralDraft => ({
  type: 'output.message.delta',
  data: { message_id: outputMessageId(atom), attempt, part: 0, offset: 0, delta: 'x', ...changes },
});

export interface WayToService {
  name: string;
  /** Connects to the service of the kit's engine as a worker does. */
  connect(kit: EngineKit): Promise<{ service: WorkerService; close(): Promise<void> }>;
}

/** Tests what a worker must not do without its own attempt, with the control plane in its process or behind gRPC. */
export function workerFencesContract({ name, connect }: WayToService): void {
  let kit: EngineKit;
  let service: WorkerService;
  let stream: EventStream;
  let close: () => Promise<void>;
  const answers: ServerFrame[] = [];
  beforeAll(async () => {
    kit = await EngineKit.open();
    ({ service, close } = await connect(kit));
    const connected = Promise.withResolvers<void>();
    stream = service.openEventStream((frame) => {
      if (frame.kind === 'connected') connected.resolve();
      else answers.push(frame);
    });
    if (service !== kit.service) await connected.promise;
  });
  beforeEach(() => {
    for (const list of [answers, kit.refused, kit.alive, kit.hub.frames]) list.length = 0;
  });
  afterAll(async () => {
    await stream.close();
    await close();
    await kit[Symbol.asyncDispose]();
  });

  const startTurn = async () => {
    const sessionId = await kit.newSession();
    const { turn } = await kit.post(sessionId, 'hello');
    return { sessionId, turnId: turn.id, begun: await kit.begin(turn.id) };
  };
  const codeOf = (call: Promise<unknown>) =>
    call.then(
      (answer) => answer,
      (error: { code?: string }) => error.code,
    );
  const end = (begun: BegunAtom, what: EndSegmentRequest['end'], token: AttemptToken | undefined = begun.token) => {
    const request = { turn_id: begun.token.atom.turn_id, segment: 1, end: what };
    return codeOf(service.endSegment(token === undefined ? request : { ...request, token }));
  };
  const failed = { kind: 'failed', code: 'internal', message: 'INJECTED' } as const;

  describe(`worker fences: ${name}`, () => {
    it('drops and counts the frames of attempts that were not granted, and goes on with the true one', async () => {
      const { begun } = await startTurn();
      const { token } = begun;
      const forged = forgeriesOf(token);
      for (const one of forged) stream.send({ kind: 'frame', token: one, frame_number: 1, draft: deltaOf(one) });
      stream.send({ kind: 'frame', token, frame_number: 1, draft: deltaOf(token) });
      await vi.waitUntil(() => answers.length > 0 && kit.refused.length === forged.length, 20_000);
      expect(kit.hub.frames).toEqual([`${token.atom.turn_id}:1:reason 1`]);
      expect(kit.refused).toEqual(forged.map(() => 'foreign'));
      expect(answers).toMatchObject([{ kind: 'ack', attempt: 1, frame_number: 1 }]);
    });

    it('drops what an attempt says of another message, of another attempt, and after its outcome', async () => {
      const { begun } = await startTurn();
      const { token } = begun;
      const drafts = [
        deltaOf(token, { message_id: outputMessageId({ ...token.atom, iteration: 2 }) }),
        deltaOf(token, { attempt: 99 }),
        { type: 'output.message.reset' as const, data: { message_id: outputMessageId(token.atom), attempt: 1 } },
      ];
      for (const draft of drafts) stream.send({ kind: 'frame', token, frame_number: 1, draft });
      await vi.waitUntil(() => kit.refused.length === drafts.length, 20_000);
      await kit.commitReason(begun);
      stream.send({ kind: 'frame', token, frame_number: 1, draft: deltaOf(token) });
      await vi.waitUntil(() => kit.refused.length > drafts.length, 20_000);
      expect(kit.refused).toEqual(['foreign', 'foreign', 'foreign', expect.stringMatching(/stale|over/)]);
      expect(kit.hub.frames).toEqual([]);
    });

    it('keeps alive what runs, and neither what somebody makes up nor a segment that is over', async () => {
      const { begun, turnId } = await startTurn();
      const other = await startTurn();
      await kit.verbs.cancelTurn(CTX, { session_id: other.sessionId, turn_id: other.turnId, idempotency: null });
      stream.send({ kind: 'heartbeat', running: [...forgeriesOf(begun.token), other.begun.token, begun.token] });
      await vi.waitUntil(() => answers.length > 0 && kit.alive.length > 0, 20_000);
      expect(kit.alive).toEqual([{ turn_id: turnId, segment: 1 }]);
      expect(answers).toEqual([{ kind: 'stop', turn_id: other.turnId, segment: 2, reason: 'fenced' }]);
    });

    it('ends no segment for whoever holds no attempt of it', async () => {
      const { sessionId, begun } = await startTurn();
      const other = await startTurn();
      const log = await kit.types(sessionId);
      const request = { turn_id: begun.token.atom.turn_id, segment: 1, end: failed };
      expect(await codeOf(service.endSegment(request))).toBe('fenced');
      for (const token of [...forgeriesOf(begun.token), other.begun.token]) {
        expect(await end(begun, failed, token)).toBe('fenced');
        expect(await end(begun, { kind: 'parked', iteration: 1, wait_ordinals: [] }, token)).toBe('fenced');
      }
      expect(await kit.types(sessionId)).toEqual(log);
      expect(await end(begun, failed)).toEqual({ status: 'ended' });
    });

    it('takes no end that the rows do not bear out', async () => {
      const { sessionId, turnId, begun } = await startTurn();
      const later: Parked = { kind: 'parked', iteration: 1, wait_ordinals: [], wake_at_ms: Date.now() + 90_000 };
      // The turn runs: it has not failed and has iterations left.
      expect(await end(begun, later)).toBe('fenced');
      expect(await end(begun, { ...failed, code: 'max_iterations' })).toBe('fenced');
      await kit.commitReason(begun, { calls: ['look', 'ask'] });
      // Its outcome is recorded, so it can no longer fail the turn, and one call besides the waiting one is still to run.
      expect(await end(begun, failed)).toBe('fenced');
      expect(await end(begun, later)).toBe('fenced');
      const park: Parked = { kind: 'parked', iteration: 1, wait_ordinals: [1] };
      expect(await end(begun, park)).toEqual({ status: 'refused' });
      const act = await kit.begin(turnId, { kind: 'act', ordinal: 0 });
      expect(await end(begun, park)).toEqual({ status: 'refused' });
      await kit.commitAct(act);
      expect(await end(begun, park)).toEqual({ status: 'ended' });
      expect(await kit.count(sessionId, 'turn.parked')).toBe(1);
    });

    it('tells nobody else which calls wait', async () => {
      const { turnId, begun } = await startTurn();
      await kit.commitReason(begun, { calls: ['ask'] });
      const wait = { turn_id: turnId, segment: 1, iteration: 1, ordinals: [0], timeout_ms: 20 };
      expect(await codeOf(service.waitForCalls(wait))).toBe('fenced');
      for (const token of forgeriesOf(begun.token)) {
        expect(await codeOf(service.waitForCalls({ ...wait, token }))).toBe('fenced');
      }
    });

    it('fences every other call whose token was made up', async () => {
      const { sessionId, begun } = await startTurn();
      const log = await kit.types(sessionId);
      for (const token of forgeriesOf(begun.token)) {
        const calls = [
          service.failAttempt({ token, retry_class: 'timeout', retry_after_ms: 0, detail: '' }),
          kit.commitReason({ ...begun, token }, {}, service),
          service.sessionFile({ token, operation: { kind: 'snapshot' } }),
          service.uploadFile({ token, content: new Uint8Array(1) }),
          service.listSteps({ token }),
          service.recordStep({ token, step: { name: 'x', result_json: 'true' } }),
          service.storeContents({ token, contents: ['Be brief.'] }),
          service.findSource({ token, url: 'https://example.com/' }),
          service.getSecret({ token, name: 'token', host: 'api.example.com:443' }),
        ];
        expect(await Promise.all(calls.map(codeOf))).toEqual(calls.map(() => 'fenced'));
      }
      expect(await kit.types(sessionId)).toEqual(log);
      expect((await kit.commitReason(begun, {}, service)).outcome).toMatchObject({ done: true });
    });
  });
}
