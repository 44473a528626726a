import { randomUUID } from 'node:crypto';
import type { BegunAtom, ServerFrame, WorkerService } from '@everruns/internal-protocol';
import {
  type AtomRef,
  type EventDraft,
  ExecId,
  type ReasonOutcome,
  type SessionId,
  type ToolCallId,
  type TurnId,
  ZERO_USAGE,
  formatAtomKey,
  outputMessageId,
  summaryMessageId,
  toToolCompleted,
  toolCallId,
} from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** The part of the system behind the service that the contract observes: a client that posts, and the log. */
export interface BehindService {
  /**
   * Creates a session whose agent has the tools `look` (read), `put` (idempotent), `pay` (once), `ask` (answered by the
   * client) and `sum`.
   */
  newSession(): Promise<SessionId>;
  post(sessionId: SessionId, text: string): Promise<{ turn: { id: TurnId } }>;
  readonly dispatched: readonly { id: TurnId; segment: number }[];
  log(sessionId: SessionId): Promise<{ type: string; data: object }[]>;
}

export interface OpenedService {
  kit: BehindService;
  /** The service as a worker reaches it. */
  service: WorkerService;
  close(): Promise<void>;
}

export interface WorkerServiceContractOptions {
  name: string;
  open(): Promise<OpenedService>;
  /** Whether a session can have several turns, one after the other. */
  hasSeveralTurns: boolean;
}

