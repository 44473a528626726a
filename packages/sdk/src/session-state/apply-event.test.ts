import { describe, expect, it } from 'vitest';
import { answerId, callStates, SessionLog, userMessage } from '../../test/session-log.ts';
import type { SessionEvent } from '../session-event.ts';
import { applyEvent } from './apply-event.ts';
import { initialSessionState, type SessionState } from './session-state.ts';

const reduce = (log: SessionLog, from: SessionState = initialSessionState): SessionState =>
  log.events.reduce(applyEvent, from);
const talking = (): SessionLog => new SessionLog().input('t1', 'hi').startTurn('t1').startAnswer('t1', 1);
const answer = (log: SessionLog) => reduce(log).messages.find(({ id }) => id === answerId('t1', 1));
const delta = (fields: { attempt?: number; part?: number; offset: number; delta: string }) => ({
  message_id: answerId('t1', 1),
  attempt: 1,
  part: 0,
  ...fields,
});
const queued = (log: SessionLog) => reduce(log).queue.map(({ message, policy }) => `${policy} ${message.id}`);

describe('an answer', () => {
  it('grows by its deltas, and is what was recorded in the end', () => {
    const log = talking().say('t1', 1, { text: 'Hello world', size: 4 });
    expect(answer(log)).toMatchObject({ state: 'streaming', content: [{ type: 'text', text: 'Hello world' }] });
    expect(answer(log.endAnswer('t1', 1, { text: 'Hello, world!' }))).toMatchObject({
      state: 'done',
      content: [{ type: 'text', text: 'Hello, world!' }],
      generation: { model: 'm', duration_ms: 9 },
    });
  });

  it.each([
    ['what was said already', [delta({ offset: 0, delta: 'abc' }), delta({ offset: 1, delta: 'bcd' })], 'abcd'],
    [
      'a snapshot of everything so far',
      [delta({ offset: 0, delta: 'ab' }), delta({ offset: 0, delta: 'abcd' })],
      'abcd',
    ],
    [
      'a stretch whose beginning it missed',
      [delta({ offset: 0, delta: 'ab' }), delta({ offset: 5, delta: 'x' })],
      'ab',
    ],
    ['an older attempt', [delta({ attempt: 2, offset: 0, delta: 'new' }), delta({ offset: 0, delta: 'older' })], 'new'],
    ['a newer attempt', [delta({ offset: 0, delta: 'old' }), delta({ attempt: 2, offset: 0, delta: 'n' })], 'n'],
  ])('takes %s for what it is', (_, deltas, text) => {
    const log = deltas.reduce((written, data) => written.frame('output.message.delta', data), talking());
    expect(answer(log)?.content).toEqual([{ type: 'text', text }]);
  });

  it('knows which model went on where the first stayed out of reach', () => {
    const [from, to] = [
      { model: 'm', provider: 'p' },
      { model: 'm2', provider: 'p2' },
    ];
    const log = talking();
    log.record('reason.fallback', { iteration: 1, cause: 'overloaded', from, to }, { turn_id: 't1' });
    const [turn] = reduce(log).turns;
    expect(turn?.fallback).toEqual({ from, to });
    expect(turn?.steps).toMatchObject([{ kind: 'reason', iteration: 1, ...to }]);
  });

  it('says what was summarized before it, whose usage counts and whose text is not its own', () => {
    const log = talking().compact('t1', 'They talked.').endAnswer('t1', 1, { text: 'Hi.' }).endTurn('t1', 1);
    log.input('t2', 'more').startTurn('t2').startAnswer('t2', 1).endAnswer('t2', 1, { text: 'Yes.' });
    const { messages, usage } = reduce(log);
    expect(messages.map(({ id, compaction }) => [id, compaction?.summary])).toEqual([
      ['in-t1', undefined],
      [answerId('t1', 1), 'They talked.'],
      ['in-t2', undefined],
      [answerId('t2', 1), undefined],
    ]);
    expect(messages[1]).toMatchObject({
      state: 'done',
      content: [{ type: 'text', text: 'Hi.' }],
      compaction: { tokens_before: 900, tokens_after: 90 },
      generation: { duration_ms: 9 },
    });
    expect(usage.input_tokens).toBe(30);
  });

  it('says what the provider refused of what came before it', () => {
    const what: 'pictures'[] = ['pictures'];
    const log = talking();
    log.record('history.repaired', { what, through_sequence: 3, reason: 'Could not process image' }, { turn_id: 't1' });
    expect(answer(log.endAnswer('t1', 1, { text: 'Hi.' }))).toMatchObject({
      state: 'done',
      repair: { what, reason: 'Could not process image' },
    });
  });

  it('says which message models are told no more', () => {
    const log = talking().endAnswer('t1', 1, { text: 'Hi.' }).endTurn('t1', 1);
    log.record('message.excluded', { message_id: 'in-t1', sequences: [1], by: 'user:1' });
    expect(reduce(log).messages.map(({ excluded }) => excluded)).toEqual([true, undefined]);
  });

  it('loses what it said when it is redacted, for good and for all who have seen it', () => {
    const log = talking().endAnswer('t1', 1, { text: 'Secret.' }).endTurn('t1', 1);
    log.record('message.redacted', { message_id: answerId('t1', 1), by: 'user:1' });
    expect(answer(log)).toMatchObject({
      content: [{ type: 'text', text: '[redacted]' }],
      thinking: '',
      redacted: true,
    });
    expect(JSON.stringify(reduce(log))).not.toContain('Secret.');
  });

  it('shows its parts and its reasoning apart', () => {
    const log = talking().frame('output.message.delta', delta({ part: 1, offset: 0, delta: 'second' }));
    log.frame('reason.thinking.delta', { message_id: answerId('t1', 1), attempt: 1, offset: 0, delta: 'Hm.' });
    expect(answer(log)).toMatchObject({
      content: [
        { type: 'text', text: '' },
        { type: 'text', text: 'second' },
      ],
      thinking: 'Hm.',
    });
  });

  it('begins again with a reset, which the turn counts', () => {
    const log = talking().say('t1', 1, { text: 'lost', size: 4 });
    log.frame('output.message.reset', { message_id: answerId('t1', 1), attempt: 2 });
    expect(answer(log)).toMatchObject({ state: 'streaming', content: [], attempt: 2 });
    expect(reduce(log).turns[0]?.attempts).toBe(2);
  });

  it('is cut where its turn ends first; nothing is added after that', () => {
    const log = talking().say('t1', 1, { text: 'Hel', size: 3 }).cancelTurn('t1');
    const state = reduce(log);
    expect(answer(log)).toMatchObject({ state: 'cut', content: [{ type: 'text', text: 'Hel' }] });
    expect(reduce(new SessionLog().say('t1', 1, { text: 'Hello', size: 9 }), state)).toBe(state);
    expect(state.turns[0]).toMatchObject({ status: 'canceled', cancel_reason: 'canceled' });
  });

  it('is shown to a reader who came after it had begun', () => {
    const state = reduce(new SessionLog().say('t1', 1, { text: 'So far', size: 9 }), {
      ...initialSessionState,
      sequence: 4,
    });
    expect(state.messages).toMatchObject([{ state: 'streaming', content: [{ text: 'So far' }] }]);
  });
});

