import type { MessageState, ToolCallState } from '@everruns/sdk';
import { expect, it } from 'vitest';
import { describeWaiting } from './describe-waiting.ts';

const LATER = '2026-11-30T10:05:00.000Z';
const EARLIER = '2026-11-30T10:00:00.000Z';

function waitingFor(...calls: object[]) {
  const tool_calls = calls.map((call) => ({ state: 'waiting', ...call }) as ToolCallState);
  return describeWaiting({ messages: [{ tool_calls } as unknown as MessageState] });
}

it('says whom a session waits for, for which calls, and since when the first of them', () => {
  const approval = { kind: 'approval' };
  const wait = (started_at: string) => [{ kind: 'approval', started_at, ended_at: null }];
  expect(
    waitingFor(
      { name: 'delete_file', approval, waits: wait(LATER) },
      { name: 'ask_traveler', waits: wait(EARLIER) },
      { name: 'add', state: 'succeeded' },
    ),
  ).toEqual({ whom: 'an approval (delete_file), a client (ask_traveler)', since: EARLIER });
});

it('names the sub-agent whose call waits', () => {
  const subagent = { agent: 'helper', waits: [{ kind: 'question', name: 'ask_user' }] };
  expect(waitingFor({ state: 'running', name: 'task', subagent })?.whom).toBe('an answer (ask_user of helper)');
});

it('says nothing while everything runs', () => {
  expect(waitingFor({ state: 'running', name: 'add' })).toBeNull();
});
