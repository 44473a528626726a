import type {
  AtomContext,
  Clock,
  EventEmitter,
  Ids,
  ModelDriver,
  Offload,
  ProviderError,
  ReasonResult,
  Sandbox,
  SuspendRequest,
  ToolEgress,
  ToolExecutor,
} from '@everruns/core';
import type {
  BegunAtom,
  CommitAtomRequest,
  CommitAtomResponse,
  CommitOptions,
  EndSegmentRequest,
  FailAttemptRequest,
  SegmentJob,
  WorkerService,
} from '@everruns/internal-protocol';
import { omitUndefined } from '@everruns/kernel';
import { TURN_DEFAULTS, formatAtomKey, type ExecId } from '@everruns/schemas';
import type { AtomOutcome, AtomRef, EventDraft, ResolvedModel } from '@everruns/schemas';
import type { DocumentTexts } from '../documents/read-files.ts';
import type { CallSlots } from './call-slots.ts';
import type { EventStreamClient } from './event-stream-client.ts';
import type { ShrunkPictures } from '../pictures/shrink-pictures.ts';
import type { LeftOutMemory } from './left-out-memory.ts';
import type { McpConnections } from './mcp-calls.ts';
import type { RequestHeads } from './request-heads.ts';
import { type Patience, repeatWhileUnavailable } from './repeat-while-unavailable.ts';
import type { TurnContext, TurnContextCache } from './turn-context-cache.ts';

export interface ExecutorLog {
  error(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
}

export interface AttemptDeps {
  service: WorkerService;
  stream: EventStreamClient;
  contexts: TurnContextCache;
  connectDriver: (model: ResolvedModel) => ModelDriver;
  leftOut: LeftOutMemory;
  heads: RequestHeads;
  copies: ShrunkPictures;
  texts: DocumentTexts;
  callSlots: CallSlots;
  early: EarlyAnswers;
  tools: ToolExecutor;
  offload: Offload;
  egress: ToolEgress;
  sandbox: Sandbox;
  mcp: Pick<McpConnections, 'open'>;
  clock: Clock;
  ids: Ids;
  /** Returns a number in [0, 1), for jitter. */
  random: () => number;
  log: ExecutorLog;
  /** Commits also begin the next atoms, for a process that runs the whole segment. */
  beginsSuccessors: boolean;
}

/**
 * The answer to a step whose beginning is not known to be committed yet. Nothing of it is seen before `use`, which is called once the
 * commit is known.
 */
export interface EarlyAnswer {
  readonly begun: BegunAtom;
  /** Sends what was held back, and the rest as it comes. Rejects when the attempt is over. */
  use(events: EventEmitter, signal: AbortSignal): Promise<ReasonResult>;
}

/** The answers that are asked for before the commit of their step is known, by what that commit begins. */
export interface EarlyAnswers {
  /** Begins to ask. Null for what is no generation. */
  start(input: AttemptInput, begun: BegunAtom): EarlyAnswer | null;
  /** Gives the answer up: the commit came otherwise than expected. The step that it begins records what the answer has cost. */
  replace(answer: EarlyAnswer, next: BegunAtom | undefined): void;
  /** The answer to this step, or else what is left of one that was given up for it. */
  take(begun: BegunAtom): { answer: EarlyAnswer } | { givenUp: Promise<GivenUpAnswer> } | null;
}

/** What is left of an answer that was given up. */
export interface GivenUpAnswer {
  /** The generations that were complete by then, which have to be paid. */
  paid: EventDraft[];
  /** The model had refused by then, or could not be reached. It is not asked again before that is recorded. */
  failure: { error: ProviderError; model: ResolvedModel } | null;
}

export type AtomJob = Pick<SegmentJob, 'turn_id' | 'session_id' | 'segment'>;

export interface AttemptInput {
  deps: AttemptDeps;
  job: AtomJob;
  atom: AtomRef;
  signal: AbortSignal;
}

/** How an attempt ended. `again`: it failed, the failure is recorded, and another attempt may begin after the delay. */
export type AttemptEnd =
  | { kind: 'outcome'; outcome: AtomOutcome; begun: BegunAtom[] }
  | { kind: 'ended' }
  /** The call waits for somebody. */
  | { kind: 'suspended' }
  | { kind: 'again'; delayMs: number };

/** Why an attempt failed, for the log of the turn and the operator. */
export type AttemptFailure = Pick<
  FailAttemptRequest,
  'retry_class' | 'detail' | 'provider_message' | 'http_status' | 'paid'
>;

const GRANTED = Promise.resolve();

/** One granted attempt and its calls to the control plane, which are repeated while the control plane is unreachable. */
export class Attempt {
  readonly input: AttemptInput;
  readonly begun: BegunAtom;
  readonly context: TurnContext;
  /** Resolves once the control plane knows of the attempt. */
  readonly granted: Promise<void>;
  readonly #deadlineAtMs: number;

  /**
   * With `granted` the commit that begins the attempt is still on its way: the attempt has a context of its own, and may ask the control
   * plane for nothing before that promise resolves.
   */
  constructor(input: AttemptInput, begun: BegunAtom, granted?: Promise<void>) {
    this.input = input;
    this.begun = begun;
    this.granted = granted ?? GRANTED;
    const known = input.deps.contexts.get(input.job.turn_id, input.job.segment);
    this.context = granted === undefined ? known : known.copy();
    this.context.absorb(begun);
    this.context.token = begun.token;
    const { remaining_ms } = begun;
    this.#deadlineAtMs = remaining_ms === undefined ? begun.deadline_at_ms : input.deps.clock.now() + remaining_ms;
  }

  get atomContext(): AtomContext {
    const { session_id, turn_id } = this.input.job;
    const { input_message_id, token } = this.begun;
    return { session_id, turn_id, input_message_id, exec_id: token.exec_id };
  }