describe('tool calls', () => {
  const called = (): SessionLog => talking().endAnswer('t1', 1, { text: '', calls: 2 });
  const [first, second] = [0, 1].map((index) => `${answerId('t1', 1)}-call${index}`) as [string, string];
  const calls = (log: SessionLog) => answer(log)?.tool_calls ?? [];

  it('go from pending over running to their end, in parallel', () => {
    const log = called();
    expect(callStates(calls(log))).toEqual(['pending', 'pending']);
    for (const id of [first, second]) log.record('tool.started', { tool_call: { id, name: 'add', arguments: {} } });
    expect(callStates(calls(log))).toEqual(['running', 'running']);
    log.endCall('t1', second);
    expect(calls(log)).toMatchObject([
      { state: 'running' },
      { state: 'succeeded', duration_ms: 7, result: { result: 3 } },
    ]);
  });

  it.each([
    [{ success: false }, 'failed'],
    [{ success: false, canceled: true }, 'canceled'],
    [{ success: false, outcome_unknown: true }, 'unknown'],
  ] as const)('that end with %j are %s', (how, state) => {
    expect(callStates(calls(called().endCall('t1', first, how)))).toEqual([state, 'pending']);
  });

  it('wait for the client that executes them', () => {
    const log = called().record('tool.call_requested', { tool_calls: [{ id: first, name: 'add', arguments: {} }] });
    log.record('turn.parked', { turn_id: 't1', waiting_for: ['client_tool'] });
    expect(callStates(calls(log))).toEqual(['waiting', 'pending']);
    expect(reduce(log)).toMatchObject({
      status: 'requires_action',
      turns: [{ status: 'waiting', waiting_for: ['client_tool'] }],
    });
    log.endCall('t1', first).record('turn.resumed', { turn_id: 't1' });
    expect(reduce(log)).toMatchObject({
      status: 'active',
      turns: [{ status: 'running', waiting_for: [], resumes: 1 }],
    });
  });

  it('ask a person, and tell who decided', () => {
    const approval = { approval_id: 'w', kind: 'approval' as const, expires_at: '2026-12-08T10:00:00.000Z' };
    const log = called().record('approval.requested', { ...approval, tool_call_id: first, name: 'add' });
    expect(calls(log)[0]).toMatchObject({ state: 'waiting', approval });
    expect(reduce(log).status).toBe('requires_action');
    const decision = { kind: 'approval' as const, decision: 'approve' as const, by: 'operator' };
    log.record('approval.resolved', { ...decision, approval_id: 'w', tool_call_id: first, edited_arguments: { a: 1 } });
    expect(calls(log)[0]).toMatchObject({ state: 'pending', decision: { ...decision, is_edited: true } });
    expect(calls(log)[0]).not.toHaveProperty('approval');
    expect(reduce(log).status).toBe('active');
  });

  it('remember for whom they waited, and who decided', () => {
    const asked = { approval_id: 'w', kind: 'approval' as const, tool_call_id: first };
    const log = called().record('approval.requested', {
      ...asked,
      name: 'add',
      expires_at: '2026-11-28T09:00:00.000Z',
    });
    expect(calls(log)[0]?.waits).toMatchObject([{ kind: 'approval', ended_at: null }]);
    log.record('approval.resolved', { ...asked, decision: 'approve', by: 'user:ada' });
    log.record('tool.call_requested', { tool_calls: [{ id: first, name: 'add', arguments: {} }] }).endCall('t1', first);
    const [approval, client] = calls(log)[0]?.waits ?? [];
    expect(approval).toMatchObject({ ended_at: expect.any(String), decision: 'approve', by: 'user:ada' });
    expect(client).toMatchObject({ kind: 'client_tool', ended_at: expect.any(String) });
    expect(calls(log)[1]?.waits).toBeUndefined();
  });

  it('are done by other agents, for which nobody has to act', () => {
    const child = { session_id: 's2', turn_id: 't2', parent_tool_call_id: first };
    const log = called().record('subagent.spawned', { ...child, agent_id: 'a2', agent: 'writer' });
    log.record('turn.parked', { turn_id: 't1', waiting_for: ['subagent'] });
    expect(calls(log)[0]).toMatchObject({ state: 'running', subagent: { session_id: 's2', status: 'running' } });
    expect(reduce(log).status).toBe('active');
    const waits = [{ id: 'w', kind: 'approval' as const, tool_call_id: 'c', name: 'pay' }];
    log.record('subagent.suspended', { session_id: 's2', waits });
    expect(calls(log)[0]?.subagent?.waits).toEqual(waits);
    log.record('subagent.completed', { ...child, child_sequence: 9 }).endCall('t1', first);
    expect(calls(log)[0]).toMatchObject({ state: 'succeeded', subagent: { status: 'completed', waits: [] } });
  });

  it('end with their result, of which the log of a fork may have nothing else', () => {
    const child = { session_id: 's2', turn_id: 't2', parent_tool_call_id: first };
    const log = called().record('subagent.spawned', { ...child, agent_id: 'a2', agent: 'writer' });
    expect(calls(log.endCall('t1', first))[0]?.subagent?.status).toBe('failed');
  });

  it('show what they print until they have a result', () => {
    const log = called();
    log.frame('tool.output.delta', { tool_call_id: first, attempt: 1, offset: 0, delta: 'line' });
    log.frame('tool.progress', { tool_call_id: first, attempt: 1, message: 'half' });
    expect(calls(log)[0]).toMatchObject({ output: 'line', progress: 'half' });
    expect(calls(log.endCall('t1', first))[0]).toMatchObject({ output: '', progress: null });
  });
});

