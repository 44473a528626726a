import { randomUUID } from 'node:crypto';
import type { BegunAtom, WorkerService } from '@everruns/internal-protocol';
import {
  type AtomRef,
  type AttemptToken,
  type EventDraft,
  ExecId,
  outputMessageId,
  type SessionId,
  type ToolCallId,
  toolCallId,
  toToolCompleted,
  type TurnId,
  ZERO_USAGE,
} from '@everruns/schemas';
import { afterAll, beforeAll } from 'vitest';

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

/** What the tests of the contract do with the service that is opened before them. */
export type ServiceUnderContract = ReturnType<typeof openUnderContract>;

/** Opens the service before the tests of a file, and closes it after them. */
export function openUnderContract(open: WorkerServiceContractOptions['open']) {
  let found: OpenedService | null = null;
  beforeAll(async () => {
    found = await open();
  });
  afterAll(() => found?.close());
  const opened = {
    get kit(): BehindService {
      return isOpen(found).kit;
    },
    get service(): WorkerService {
      return isOpen(found).service;
    },
  };

  const count = async (sessionId: SessionId, type: string): Promise<number> =>
    (await opened.kit.log(sessionId)).filter((event) => event.type === type).length;

  const startTurn = async (text = 'hello') => {
    const sessionId = await opened.kit.newSession();
    const { turn } = await opened.kit.post(sessionId, text);
    return { sessionId, turnId: turn.id };
  };
  const makeBegin = (turnId: TurnId, atom: Partial<AtomRef> = {}) => ({
    atom: { turn_id: turnId, iteration: 1, kind: 'reason' as const, ordinal: 0, ...atom },
    segment: opened.kit.dispatched.findLast((turn) => turn.id === turnId)?.segment ?? 0,
    exec_id: ExecId.parse(randomUUID()),
    have_sequence: 0,
  });
  const begin = async (turnId: TurnId, atom: Partial<AtomRef> = {}) => {
    const answer = await opened.service.getTurnContext(makeBegin(turnId, atom));
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
    const request = {
      token,
      ...sayCalls(token, { tools, answered, before: before(begun) }),
      successor_exec_ids: [],
      have_sequence: head_sequence,
    };
    return { request, response: await opened.service.commitAtom(request) };
  };

  return { opened, count, startTurn, makeBegin, begin, commitReason };
}

/** An answer that calls these tools, as a worker commits it. */
function sayCalls(
  { atom, session_id }: AttemptToken,
  { tools, before, answered }: { tools: string[]; before: EventDraft[]; answered: boolean },
) {
  const calls = tools.map((name, ordinal) => ({
    id: toolCallId(atom, ordinal),
    ordinal,
    name,
    arguments: { path: '/å', nested: [1, null] },
  }));
  const parts = calls.map(({ ordinal: _place, ...call }) => ({ type: 'tool_call' as const, ...call }));
  const message = {
    id: outputMessageId(atom),
    session_id,
    turn_id: atom.turn_id,
    role: 'agent' as const,
    content: [{ type: 'text' as const, text: 'on it 👋' }, ...parts],
    created_at: new Date().toISOString(),
  };
  const results = answered
    ? calls.map(({ id, name, ordinal }) => ({ ordinal, ok: true, events: [answerOf(id, name)] }))
    : [];
  return {
    events: [...before, { type: 'output.message.completed' as const, data: { message } }],
    result: { kind: 'reason' as const, calls, usage: { ...ZERO_USAGE, input_tokens: 7 }, results },
  };
}

function isOpen(found: OpenedService | null): OpenedService {
  if (found === null) throw new Error('the service is there inside tests only');
  return found;
}

interface CommitOptions {
  /** Events that are recorded before the answer. */
  before?: (begun: BegunAtom) => EventDraft[];
  /** Whether all calls are immediate and already have their results. */
  answered?: boolean;
}

export function answerOf(id: ToolCallId, name: string): EventDraft {
  return toToolCompleted({ tool_call_id: id, name, result: 'done', duration_ms: 1, effect: 'read' });
}
