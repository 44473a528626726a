import { expect, it } from 'vitest';
import { toQuery, type SessionFilter } from './session-filter.ts';

const none: SessionFilter = { search: '', state: null, agent: '', subject: '', period: null, tag: '' };
const now = Date.parse('2026-12-01T12:00:30.000Z');

it('what is not chosen filters nothing', () => {
  expect(toQuery(none, now)).toEqual({});
});

it('a state is the status of a session or the outcome of its last turn', () => {
  expect(toQuery({ ...none, state: 'requires_action' }, now)).toEqual({ status: 'requires_action' });
  expect(toQuery({ ...none, state: 'failed' }, now)).toEqual({ outcome: 'failed' });
});

it('a period begins at a full minute', () => {
  expect(toQuery({ ...none, period: '24h', agent: 'a' }, now)).toEqual({
    agent_id: 'a',
    created_after: '2026-11-30T12:00:00.000Z',
  });
});

it('yesterday is one day, from midnight to midnight where one is', () => {
  const morning = new Date(2026, 10, 30, 9, 30).getTime();
  expect(toQuery({ ...none, period: 'yesterday' }, morning)).toEqual({
    created_after: new Date(2026, 10, 29).toISOString(),
    created_before: new Date(2026, 10, 30).toISOString(),
  });
});
