import { attemptBudget } from '@everruns/core/catalog';
import { omitUndefined, toBoundedText } from '@everruns/kernel';
import { LIMITS, type EventDraft, type RecordedEventData } from '@everruns/schemas';
import type { AtomState, TurnState } from '../state/rows.ts';
import type { SessionChange } from '../state/session-change.ts';

type Failed = RecordedEventData<'attempt.failed'>;

/** A process counts as dead only after several seconds, so a shorter silence belongs to a turn that another one has just gone on with. */
const LEAST_SILENCE_MS = 1_000;

export interface FailureReport extends Pick<Failed, 'cause' | 'retry_after_ms' | 'http_status' | 'provider_message'> {
  /** What a model call asked. */
  names: { model: string; provider: string };
}

/** Records that the running attempt of an atom failed. The atom's own count of failures includes it. */
export function recordFailure(change: SessionChange, atom: AtomState, report: FailureReport): void {
  const { names, cause, ...rest } = report;
  const begunAt = atom.begun_at ?? change.now;
  const draft: EventDraft = {
    type: 'attempt.failed',
    data: {
      kind: atom.kind,
      iteration: atom.iteration,
      attempt: atom.attempt,
      cause,
      started_at: begunAt.toISOString(),
      duration_ms: Math.max(0, change.now.getTime() - begunAt.getTime()),
      failures: cause === 'lost' ? atom.lost + 1 : atom.failures,
      ...(atom.kind === 'reason' ? names : {}),
      ...omitUndefined({
        ...rest,
        tool_call_id: atom.tool_call?.id,
        max_failures: cause === 'lost' ? undefined : attemptBudget(cause, atom.kind),
      }),
    },
  };
  change.append(draft, { turn_id: atom.turn_id, ...(atom.exec_id === null ? {} : { exec_id: atom.exec_id }) });
}

/**
 * Records that the attempt which still runs by its row was lost with its process, and who runs the turn now. Called before the turn is
 * claimed, because the turn's row names the process before.
 */
export function recordLoss(
  change: SessionChange,
  { turn, atom }: { turn: TurnState; atom: AtomState },
  { names, to }: { names: FailureReport['names']; to: string | null },
): void {
  const silentSince = turn.silent_since ?? turn.progress_at;
  recordFailure(change, atom, { cause: 'lost', names });
  const silentMs = Math.max(0, change.now.getTime() - silentSince.getTime());
  // Where no process claims whole turns, the first call of several that died together tells of the silence.
  const isTakenOver = to === null ? silentMs >= LEAST_SILENCE_MS : turn.claimed_by !== to;
  if (!isTakenOver) return;
  change.append(
    { type: 'turn.taken_over', data: { turn_id: turn.id, from: turn.claimed_by, to, silent_ms: silentMs } },
    { turn_id: turn.id },
  );
  turn.silent_since = null;
}

/** The provider's message comes from a worker of any version, so it is bounded and made storable. */
export function boundWords(said: string): string {
  return toBoundedText(said, LIMITS.providerMessageChars);
}