describe('a turn', () => {
  it('that waits only for a time asks nobody', () => {
    const wake_at = '2026-11-21T10:00:00.000Z';
    const log = talking().record('turn.parked', { turn_id: 't1', waiting_for: [], wake_at });
    expect(reduce(log)).toMatchObject({ status: 'active', turns: [{ status: 'waiting', wake_at }] });
  });

  it('has the attempts that failed, and who took it over', () => {
    const failed = { kind: 'reason', iteration: 1, attempt: 1, duration_ms: 12, failures: 1 } as const;
    const refused = {
      ...failed,
      cause: 'rate_limited',
      http_status: 429,
      started_at: '2026-11-21T10:00:00.000Z',
    } as const;
    const log = talking().record('attempt.failed', { ...refused, retry_after_ms: 4_000 }, { turn_id: 't1' });
    log.record('turn.taken_over', { turn_id: 't1', from: 'a', to: 'b', silent_ms: 1_900 }, { turn_id: 't1' });
    expect(reduce(log).turns[0]).toMatchObject({
      failed_attempts: [{ ...refused, retry_after_ms: 4_000, ended_at: expect.any(String) }],
      take_overs: [{ from: 'a', to: 'b', silent_ms: 1_900, at: expect.any(String) }],
    });
  });

  it('has its steps, its usage and its end', () => {
    const log = talking().endAnswer('t1', 1, { text: '', calls: 2, attempt: 3 }).act('t1', 1, 2);
    log.startAnswer('t1', 2);
    expect(reduce(log).turns[0]?.steps).toMatchObject([
      { kind: 'reason', iteration: 1, attempt: 3, success: true, message_id: answerId('t1', 1) },
      { kind: 'act', iteration: 1, success_count: 2 },
      { kind: 'reason', iteration: 2, ended_at: null, message_id: answerId('t1', 2) },
    ]);
    const state = reduce(
      log.endAnswer('t1', 2, { text: 'done' }).endTurn('t1', 2).record('session.idled', { stop_reason: 'completed' }),
    );
    expect(state).toMatchObject({ status: 'idle', active_turn_id: null, usage: { input_tokens: 20, cost_usd: 1 } });
    expect(state.turns).toMatchObject([{ status: 'completed', iterations: 2, duration_ms: 50, attempts: 3 }]);
  });

  it('that fails says why', () => {
    const usage = initialSessionState.usage;
    const data = { turn_id: 't1', iterations: 1, duration_ms: 5, usage, error: 'Too long.' };
    const state = reduce(talking().record('turn.failed', { ...data, error_code: 'context_overflow' }));
    expect(state.turns).toMatchObject([
      { status: 'failed', error: { code: 'context_overflow', message: 'Too long.' } },
    ]);
  });
});