/** Tests what a worker may rely on, with the control plane in its process, behind gRPC, or as a fake. */
export function workerServiceContract({ name, open, hasSeveralTurns }: WorkerServiceContractOptions): void {
  let kit: BehindService;
  let service: WorkerService;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ kit, service, close } = await open());
  });
  afterAll(() => close());

  const count = async (sessionId: SessionId, type: string): Promise<number> =>
    (await kit.log(sessionId)).filter((event) => event.type === type).length;

  const startTurn = async (text = 'hello') => {
    const sessionId = await kit.newSession();
    const { turn } = await kit.post(sessionId, text);
    return { sessionId, turnId: turn.id };
  };
  const makeBegin = (turnId: TurnId, atom: Partial<AtomRef> = {}) => ({
    atom: { turn_id: turnId, iteration: 1, kind: 'reason' as const, ordinal: 0, ...atom },
    segment: kit.dispatched.findLast((turn) => turn.id === turnId)?.segment ?? 0,
    exec_id: ExecId.parse(randomUUID()),
    have_sequence: 0,
  });
  const begin = async (turnId: TurnId, atom: Partial<AtomRef> = {}) => {
    const answer = await service.getTurnContext(makeBegin(turnId, atom));
    if (answer.status !== 'begun') throw new Error('this atom was recorded before');
    return answer.begun;
  };
  const commitReason = async (
    turnId: TurnId,
    tools: string[],
    { before = () => [], answered = false }: CommitOptions = {},
  ) => {
    const begun = await begin(turnId);
    const { token, head_sequence } = begun;
    const calls = tools.map((tool, ordinal) => ({
      id: toolCallId(token.atom, ordinal),
      ordinal,
      name: tool,
      arguments: { path: '/å', nested: [1, null] },
    }));
    const parts = calls.map((call) => ({
      type: 'tool_call' as const,
      id: call.id,
      name: call.name,
      arguments: call.arguments,
    }));
    const message = {
      id: outputMessageId(token.atom),
      session_id: token.session_id,
      turn_id: turnId,
      role: 'agent' as const,
      content: [{ type: 'text' as const, text: 'on it 👋' }, ...parts],
      created_at: new Date().toISOString(),
    };
    const results = answered
      ? calls.map(({ id, name: tool, ordinal }) => ({ ordinal, ok: true, events: [answerOf(id, tool)] }))
      : [];
    const request = {
      token,
      events: [...before(begun), { type: 'output.message.completed' as const, data: { message } }],
      result: { kind: 'reason' as const, calls, usage: { ...ZERO_USAGE, input_tokens: 7 }, results },
      successor_exec_ids: [],
      have_sequence: head_sequence,
    };
    return { request, response: await service.commitAtom(request) };
  };

  describe(`worker service contract: ${name}`, () => {
    it('begins an atom with the conversation, the agent and the input', async () => {
      const { sessionId, turnId } = await startTurn('Grüße');
      const begun = await begin(turnId);
      expect(begun.token).toMatchObject({ session_id: sessionId, segment: 1, attempt: 1 });
      expect(begun.messages.map(({ role, content }) => ({ role, content }))).toEqual([
        { role: 'user', content: [{ type: 'text', text: 'Grüße' }] },
      ]);
      // The engine's tests have tools of their own behind these.
      expect(begun.agent?.tools.slice(0, 7).map((tool) => tool.effect)).toEqual([
        'read',
        'idempotent',
        'once',
        'read',
        'read',
        'read',
        'once',
      ]);
      expect(begun.head_sequence).toBeGreaterThan(0);
    });

    it('gives the same execution the same token, and a recorded atom its outcome', async () => {
      const { turnId } = await startTurn();
      const request = makeBegin(turnId);
      const [once, twice] = [await service.getTurnContext(request), await service.getTurnContext(request)];
      expect(twice).toMatchObject({ status: 'begun', begun: { token: once.status === 'begun' && once.begun.token } });
      const { response } = await commitReason(turnId, []);
      const done: ReasonOutcome = { kind: 'reason', done: true, call_ordinals: [], wait_ordinals: [] };
      expect(response.outcome).toEqual(done);
      expect(await service.getTurnContext(makeBegin(turnId))).toEqual({ status: 'recorded', outcome: done });
    });

    it('answers a repeated commit with what was recorded', async () => {
      const { sessionId, turnId } = await startTurn();
      const { request, response } = await commitReason(turnId, []);
      expect(await service.commitAtom(request)).toEqual(response);
      expect(await count(sessionId, 'turn.completed')).toBe(1);
    });

    const itAmongTurns = hasSeveralTurns ? it : () => undefined;
    itAmongTurns('begins the next turn with a summary and what it does not cover', async () => {
      const { sessionId, turnId } = await startTurn('one');
      await commitReason(turnId, []);
      const second = await kit.post(sessionId, 'two');
      await commitReason(second.turn.id, [], { before: compactBefore });
      const third = await kit.post(sessionId, 'three');
      const { messages } = await begin(third.turn.id);
      expect(messages.map(({ role, compaction, content }) => [role, content[0], compaction])).toEqual([
        ['user', { type: 'text', text: 'two' }, undefined],
        ['user', { type: 'text', text: 'They said hello.' }, expect.objectContaining({ kept_sequences: [] })],
        ['agent', { type: 'text', text: 'on it 👋' }, undefined],
        ['user', { type: 'text', text: 'three' }, undefined],
      ]);
    });

    it('takes no summary of what is not in the log yet', async () => {
      const { sessionId, turnId } = await startTurn('one');
      const beyond = commitReason(turnId, [], { before: (begun) => summarize(begun, begun.head_sequence + 9) });
      await expect(beyond).rejects.toMatchObject({ code: 'invalid_request' });
      expect(await count(sessionId, 'context.compacted')).toBe(0);
    });

    it('hands an act atom its call with the arguments as they were', async () => {
      const { turnId } = await startTurn();
      await commitReason(turnId, ['look']);
      const act = await begin(turnId, { kind: 'act' });
      expect(act.call).toMatchObject({ name: 'look', ordinal: 0, arguments: { path: '/å', nested: [1, null] } });
    });

    it('takes the result of an immediate call with the generation that called it', async () => {
      const { sessionId, turnId } = await startTurn();
      const { response } = await commitReason(turnId, ['sum'], { answered: true });
      expect(response.outcome).toEqual({ kind: 'reason', done: false, call_ordinals: [], wait_ordinals: [] });
      const { messages } = await begin(turnId, { iteration: 2 });
      expect(messages.at(-1)?.content).toEqual([expect.objectContaining({ type: 'tool_result', result: 'done' })]);
      expect(await count(sessionId, 'tool.completed')).toBe(1);
    });

    it('fences the older of two attempts, with the code and nothing written', async () => {
      const { turnId } = await startTurn();
      const older = await begin(turnId);
      await begin(turnId);
      const failing = service.failAttempt({
        token: older.token,
        retry_class: 'timeout',
        retry_after_ms: 5,
        detail: '',
      });
      await expect(failing).rejects.toMatchObject({ code: 'fenced' });
    });

    it('counts a failed attempt for the next one', async () => {
      const { turnId } = await startTurn();
      const { token } = await begin(turnId);
      await service.failAttempt({ token, retry_class: 'overloaded', retry_after_ms: 5, detail: 'busy' });
      expect(await begin(turnId)).toMatchObject({ failures: 1, token: { attempt: 2 } });
    });

    it('says which calls wait, and parks the turn that waits for them', async () => {
      const { sessionId, turnId } = await startTurn();
      const { response } = await commitReason(turnId, ['ask']);
      expect(response.outcome).toEqual({ kind: 'reason', done: false, call_ordinals: [], wait_ordinals: [0] });
      const recorded = await service.getTurnContext(makeBegin(turnId));
      const token = recorded.status === 'recorded' ? recorded.token : undefined;
      if (token === undefined) throw new Error('a recorded generation proves that the segment was handed out');
      const wait = { turn_id: turnId, segment: 1, iteration: 1, ordinals: [0], timeout_ms: 20, token };
      expect(await service.waitForCalls(wait)).toEqual({ status: 'waited', runnable: [], open: [0] });
      const end = { kind: 'parked' as const, iteration: 1, wait_ordinals: [0] };
      expect(await service.endSegment({ turn_id: turnId, segment: 1, token, end })).toEqual({ status: 'ended' });
      expect(await count(sessionId, 'turn.parked')).toBe(1);
    });

    it('fails a turn with a code and a sentence', async () => {
      const { sessionId, turnId } = await startTurn();
      const { token } = await begin(turnId);
      const end = { kind: 'failed' as const, code: 'provider_auth' as const, message: 'Check the key.' };
      expect(await service.endSegment({ turn_id: turnId, segment: 1, token, end })).toEqual({ status: 'ended' });
      const failed = (await kit.log(sessionId)).find((event) => event.type === 'turn.failed');
      expect(failed?.data).toMatchObject({ error_code: 'provider_auth' });
    });

    it('stores what requests held besides their messages, once', async () => {
      const { turnId } = await startTurn();
      const { token } = await begin(turnId);
      const contents = ['Be brief. 👋', '[]', 'Be brief. 👋'];
      expect(await service.storeContents({ token, contents })).toEqual({ is_stored: true });
      expect(await service.storeContents({ token, contents })).toEqual({ is_stored: true });
    });

    it('writes the files of a call with its result, or neither where somebody else has changed them', async () => {
      const { turnId } = await startTurn();
      await commitReason(turnId, ['put', 'look']);
      const { token, call } = await begin(turnId, { kind: 'act' });
      if (call === undefined) throw new Error('expected a call');
      const bytes = new TextEncoder().encode('å');
      const { hash } = await service.uploadFile({ token, content: bytes });
      const commit = (base_revision: number | null) =>
        service.commitAtom({
          token,
          events: [answerOf(call.id, 'put')],
          result: {
            kind: 'act',
            ok: true,
            files: [
              { path: '/a/b.txt', base_revision, change: { kind: 'written', content: { kind: 'bytes', bytes } } },
              { path: '/c.txt', base_revision: null, change: { kind: 'written', content: { kind: 'uploaded', hash } } },
            ],
          },
          successor_exec_ids: [],
          have_sequence: 0,
        });
      await expect(commit(99)).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringContaining('/a/b.txt'),
      });
      const before = await service.sessionFile({ token, operation: { kind: 'snapshot' } });
      expect(before).toEqual({ kind: 'snapshot', entries: [] });
      expect((await commit(null)).outcome).toEqual({ kind: 'act', ok: true });
      expect((await commit(null)).outcome).toEqual({ kind: 'act', ok: true });
      const reader = await begin(turnId, { kind: 'act', ordinal: 1 });
      const operation = { kind: 'snapshot', read_path: '/c.txt' } as const;
      const after = await service.sessionFile({ token: reader.token, operation });
      if (after.kind !== 'snapshot') throw new Error('expected a snapshot');
      expect(after.entries.map(({ path }) => path)).toEqual(['/a', '/a/b.txt', '/c.txt']);
      expect(after.read).toEqual({ content: 'å', encoding: 'text' });
    });

    it('remembers the steps of a call until its result', async () => {
      const { turnId } = await startTurn();
      await commitReason(turnId, ['put']);
      const { token } = await begin(turnId, { kind: 'act' });
      const step = { name: 'one', result_json: '{"a": 1}' };
      await service.recordStep({ token, step });
      await service.recordStep({ token, step });
      expect(await service.listSteps({ token })).toEqual([step]);
    });

    it('acknowledges the frames of an attempt', async () => {
      const { turnId } = await startTurn();
      const { token } = await begin(turnId);
      const acknowledged = Promise.withResolvers<ServerFrame>();
      const data = { message_id: outputMessageId(token.atom), attempt: 1, part: 0, offset: 0, delta: 'å' };
      const sendAll = (): void => {
        stream.send({ kind: 'hello', worker_id: 'w' });
        stream.send({ kind: 'frame', token, frame_number: 1, draft: { type: 'output.message.delta', data } });
      };
      // Over a network, frames sent before the connection is open are sent again once it is.
      const stream = service.openEventStream((frame) =>
        frame.kind === 'connected' ? sendAll() : acknowledged.resolve(frame),
      );
      sendAll();
      expect(await acknowledged.promise).toEqual({
        kind: 'ack',
        turn_id: turnId,
        atom_key: formatAtomKey(token.atom),
        attempt: 1,
        frame_number: 1,
      });
      await stream.close();
    });
  });
}

