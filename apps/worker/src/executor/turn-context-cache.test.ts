import { TEST_IDS, makeAtom, makeInputMessage, makeModel, makeRuntimeAgent } from '@everruns/core/testing';
import type { BegunAtom } from '@everruns/internal-protocol';
import { toolCallId, type Message } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { TurnContext, createTurnContextCache } from './turn-context-cache.ts';

const at = (sequence: number): Message => makeInputMessage(`message ${sequence}`, { sequence });

function begun(overrides: Partial<BegunAtom>): BegunAtom {
  const { session, input, exec } = TEST_IDS;
  return {
    token: { atom: makeAtom(), session_id: session, segment: 1, exec_id: exec, attempt: 1 },
    input_message_id: input,
    failures: 0,
    malformed_calls: 0,
    messages: [],
    head_sequence: 0,
    deadline_at_ms: 0,
    ...overrides,
  };
}

describe('the context of a segment', () => {
  it('grows with each begin, in log order and without repeats', () => {
    const context = new TurnContext();
    context.absorb(begun({ agent: makeRuntimeAgent(), messages: [at(1)], head_sequence: 3 }));
    context.absorb(begun({ messages: [at(5), at(7)], head_sequence: 8 }));
    context.absorb(begun({ messages: [at(4), at(5)], head_sequence: 6 }));
    expect(context.messages.map((message) => message.sequence)).toEqual([1, 4, 5, 7]);
    expect(context.haveSequence).toBe(8);
  });

  it('forgets what a summary covers, also when it comes again', () => {
    const context = new TurnContext();
    const summary = { ...at(9), compaction: { covered_through_sequence: 5, kept_sequences: [4] } };
    context.absorb(begun({ messages: [at(1), at(4), at(5), at(7)], head_sequence: 7 }));
    context.absorb(begun({ messages: [summary, at(11)], head_sequence: 12 }));
    context.absorb(begun({ messages: [at(5), at(13)], head_sequence: 13 }));
    expect(context.messages.map((message) => message.sequence)).toEqual([9, 4, 7, 11, 13]);
  });

  it('keeps the agent with its key when a later begin of a call brings one without', () => {
    const context = new TurnContext();
    const call = { id: toolCallId(makeAtom(), 0), ordinal: 0, name: 'add', arguments: {}, provider_call_id: 'c' };
    const keyed = makeRuntimeAgent({ model: makeModel({ api_key: 'sk-1' }) });
    context.absorb(begun({ agent: makeRuntimeAgent(), head_sequence: 0 }));
    context.absorb(begun({ agent: keyed, messages: [at(1)], head_sequence: 1 }));
    context.absorb(begun({ agent: makeRuntimeAgent(), call, head_sequence: 0 }));
    expect(context.agent.model.api_key).toBe('sk-1');
  });

  it('takes the agent with a key that a call of a tool brings which asks the model', () => {
    const context = new TurnContext();
    const call = { id: toolCallId(makeAtom(), 0), ordinal: 0, name: 'ask', arguments: {}, provider_call_id: 'c' };
    const keyed = makeRuntimeAgent({ model: makeModel({ api_key: 'sk-1' }) });
    context.absorb(begun({ agent: makeRuntimeAgent(), call, head_sequence: 1 }));
    context.absorb(begun({ agent: keyed, call, head_sequence: 1 }));
    expect(context.agent.model.api_key).toBe('sk-1');
  });

  it('takes the agent that a later generation brings: another model took over', () => {
    const context = new TurnContext();
    context.absorb(begun({ agent: makeRuntimeAgent(), messages: [at(1)], head_sequence: 1 }));
    context.absorb(begun({ agent: makeRuntimeAgent({ model: makeModel({ model: 'other' }) }), head_sequence: 2 }));
    expect(context.agent.model.model).toBe('other');
  });

  it('refuses to guess an agent', () => {
    expect(() => new TurnContext().agent).toThrow('never loaded');
  });
});

describe('the cache of contexts', () => {
  const { turn } = TEST_IDS;

  it('keeps segments apart', () => {
    const cache = createTurnContextCache(10);
    cache.get(turn, 1).absorb(begun({ head_sequence: 5 }));
    expect(cache.get(turn, 1).haveSequence).toBe(5);
    expect(cache.get(turn, 2).haveSequence).toBe(0);
  });

  it('forgets what it is told to, and the segment that was used least lately', () => {
    const cache = createTurnContextCache(2);
    for (const segment of [1, 2]) cache.get(turn, segment).absorb(begun({ head_sequence: segment }));
    cache.get(turn, 1);
    cache.get(turn, 3);
    expect([1, 2, 3].map((segment) => cache.get(turn, segment).haveSequence)).toContain(1);
    expect(cache.get(turn, 2).haveSequence).toBe(0);
    cache.get(turn, 4).absorb(begun({ head_sequence: 4 }));
    cache.forget(turn, 4);
    expect(cache.get(turn, 4).haveSequence).toBe(0);
  });
});