  get patience(): Patience {
    return makePatience(this.input, this.#deadlineAtMs);
  }

  /** Records the outcome. It waits in memory until the control plane accepts it or the turn's time is over. */
  async commit(events: EventDraft[], result: CommitAtomRequest['result']): Promise<AttemptEnd> {
    const { service, ids, beginsSuccessors } = this.input.deps;
    // The answer does not include the agent with the next atoms, so they are requested only when the agent is known.
    const canBeginSuccessors = beginsSuccessors && this.context.haveSequence > 0;
    const successorCount = canBeginSuccessors ? Math.max(1, result.kind === 'reason' ? result.calls.length : 1) : 0;
    const request: CommitAtomRequest = {
      token: this.begun.token,
      events,
      result,
      successor_exec_ids: Array.from({ length: successorCount }, () => ids.uuid() as ExecId),
      have_sequence: this.context.haveSequence,
    };
    const response = await this.#commitAskingEarly((options) =>
      this.#repeat(() => service.commitAtom(request, options)),
    );
    for (const next of response.begun) this.context.absorb(next);
    return { kind: 'outcome', outcome: response.outcome, begun: response.begun };
  }

  /** The model is asked for the next step while the commit is on its way, and the answer counts only if the commit comes as expected. */
  async #commitAskingEarly(
    commit: (options: CommitOptions) => Promise<CommitAtomResponse>,
  ): Promise<CommitAtomResponse> {
    const { early } = this.input.deps;
    let expected: CommitAtomResponse | null = null;
    let answer: EarlyAnswer | null = null;
    const onExpected = (response: CommitAtomResponse): void => {
      if (answer !== null) early.replace(answer, undefined);
      expected = response;
      const [next, ...others] = response.begun;
      answer = next === undefined || others.length > 0 ? null : early.start(this.input, next);
    };
    let response: CommitAtomResponse | null = null;
    try {
      response = await commit({ ...this.#options, onExpected });
      return response;
    } finally {
      if (answer !== null && (response === null || response !== expected)) early.replace(answer, response?.begun[0]);
    }
  }

  fail(failure: AttemptFailure, delayMs: number): Promise<AttemptEnd> {
    return this.#fail({ ...failure, retry_after_ms: delayMs });
  }

  /** The model stays out of reach, so the next attempt begins at once with the fallback model. */
  fallBack(failure: AttemptFailure): Promise<AttemptEnd> {
    return this.#fail({ ...failure, retry_after_ms: 0, fall_back: true });
  }

  /** Releases the atom when this process stops, so that the attempt does not count as a lost process. Never throws. */
  async release(): Promise<void> {
    const request = {
      token: this.begun.token,
      retry_class: 'unavailable' as const,
      retry_after_ms: 0,
      released: true,
      detail: 'The worker is shutting down.',
    };
    await this.input.deps.service.failAttempt(request).catch(() => undefined);
  }

  /** The call waits for somebody, and its attempt is given back. */
  async suspend(request: SuspendRequest): Promise<AttemptEnd> {
    const { kind, state, ...asked } = request;
    const { service } = this.input.deps;
    const suspended = { token: this.begun.token, kind, asked, ...omitUndefined({ state }) };
    await this.#repeat(() => service.suspendCall(suspended, this.#options));
    return { kind: 'suspended' };
  }

  async endSegment(end: EndSegmentRequest['end']): Promise<AttemptEnd> {
    const { deps, job } = this.input;
    const request = { turn_id: job.turn_id, segment: job.segment, token: this.begun.token, end };
    await this.#repeat(() => deps.service.endSegment(request, this.#options));
    return { kind: 'ended' };
  }

  async #fail(failure: Omit<FailAttemptRequest, 'token'>): Promise<AttemptEnd> {
    const request = { token: this.begun.token, ...failure };
    await this.#repeat(() => this.input.deps.service.failAttempt(request, this.#options));
    return { kind: 'again', delayMs: failure.retry_after_ms };
  }

  get #options(): { signal: AbortSignal } {
    return { signal: this.input.signal };
  }

  #repeat<Result>(call: () => Promise<Result>): Promise<Result> {
    return repeatWhileUnavailable(call, this.patience);
  }
}

/** Begins a new attempt with a new exec id, which only repetitions of this call reuse. */
export async function beginAttempt(
  input: AttemptInput,
): Promise<Attempt | { kind: 'recorded'; outcome: AtomOutcome } | { kind: 'suspended' }> {
  const { deps, job, atom, signal } = input;
  const context = deps.contexts.get(job.turn_id, job.segment);
  const request = {
    atom,
    segment: job.segment,
    exec_id: deps.ids.uuid() as ExecId,
    have_sequence: context.haveSequence,
  };
  const response = await repeatWhileUnavailable(
    () => deps.service.getTurnContext(request, { signal }),
    patienceOf(input),
  );
  if (response.status === 'waiting') return { kind: 'suspended' };
  if (response.status === 'begun') return new Attempt(input, response.begun);
  if (response.token !== undefined) context.token = response.token;
  return { kind: 'recorded', outcome: response.outcome };
}

export function describeAtom({ atom, job }: AttemptInput): Record<string, unknown> {
  return { atom: formatAtomKey(atom), segment: job.segment };
}

/** The deadline before Begin has named one: the default limit of a turn. */
export function patienceOf(input: AttemptInput): Patience {
  return makePatience(input, input.deps.clock.now() + TURN_DEFAULTS.turnTimeoutMs);
}

function makePatience({ deps, signal }: AttemptInput, deadlineAtMs: number): Patience {
  return { clock: deps.clock, random: deps.random, deadlineAtMs, signal };
}