interface CommitOptions {
  /** Events that are recorded before the answer. */
  before?: (begun: BegunAtom) => EventDraft[];
  /** Whether all calls are immediate and already have their results. */
  answered?: boolean;
}

function answerOf(id: ToolCallId, name: string): EventDraft {
  return toToolCompleted({ tool_call_id: id, name, result: 'done', duration_ms: 1, effect: 'read' });
}

/** Records, before the answer of this attempt, a summary of everything that came before its input. */
function compactBefore(begun: BegunAtom): EventDraft[] {
  const input = begun.messages.find(({ id }) => id === begun.input_message_id);
  return summarize(begun, (input?.sequence ?? 1) - 1);
}

function summarize({ token }: BegunAtom, coveredThrough: number): EventDraft[] {
  const message = {
    id: summaryMessageId(token.atom, 0),
    session_id: token.session_id,
    turn_id: token.atom.turn_id,
    role: 'user' as const,
    content: [{ type: 'text' as const, text: 'They said hello.' }],
    compaction: { covered_through_sequence: coveredThrough, kept_sequences: [] },
    created_at: new Date(0).toISOString(),
  };
  return [
    { type: 'context.compacting', data: { tokens_before: 9, cause: 'refused' } },
    { type: 'context.compacted', data: { tokens_before: 9, tokens_after: 3, message } },
  ];
}
