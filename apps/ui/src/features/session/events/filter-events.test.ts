import type { SessionEvent } from '@everruns/sdk';
import { expect, it } from 'vitest';
import { filterEvents } from './filter-events.ts';

const base = { id: 'e', ts: '2026-01-01T00:00:00.000Z', session_id: 's', context: {} };
const events: SessionEvent[] = [
  { ...base, sequence: 1, type: 'session.started', data: { agent_id: 'Ada' } },
  { ...base, sequence: 2, type: 'act.completed', data: { iteration: 1, success_count: 2, error_count: 0 } },
  { ...base, sequence: 3, type: 'act.started', data: { iteration: 1, tool_calls: [] } },
];

it.each([
  [{ types: '', find: '' }, [1, 2, 3]],
  [{ types: 'act.*', find: '' }, [2, 3]],
  [{ types: 'act.started', find: '' }, [3]],
  [{ types: '', find: 'ada' }, [1]],
  [{ types: 'act.*', find: 'success' }, [2]],
])('%j', (filter, expected) => {
  expect(filterEvents(events, filter).map(({ sequence }) => sequence)).toEqual(expected);
});
