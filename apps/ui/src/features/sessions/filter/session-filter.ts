import type { SessionSelection } from '@everruns/sdk';
import { parseAsFloat, parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs';

type Status = NonNullable<SessionSelection['status']>;
type Outcome = NonNullable<SessionSelection['outcome']>;

/** What a session does now, or how its last turn ended. Each is one parameter of the API with its value. */
export const STATES = {
  'status:active': 'Working',
  'status:requires_action': 'Waiting for somebody',
  'status:idle': 'Idle',
  'outcome:completed': 'Completed',
  'outcome:failed': 'Failed',
  'outcome:canceled': 'Stopped',
} as const satisfies Record<`status:${Status}` | `outcome:${Outcome}`, string>;
export type State = keyof typeof STATES;

/** Ages of sessions, in hours. Yesterday is the day before this one, here. */
export const PERIODS = {
  '1h': { label: 'Last hour', hours: 1 },
  '24h': { label: '24 hours', hours: 24 },
  yesterday: { label: 'Yesterday', hours: null },
  '7d': { label: '7 days', hours: 168 },
  '30d': { label: '30 days', hours: 720 },
} as const;
export type Period = keyof typeof PERIODS;

/** The parameters of the page have the names of those of the API. Only `period` is the page’s own. */
export const filterParsers = {
  search: parseAsString,
  status: parseAsStringLiteral(['idle', 'active', 'requires_action'] as const satisfies readonly Status[]),
  outcome: parseAsStringLiteral(['completed', 'failed', 'canceled'] as const satisfies readonly Outcome[]),
  error_code: parseAsString,
  agent_id: parseAsString,
  agent_version: parseAsInteger,
  model_id: parseAsString,
  subject: parseAsString,
  waits: parseAsStringLiteral(['any', 'none'] as const),
  tag: parseAsString,
  feedback: parseAsStringLiteral(['up', 'down'] as const),
  period: parseAsStringLiteral(Object.keys(PERIODS) as Period[]),
  created_after: parseAsString,
  created_before: parseAsString,
  created_within_hours: parseAsInteger,
  min_cost_usd: parseAsFloat,
  min_duration_ms: parseAsInteger,
  sub_agents: parseAsStringLiteral(['include', 'only'] as const),
  parent_session_id: parseAsString,
  root_session_id: parseAsString,
};

/** Null filters nothing. */
export type SessionFilter = {
  [Name in keyof typeof filterParsers]: ReturnType<(typeof filterParsers)[Name]['parse']>;
};

export interface FilterProps {
  filter: SessionFilter;
  onChange: (part: Partial<SessionFilter>) => void;
}

export const NO_FILTER = Object.fromEntries(Object.keys(filterParsers).map((name) => [name, null])) as SessionFilter;

/** What stands behind “More filters”. */
export const RARE_FILTERS = [
  'error_code',
  'agent_version',
  'model_id',
  'subject',
  'waits',
  'tag',
  'feedback',
  'created_after',
  'created_before',
  'created_within_hours',
  'min_cost_usd',
  'min_duration_ms',
  'sub_agents',
  'parent_session_id',
  'root_session_id',
] as const satisfies (keyof SessionFilter)[];

/** Returns the filter of the API. `now` is in milliseconds since the epoch. */
export function toSelection({ period, ...filter }: SessionFilter, now: number): SessionSelection {
  const given = Object.entries(filter).filter(([, value]) => value !== null && value !== '');
  return { ...(period !== null && toRange(period, now)), ...Object.fromEntries(given) };
}

/** Returns the filter that shows what a view names. */
export function toFilter(selection: SessionSelection): SessionFilter {
  const hours = selection.created_within_hours ?? null;
  const period = periodOf(hours);
  return { ...NO_FILTER, ...selection, period, created_within_hours: period === null ? hours : null };
}

function periodOf(hours: number | null): Period | null {
  return (Object.keys(PERIODS) as Period[]).find((key) => hours !== null && PERIODS[key].hours === hours) ?? null;
}

/** Whether two filters of the API are the same. */
export function isSameSelection(left: SessionSelection, right: SessionSelection): boolean {
  const write = (one: SessionSelection): string =>
    JSON.stringify(Object.entries(one).toSorted(([first], [second]) => (first < second ? -1 : 1)));
  return write(left) === write(right);
}

export function stateOf({ status, outcome }: SessionFilter): State | null {
  if (outcome !== null) return `outcome:${outcome}`;
  return status === null ? null : `status:${status}`;
}

export function withState(state: State | null): Pick<SessionFilter, 'status' | 'outcome'> {
  const [name, value] = state?.split(':') ?? [];
  return {
    status: name === 'status' ? (value as Status) : null,
    outcome: name === 'outcome' ? (value as Outcome) : null,
  };
}

/** A period and times of one’s own exclude each other. */
export function withPeriod(period: Period | null): Partial<SessionFilter> {
  const times = { created_after: null, created_before: null, created_within_hours: null };
  return period === null ? { period } : { period, ...times };
}

function toRange(period: Period, now: number): SessionSelection {
  const { hours } = PERIODS[period];
  if (hours !== null) return { created_within_hours: hours };
  const [today, before] = [new Date(now), new Date(now)];
  before.setDate(before.getDate() - 1);
  for (const day of [today, before]) day.setHours(0, 0, 0, 0);
  return { created_after: before.toISOString(), created_before: today.toISOString() };
}
