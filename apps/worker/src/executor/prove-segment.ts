import type { SegmentJob, TurnContextResponse, WorkerService } from '@everruns/internal-protocol';
import { EverrunsError, ExecId, type AttemptToken } from '@everruns/schemas';

export interface SegmentProof {
  job: Pick<SegmentJob, 'turn_id' | 'segment'>;
  /** Its generation has been recorded. */
  iteration: number;
  execId: string;
  signal: AbortSignal;
}

/**
 * Returns an attempt for calls that concern a whole segment. It is requested again, because the newest one may have run in
 * another worker. Throws `fenced` and `unavailable`.
 */
export async function proveSegment(
  service: Pick<WorkerService, 'getTurnContext'>,
  { job, iteration, execId, signal }: SegmentProof,
): Promise<AttemptToken> {
  const request = {
    atom: { turn_id: job.turn_id, iteration, kind: 'reason' as const, ordinal: 0 },
    segment: job.segment,
    exec_id: ExecId.parse(execId),
    have_sequence: Number.MAX_SAFE_INTEGER,
  };
  const answer = await service.getTurnContext(request, { signal });
  const token = tokenIn(answer);
  if (token === undefined) throw new EverrunsError('fenced', 'The control plane names no attempt of this segment.');
  return token;
}

function tokenIn(answer: TurnContextResponse): AttemptToken | undefined {
  if (answer.status === 'begun') return answer.begun.token;
  return answer.status === 'recorded' ? answer.token : undefined;
}