describe('the queue', () => {
  it('holds steering messages first, and loses what is taken or dropped', () => {
    const log = talking().queue('a', 'queue', 1).queue('b', 'queue', 2).queue('s', 'steer');
    expect(queued(log)).toEqual(['steer s', 'queue a', 'queue b']);
    log.record('input.message.moved', { message_id: 'b', position: 1 });
    expect(queued(log)).toEqual(['steer s', 'queue b', 'queue a']);
    log.record('input.message.updated', { message: userMessage('a', 'other') });
    expect(reduce(log).queue[2]?.message.content).toEqual([{ type: 'text', text: 'other' }]);
    log.input('t1', 's', 's').record('input.message.dropped', { message_id: 'b', by: 'operator' });
    expect(queued(log)).toEqual(['queue a']);
    expect(reduce(log).turns.length).toBe(1);
  });

  it('gets the steering messages that a turn did not read, before all others', () => {
    const log = talking().queue('a', 'queue', 1).queue('s', 'steer').endTurn('t1', 1);
    expect(queued(log)).toEqual(['queue s', 'queue a']);
  });

  it('drops a message whose turn never ran without ending the one that runs', () => {
    const log = talking().queue('a', 'queue', 1).record('input.message.dropped', { message_id: 'a', by: 'operator' });
    expect(reduce(log.cancelTurn('never'))).toMatchObject({ status: 'active', active_turn_id: 't1', queue: [] });
  });
});

it('an event of a later release moves the sequence and nothing else', () => {
  const state = reduce(talking());
  // This release does not know the type.
  const event = {
    id: 'x',
    type: 'toString',
    ts: '',
    session_id: 's',
    sequence: 99,
    context: {},
    data: {},
  } as never as SessionEvent;
  expect(applyEvent(state, event)).toEqual({ ...state, sequence: 99 });
});

it('files that are written or deleted are noticed', () => {
  expect(reduce(new SessionLog().record('file.written', { path: '/a', size_bytes: 1 })).files_sequence).toBe(1);
});
