import { END_MESSAGE, type SegmentEnd, type SegmentEnded, type TurnRuntime } from '@everruns/core';
import { runTurn } from '@everruns/core/turn';
import { linkAbort } from '@everruns/kernel';
import type { BegunAtom, EndSegmentRequest, SegmentExecutor, SegmentJob } from '@everruns/internal-protocol';
import { formatAtomKey, hasErrorCode, type AtomRef, type AttemptToken } from '@everruns/schemas';
import { type AtomExecutorDeps, type AtomRun, createAtomExecutor } from './execute-atom.ts';
import { repeatWhileUnavailable } from './repeat-while-unavailable.ts';

const INLINE_WAIT_MS = 60_000;

export interface SegmentExecutorDeps extends Omit<AtomExecutorDeps, 'retries'> {
  /** How long a wait for a client or an approval may hold an execution slot of this process, in milliseconds. Default: 60,000. */
  inlineWaitMs?: number;
}

/** Runs whole segments in this process, for the local runner. `close` ends the event stream. */
export function createSegmentExecutor(deps: SegmentExecutorDeps): SegmentExecutor {
  const atoms = createAtomExecutor({ ...deps, retries: 'inline' });
  return {
    async run(job, signal) {
      const stop = new AbortController();
      const unwatch = deps.stream.watchStops(job, () => stop.abort());
      const either = linkAbort(signal, stop.signal);
      const runtime = createRuntime({ deps, atoms, job, signal: either.signal, stop: stop.signal });
      try {
        await runTurn(runtime, job);
      } catch (error) {
        if (!signal.aborted && !stop.signal.aborted && !hasErrorCode(error, 'fenced')) throw error;
      } finally {
        unwatch();
        either.release();
        deps.contexts.forget(job.turn_id, job.segment);
      }
    },
    askEarly: (job) => atoms.askEarly(job, job.begun),
    close: () => deps.stream.close(),
  };
}

interface RuntimeInput {
  deps: SegmentExecutorDeps;
  atoms: ReturnType<typeof createAtomExecutor>;
  job: SegmentJob;
  signal: AbortSignal;
  stop: AbortSignal;
}

function createRuntime({ deps, atoms, job, signal, stop }: RuntimeInput): TurnRuntime {
  const { turn_id, segment } = job;
  const inlineWaitMs = deps.inlineWaitMs ?? INLINE_WAIT_MS;
  const begunByKey = new Map<string, BegunAtom>();
  const keep = (begun: BegunAtom): void => void begunByKey.set(formatAtomKey(begun.token.atom), begun);
  if (job.begun !== undefined) keep(job.begun);
  // No other process runs this segment, so what is known here is the newest.
  const prove = async (iteration: number): Promise<AttemptToken> => {
    const known = deps.contexts.get(turn_id, segment).token ?? job.begun?.token;
    return known ?? repeatWhileUnavailable(() => atoms.prove({ job, iteration, signal }), patience());
  };

  const takeRun = (atom: Omit<AtomRef, 'turn_id'>): AtomRun => {
    const key = formatAtomKey({ turn_id, ...atom });
    const begun = begunByKey.get(key);
    begunByKey.delete(key);
    const run = { job, iteration: atom.iteration, ordinal: atom.ordinal, signal, stop };
    return begun === undefined ? run : { ...run, begun };
  };
  const patience = () => ({
    clock: deps.clock,
    random: deps.random,
    deadlineAtMs: deps.clock.now() + inlineWaitMs,
    signal,
  });

  return {
    async reason(iteration) {
      const answer = await atoms.reason(takeRun({ iteration, kind: 'reason', ordinal: 0 }));
      answer.begun.forEach(keep);
      return answer.outcome;
    },
    async act(iteration, ordinal) {
      const answer = await atoms.act(takeRun({ iteration, kind: 'act', ordinal }));
      answer.begun.forEach(keep);
      return answer.outcome;
    },
    async waitFor(iteration, ordinals) {
      const token = await prove(iteration);
      const request = { turn_id, segment, iteration, ordinals, timeout_ms: inlineWaitMs, token };
      const answer = await repeatWhileUnavailable(() => deps.service.waitForCalls(request, { signal }), patience());
      if (answer.status === 'ended') return ENDED;
      return { kind: 'waited', runnable: answer.runnable, open: answer.open };
    },
    async endSegment(end) {
      const request = { turn_id, segment, token: await prove(end.iteration), end: toEndRequest(end) };
      const answer = await repeatWhileUnavailable(() => deps.service.endSegment(request, { signal }), patience());
      return answer.status === 'refused' ? { kind: 'refused' } : ENDED;
    },
  };
}

const ENDED: SegmentEnded = { kind: 'ended' };

/** With the message for the person in the chat. */
export function toEndRequest(end: SegmentEnd): EndSegmentRequest['end'] {
  if (end.kind === 'parked') return end;
  return { kind: 'failed', code: end.code, message: END_MESSAGE[end.code] };
}
