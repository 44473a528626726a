import type { JsonObject } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { collectToolCalls, type OpenToolCall } from './collect-tool-calls.ts';

const collect = (...deltas: JsonObject[]): { name: string; arguments: string }[] =>
  deltas
    .reduce<readonly OpenToolCall[]>((calls, call) => collectToolCalls(calls, { tool_calls: [call] }), [])
    .map((call) => ({ name: call.name, arguments: call.arguments.joined }));

describe('calls that share a place', () => {
  it('numbered 0 all of them: a piece without a name belongs to the one that was begun last', () => {
    const calls = collect(
      { index: 0, id: 'a', function: { name: 'first', arguments: '{"n":1}' } },
      { index: 0, id: 'b', function: { name: 'second', arguments: '' } },
      { index: 0, function: { arguments: '{"n":2}' } },
    );
    expect(calls).toEqual([
      { name: 'first', arguments: '{"n":1}' },
      { name: 'second', arguments: '{"n":2}' },
    ]);
  });

  it('with one id for all of them: a piece without a name belongs to the one that was begun last', () => {
    const calls = collect(
      { id: 'same', function: { name: 'first', arguments: '{"n":1}' } },
      { id: 'same', function: { name: 'second', arguments: '' } },
      { id: 'same', function: { arguments: '{"n":2}' } },
    );
    expect(calls).toEqual([
      { name: 'first', arguments: '{"n":1}' },
      { name: 'second', arguments: '{"n":2}' },
    ]);
  });
});
