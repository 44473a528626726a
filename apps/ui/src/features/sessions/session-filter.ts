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

/** Ages of sessions, in hours. Yesterday is the day before this one, here. */
export const PERIODS = {
  '1h': { label: 'Last hour', hours: 1 },
  '24h': { label: '24 hours', hours: 24 },
  yesterday: { label: 'Yesterday', hours: null },
  '7d': { label: '7 days', hours: 168 },
  '30d': { label: '30 days', hours: 720 },
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
  return {
    ...(search !== '' && { search }),
    ...(state === 'active' || state === 'requires_action' ? { status: state } : state !== null && { outcome: state }),
    ...(agent !== '' && { agent_id: agent }),
    ...(subject !== '' && { subject }),
    ...(period !== null && toRange(period, now)),
    ...(tag !== '' && { tag }),
  };
}

function toRange(period: Period, now: number): Pick<ListSessionsQuery, 'created_after' | 'created_before'> {
  const { hours } = PERIODS[period];
  if (hours !== null) {
    const since = Math.floor(now / STEP_MS) * STEP_MS - hours * MS_PER_HOUR;
    return { created_after: new Date(since).toISOString() };
  }
  const [today, before] = [new Date(now), new Date(now)];
  before.setDate(before.getDate() - 1);
  for (const day of [today, before]) day.setHours(0, 0, 0, 0);
  return { created_after: before.toISOString(), created_before: today.toISOString() };
}
