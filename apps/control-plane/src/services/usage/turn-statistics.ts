import { AgentId, EverrunsError, moment, type TurnStatistics } from '@everruns/schemas';
import { z } from 'zod';
import type { RequestContext } from '../../kernel/request-context.ts';
import { timestampOf } from '../../kernel/timestamp.ts';
import { readTurnStatistics } from '../../repositories/turn-statistics.ts';
import type { Services } from '../services.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const DEFAULT_DAYS = 7;
const MOST_DAYS = 92;

export const TurnStatisticsQuery = z.strictObject({
  /** Seven days before `to`, where absent. */
  from: moment().optional(),
  /** Now, where absent. */
  to: moment().optional(),
  agent_id: AgentId.optional(),
});
export type TurnStatisticsQuery = z.infer<typeof TurnStatisticsQuery>;

/** Counts the turns that ended from `from` until before `to`. Throws `invalid_request` for more than 92 days. */
export async function getTurnStatistics(
  { db, clock }: Services,
  ctx: RequestContext,
  { agent_id, ...asked }: TurnStatisticsQuery,
): Promise<TurnStatistics> {
  const to = asked.to ?? timestampOf(clock);
  const from = asked.from ?? new Date(Math.max(0, Date.parse(to) - DEFAULT_DAYS * DAY_MS)).toISOString();
  if (Date.parse(to) - Date.parse(from) > MOST_DAYS * DAY_MS) {
    const message = `must be at most ${MOST_DAYS} days before to`;
    throw new EverrunsError('invalid_request', `from: ${message}.`, {
      errors: [{ path: 'from', code: 'too_long_ago', message, limit: MOST_DAYS }],
    });
  }
  return readTurnStatistics(db, ctx, { from, to, agent_id });
}
