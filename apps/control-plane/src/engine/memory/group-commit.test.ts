import { setImmediate as oneRound } from 'node:timers/promises';
import { ZERO_USAGE, type AgentId, type OrganizationId, type SessionId } from '@everruns/schemas';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Database } from '../../db/database.ts';
import { GroupCommit } from './group-commit.ts';
import { SessionChange } from '../state/session-change.ts';
import { SessionMemory } from './session-memory.ts';
import type { SessionState } from '../state/rows.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

/** Changes that are decided in one round are sent at its end, so they are sent after two rounds. */
const nextRound = async (): Promise<void> => {
  await oneRound();
  await oneRound();
};

const sessionOf = (id: string): SessionState => ({
  org_id: 'org' as OrganizationId,
  id: id as SessionId,
  agent_id: 'agent' as AgentId,
  model_id: null,
  agent_version: null,
  agent_label: null,
  controls: null,
  subject: 'local',
  status: 'idle',
  active_turn_id: null,
  queued_count: 0,
  unread_input: 0,
  next_sequence: 1,
  usage: ZERO_USAGE,
  taint: null,
  ancestors: null,
  parent_wait_id: null,
  budget: null,
  has_children: false,
  version: '1',
});

/** A group commit that knows these sessions, over a database that answers when the test tells it to. */
function open(ids: readonly string[]) {
  const answers: PromiseWithResolvers<{ rows: object[] }>[] = [];
  const executeQuery = () => {
    const answer = Promise.withResolvers<{ rows: object[] }>();
    answers.push(answer);
    return answer.promise;
  };
  const memory = new SessionMemory({ sessions: 100, conversations: 1_000_000 });
  for (const id of ids) memory.keep({ session: sessionOf(id), agent: null, turn: null, atoms: [], conversation: null });
  // The cast is safe, because `GroupCommit` uses nothing else of its database.
  const gatherer = new GroupCommit({ executeQuery } as unknown as Database, memory);
  const commit = (id: string) =>
    gatherer.commit({ sessionId: id, joins: false }, async ({ session }) => {
      const change = new SessionChange({ ...session }, { now: new Date(0), newId: () => 'id' });
      change.append({ type: 'session.idled', data: { stop_reason: 'completed' } });
      return change;
    });
  return { answers, commit };
}

it('commits that come while one is under way wait for it and leave together', async () => {
  const { answers, commit } = open(['a', 'b', 'c']);
  const first = commit('a');
  await nextRound();
  const others = [commit('b'), commit('c')];
  await nextRound();
  expect(answers).toHaveLength(1);
  answers[0]?.resolve({ rows: [{ version: '2' }] });
  expect(await first).toBe('2');
  await nextRound();
  answers[1]?.resolve({ rows: [{ id: 'c', version: '3' }] });
  expect(await Promise.all(others)).toEqual([null, '3']);
  expect(answers).toHaveLength(2);
});

it('a second statement leaves beside the first where eight commits wait', async () => {
  const waiting = Array.from({ length: 8 }, (_, nth) => `waiting ${nth}`);
  const { answers, commit } = open(['a', ...waiting]);
  void commit('a');
  await nextRound();
  for (const id of waiting.slice(1)) void commit(id);
  await nextRound();
  expect(answers).toHaveLength(1);
  void commit(waiting[0] ?? '');
  await nextRound();
  expect(answers).toHaveLength(2);
});

it('a statement that is never answered keeps its own commits waiting and no others', async () => {
  const { answers, commit } = open(['a', 'b']);
  void commit('a');
  await nextRound();
  const other = commit('b');
  await nextRound();
  expect(answers).toHaveLength(1);
  vi.advanceTimersByTime(1_000);
  await nextRound();
  answers[1]?.resolve({ rows: [{ version: '2' }] });
  expect(await other).toBe('2');
});

it('the next decision about a session is taken after the one before has landed, from what it left', async () => {
  const { answers, commit } = open(['a']);
  const both = [commit('a'), commit('a')];
  await nextRound();
  expect(answers).toHaveLength(1);
  answers[0]?.resolve({ rows: [{ version: '2' }] });
  await both[0];
  await nextRound();
  answers[1]?.resolve({ rows: [{ version: '3' }] });
  expect(await Promise.all(both)).toEqual(['2', '3']);
});
