import type { Clock, Ids, Offload, Sandbox, SegmentEnded, SuspendedCall, ToolExecutor } from '@everruns/core';
import type { EgressPolicy } from '@everruns/egress';
import type { BegunAtom, ModelCallCounts, WorkerService } from '@everruns/internal-protocol';
import { hasErrorCode } from '@everruns/schemas';
import type { ActOutcome, AtomKind, AtomOutcome, AtomRef, AttemptToken, ReasonOutcome } from '@everruns/schemas';
import { DEFAULT_MODEL_LIMITS, type ModelLimits } from '@everruns/settings';
import {
  Attempt,
  type AttemptDeps,
  type AttemptEnd,
  type AttemptInput,
  type AtomJob,
  type ExecutorLog,
  beginAttempt,
} from './attempt.ts';
import { createDocumentTexts } from '../documents/read-files.ts';
import { CallSlots } from './call-slots.ts';
import { createDriverConnector, type DriverTable } from './drivers.ts';
import type { EventStreamClient } from './event-stream-client.ts';
import type { McpConnections } from './mcp-calls.ts';
import { openToolEgress } from './open-tool-egress.ts';
import { RequestHeads } from './request-heads.ts';
import { proveSegment, type SegmentProof } from './prove-segment.ts';
import { createShrunkPictures } from '../pictures/shrink-pictures.ts';
import { createLeftOutMemory } from './left-out-memory.ts';
import { RetryLater } from './retry-later.ts';
import { runAct } from './run-act.ts';
import { createEarlyAnswers } from './early-answers.ts';
import { askModel, runReason } from './run-reason.ts';
import type { TurnContextCache } from './turn-context-cache.ts';

export interface AtomExecutorDeps {
  service: WorkerService;
  stream: EventStreamClient;
  contexts: TurnContextCache;
  drivers: DriverTable;
  /** Returns the egress package's fetch for a policy. */
  openFetch(policy: EgressPolicy): typeof fetch;
  tools: ToolExecutor;
  offload: Offload;
  sandbox: Sandbox;
  mcp: Pick<McpConnections, 'open'>;
  clock: Clock;
  ids: Ids;
  /** Returns a number in [0, 1), for jitter. */
  random: () => number;
  log: ExecutorLog;
  /**
   * `inline`: retries sleep here and commits begin the next atoms (local runner). `throw`: a failed attempt throws `RetryLater`, for
   * a scheduler that calls again (Temporal).
   */
  retries: 'inline' | 'throw';
  /** How long a model may be silent, and how many calls a provider accepts. Defaults apply if absent. */
  modelLimits?: ModelLimits;
  /** Counts the calls of models, for the metrics. */
  calls?: ModelCallCounts | undefined;
}

export interface AtomRun {
  job: AtomJob;
  iteration: number;
  ordinal: number;
  /** The attempt, if a claim or a commit has already begun it. */
  begun?: BegunAtom;
  signal: AbortSignal;
  /** Aborts when the segment is over, if the caller watches for that and `signal` follows it. Otherwise it is watched here. */
  stop?: AbortSignal;
}

export interface AtomResult<Outcome extends AtomOutcome | SuspendedCall> {
  outcome: Outcome | SegmentEnded;
  /** The attempts that the commit has begun. */
  begun: BegunAtom[];
}

/**
 * Runs one atom to its recorded outcome: begin, work, commit, and retries. Returns `ended` when the segment is over: stopped,
 * fenced, parked or failed. Throws `RetryLater` with `retries: 'throw'`, the signal's reason when the caller aborts (`ended` with
 * `inline`), and `unavailable` when the control plane was unreachable until the atom's deadline.
 */
export interface AtomExecutor {
  reason(run: AtomRun): Promise<AtomResult<ReasonOutcome>>;
  act(run: AtomRun): Promise<AtomResult<ActOutcome | SuspendedCall>>;
  /** The proof that `waitForCalls` and `endSegment` have to send. Throws the errors that they throw. */
  prove(segment: Omit<SegmentProof, 'execId'>): Promise<AttemptToken>;
  /** Asks for the answer of a reason atom while the commit that begins it is on its way. Returns the function that gives it up. */
  askEarly(job: AtomJob, begun: BegunAtom): (next?: BegunAtom) => void;
}

/** The signal of a step that does not run yet. */
const NEVER = new AbortController().signal;
const ENDED: AtomResult<never> = { outcome: { kind: 'ended' }, begun: [] };

