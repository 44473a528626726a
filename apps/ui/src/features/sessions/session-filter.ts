import type { ListSessionsQuery } from '@everruns/sdk';
import { parseAsString, parseAsStringLiteral } from 'nuqs';

/** What a session does now, or how its last turn ended. */
export const STATES = {
  active: 'Working',
  requires_action: 'Waiting for somebody',
  completed: 'Completed',
  failed: 'Failed',
  canceled: 'Stopped',
} as const;
type State = keyof typeof STATES;

/** Ages of sessions, in hours. */
export const PERIODS = {
  '1h': { label: 'Last hour', hours: 1 },
  '24h': { label: 'Last 24 hours', hours: 24 },
  '7d': { label: 'Last 7 days', hours: 168 },
  '30d': { label: 'Last 30 days', hours: 720 },
} as const;
type Period = keyof typeof PERIODS;

const MS_PER_HOUR = 3_600_000;
/** The time from which a period counts moves in steps, so that the same list is not a new query at each render. */
const STEP_MS = 60_000;

export const filterParsers = {
  search: parseAsString.withDefault(''),
  state: parseAsStringLiteral(Object.keys(STATES) as State[]),
  agent: parseAsString.withDefault(''),
  subject: parseAsString.withDefault(''),
  period: parseAsStringLiteral(Object.keys(PERIODS) as Period[]),
  tag: parseAsString.withDefault(''),
};

export interface SessionFilter {
  search: string;
  state: State | null;
  agent: string;
  /** On whose behalf the session runs. */
  subject: string;
  period: Period | null;
  tag: string;
}

/** Returns the query of the API. `now` is in milliseconds since the epoch. */
export function toQuery({ search, state, agent, subject, period, tag }: SessionFilter, now: number): ListSessionsQuery {
  const since = period === null ? null : Math.floor(now / STEP_MS) * STEP_MS - PERIODS[period].hours * MS_PER_HOUR;
  return {
    ...(search !== '' && { search }),
    ...(state === 'active' || state === 'requires_action' ? { status: state } : state !== null && { outcome: state }),
    ...(agent !== '' && { agent_id: agent }),
    ...(subject !== '' && { subject }),
    ...(since !== null && { created_after: new Date(since).toISOString() }),
    ...(tag !== '' && { tag }),
  };
}
