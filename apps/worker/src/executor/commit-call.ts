import { toLostResult, type CompletedAct } from '@everruns/core';
import type { ActCommit } from '@everruns/internal-protocol';
import { messageOf } from '@everruns/kernel';
import { hasErrorCode, type ToolCall } from '@everruns/schemas';
import type { Attempt, AttemptEnd } from './attempt.ts';
import type { CallRecords } from '../stores/call-records.ts';
import type { SessionFileOverlay } from '../stores/session-file-overlay.ts';

/** The part of a result that is told where its files could not be kept. */
const MAX_TOLD = 4_000;

export interface FinishedRun {
  call: ToolCall;
  completed: CompletedAct;
  files: SessionFileOverlay;
  records: CallRecords;
  /** Whether the call may run again if somebody else has changed its files. */
  mayRunAgain: boolean;
}

/**
 * Commits the result of a call together with the files that it has changed, which a failed call has not. `files_changed`: nothing was
 * recorded, and the call is to run again, because somebody else has changed what it read.
 */
export async function commitCall(
  attempt: Attempt,
  { call, completed, files, records, mayRunAgain }: FinishedRun,
): Promise<AttemptEnd | { kind: 'files_changed' }> {
  const act = makeAct(completed, records);
  const changes = completed.ok ? await files.changes() : [];
  if (changes.length === 0) return attempt.commit(completed.events, act);
  try {
    return await attempt.commit(completed.events, { ...act, files: await records.toFileChanges(changes) });
  } catch (error) {
    const isChanged = hasErrorCode(error, 'conflict');
    if (!isChanged && !hasErrorCode(error, 'payload_too_large')) throw error;
    const effect = attempt.context.agent.tools.find((tool) => tool.name === call.name)?.effect ?? 'read';
    // What was written without a look at the files would only replace what somebody else has written meanwhile.
    if (isChanged && mayRunAgain && effect !== 'once' && files.isInformed) return { kind: 'files_changed' };
    const advice = isChanged ? 'Read it again, then repeat the call.' : 'Delete or shorten files first.';
    const message = `${messageOf(error)} Nothing that this call wrote to files was kept. ${advice}`;
    const refused = toLostResult(call, { effect, message: effect === 'once' ? tellOnce(message, completed) : message });
    const others = completed.events.filter(({ type }) => type !== 'tool.completed');
    return attempt.commit([...others, ...refused.events], makeAct(refused, records));
  }
}

function makeAct({ ok }: CompletedAct, records: CallRecords): ActCommit {
  const { sources, hasSteps } = records;
  return {
    kind: 'act',
    ok,
    ...(ok && sources.length > 0 ? { sources } : {}),
    ...(hasSteps ? { has_steps: true } : {}),
  };
}

/** What happens at most once has happened, and the model needs its result. */
function tellOnce(message: string, { events }: CompletedAct): string {
  const [result] = events.flatMap((event) => (event.type === 'tool.completed' ? [event.data.result.result] : []));
  return `${message} Its other effects took place; do not repeat them. It answered: ${(JSON.stringify(result) ?? '').slice(0, MAX_TOLD)}`;
}