export function createAtomExecutor(deps: AtomExecutorDeps): AtomExecutor {
  const leftOut = createLeftOutMemory();
  const copies = createShrunkPictures();
  const texts = createDocumentTexts();
  const callSlots = new CallSlots();
  const early = createEarlyAnswers(askModel);
  const limits = deps.modelLimits ?? DEFAULT_MODEL_LIMITS;
  const connectDriver = createDriverConnector({ ...deps, leftOut, limits });
  const beginsSuccessors = deps.retries === 'inline';
  const egress = openToolEgress((policy) => deps.openFetch(policy));
  const attemptDeps: AttemptDeps = {
    ...deps,
    connectDriver,
    egress,
    leftOut,
    heads: new RequestHeads(deps.clock),
    copies,
    texts,
    callSlots,
    early,
    beginsSuccessors,
  };
  const run = (kind: AtomKind, atomRun: AtomRun) => runAtom({ deps, attemptDeps, kind, run: atomRun });
  return {
    async reason(atomRun) {
      const { outcome, begun } = await run('reason', atomRun);
      if (outcome.kind === 'suspended') throw new TypeError('a reason atom waits for nobody');
      return expectOutcome('reason', { outcome, begun });
    },
    async act(atomRun) {
      const { outcome, begun } = await run('act', atomRun);
      return outcome.kind === 'suspended' ? { outcome, begun } : expectOutcome('act', { outcome, begun });
    },
    askEarly(job, begun) {
      const input = { deps: attemptDeps, job, atom: begun.token.atom, signal: NEVER };
      const answer = early.start(input, begun);
      return (next) => answer !== null && early.replace(answer, next);
    },
    prove: (segment) => proveSegment(deps.service, { ...segment, execId: deps.ids.uuid() }),
  };
}

interface RunAtom {
  deps: AtomExecutorDeps;
  attemptDeps: AttemptDeps;
  kind: AtomKind;
  run: AtomRun;
}

async function runAtom({ deps, attemptDeps, kind, run }: RunAtom): Promise<AtomResult<AtomOutcome | SuspendedCall>> {
  const { stop, signal, unwatch } = run.stop === undefined ? watchForStop(deps, run) : watchedBy(run.signal, run.stop);
  const atom: AtomRef = { turn_id: run.job.turn_id, iteration: run.iteration, kind, ordinal: run.ordinal };
  const input: AttemptInput = { deps: attemptDeps, job: run.job, atom, signal };
  try {
    let end = await runAttempt(input, run.begun, stop);
    while (end.kind === 'again') {
      if (deps.retries === 'throw') throw new RetryLater(end.delayMs);
      await deps.clock.sleep(end.delayMs, signal);
      end = await runAttempt(input, undefined, stop);
    }
    if (end.kind === 'suspended') return { outcome: end, begun: [] };
    return end.kind === 'ended' ? ENDED : { outcome: end.outcome, begun: end.begun };
  } catch (error) {
    const isLeftToOthers = run.signal.aborted && deps.retries === 'inline';
    if (stop.aborted || isLeftToOthers || hasErrorCode(error, 'fenced')) return ENDED;
    run.signal.throwIfAborted();
    throw error;
  } finally {
    unwatch();
  }
}

interface Signals {
  /** Aborts when the segment is over. */
  stop: AbortSignal;
  /** Aborts when the segment is over or the caller aborts. */
  signal: AbortSignal;
  unwatch: () => void;
}

function watchForStop(deps: AtomExecutorDeps, run: AtomRun): Signals {
  const stop = new AbortController();
  const unwatch = deps.stream.watchStops(run.job, () => stop.abort());
  return { stop: stop.signal, signal: AbortSignal.any([run.signal, stop.signal]), unwatch };
}

function watchedBy(signal: AbortSignal, stop: AbortSignal): Signals {
  return { stop, signal, unwatch: () => undefined };
}

async function runAttempt(input: AttemptInput, begun: BegunAtom | undefined, stop: AbortSignal): Promise<AttemptEnd> {
  const attempt = begun === undefined ? await begin(input) : new Attempt(input, begun);
  if (!(attempt instanceof Attempt)) return attempt;
  const open = input.deps.stream.openAttempt(attempt.begun.token);
  try {
    return await (input.atom.kind === 'reason' ? runReason(attempt, open.frames) : runAct(attempt, open.frames));
  } catch (error) {
    const isShutdown = input.signal.aborted && !stop.aborted;
    if (isShutdown) await attempt.release();
    throw error;
  } finally {
    open.close();
  }
}

async function begin(input: AttemptInput): Promise<Attempt | AttemptEnd> {
  const attempt = await beginAttempt(input);
  if (attempt instanceof Attempt || attempt.kind === 'suspended') return attempt;
  return { kind: 'outcome', outcome: attempt.outcome, begun: [] };
}

function expectOutcome<Kind extends AtomKind>(
  kind: Kind,
  { outcome, begun }: AtomResult<AtomOutcome>,
): AtomResult<Extract<AtomOutcome, { kind: Kind }>> {
  if (outcome.kind !== 'ended' && !isOutcomeOf(kind, outcome)) throw new TypeError(`expected the outcome of a ${kind}`);
  return { outcome, begun };
}

function isOutcomeOf<Kind extends AtomKind>(
  kind: Kind,
  outcome: AtomOutcome,
): outcome is Extract<AtomOutcome, { kind: Kind }> {
  return outcome.kind === kind;
}
