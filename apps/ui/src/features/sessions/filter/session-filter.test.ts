import { createLoader, createSerializer } from 'nuqs';
import { expect, it } from 'vitest';
import {
  filterParsers,
  isSameSelection,
  NO_FILTER,
  stateOf,
  STATES,
  toFilter,
  toSelection,
  withPeriod,
  withState,
  type State,
} from './session-filter.ts';

const now = Date.parse('2026-12-01T12:07:30.000Z');
const read = createLoader(filterParsers);
const write = createSerializer(filterParsers);

it('what is not chosen filters nothing', () => {
  expect(toSelection(NO_FILTER, now)).toEqual({});
  expect(read('')).toEqual(NO_FILTER);
});

it('the address of the page is the query of the API, and comes back as it was', () => {
  const address =
    '?search=late+invoice&outcome=failed&error_code=no_model&agent_id=a&agent_version=3&waits=none&tag=x&min_cost_usd=0.25&min_duration_ms=1500';
  const filter = read(address);
  expect(toSelection(filter, now)).toEqual({
    search: 'late invoice',
    outcome: 'failed',
    error_code: 'no_model',
    agent_id: 'a',
    agent_version: 3,
    waits: 'none',
    tag: 'x',
    min_cost_usd: 0.25,
    min_duration_ms: 1_500,
  });
  expect(write(filter)).toBe(address);
});

it('what an address says that means nothing filters nothing', () => {
  const filter = read('?status=asleep&period=always&min_cost_usd=much&agent_version=&unknown=1');
  expect(toSelection(filter, now)).toEqual({});
});

it('a view shows what it was saved from', () => {
  const view = {
    search: 'x',
    status: 'active',
    parent_session_id: 's',
    created_after: '2026-01-01T00:00:00.000Z',
  } as const;
  expect(toSelection(toFilter(view), now)).toEqual(view);
  expect(isSameSelection({ tag: 'a', search: 'b' }, { search: 'b', tag: 'a' })).toBe(true);
  expect(isSameSelection({ tag: 'a' }, { tag: 'a', search: 'b' })).toBe(false);
});

it('a state is the status of a session or the outcome of its last turn', () => {
  for (const state of Object.keys(STATES) as State[])
    expect(stateOf({ ...NO_FILTER, ...withState(state) })).toBe(state);
  expect(withState('status:requires_action')).toEqual({ status: 'requires_action', outcome: null });
  expect(stateOf({ ...NO_FILTER, ...withState(null) })).toBeNull();
});

it('a period counts from the moment of the question, also in a view, and takes the place of times of one’s own', () => {
  expect(toSelection({ ...NO_FILTER, period: '24h' }, now)).toEqual({ created_within_hours: 24 });
  expect(toFilter({ created_within_hours: 24 })).toEqual({ ...NO_FILTER, period: '24h' });
  expect(toFilter({ created_within_hours: 25 })).toEqual({ ...NO_FILTER, created_within_hours: 25 });
  expect(toSelection(toFilter({ created_within_hours: 25 }), now)).toEqual({ created_within_hours: 25 });
  const times = { created_after: null, created_before: null, created_within_hours: null };
  expect(withPeriod('1h')).toEqual({ period: '1h', ...times });
  expect(withPeriod(null)).toEqual({ period: null });
});

it('yesterday is one day, from midnight to midnight where one is', () => {
  const morning = new Date(2026, 10, 30, 9, 30).getTime();
  expect(toSelection({ ...NO_FILTER, period: 'yesterday' }, morning)).toEqual({
    created_after: new Date(2026, 10, 29).toISOString(),
    created_before: new Date(2026, 10, 30).toISOString(),
  });
});
