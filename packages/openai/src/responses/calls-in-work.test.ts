import type { JsonObject } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { finishCalls, NO_CALLS, openCall, takeCall, writeArguments } from './calls-in-work.ts';

const call = (name: string): JsonObject => ({ type: 'function_call', name });

describe('calls of servers that give all of them one key', () => {
  const open = openCall(openCall(NO_CALLS, 'same', call('first')), 'same', call('second'));

  it('get their arguments while they are the one that was begun last', () => {
    const written = writeArguments(open, 'same', '{"n":2}');
    expect(written.open.map(({ arguments: { joined } }) => joined)).toEqual(['', '{"n":2}']);
  });

  it('are done one after the other, the one that was begun last first', () => {
    const taken = takeCall(writeArguments(open, 'same', '{"n":2}'), 'same', {});
    expect(taken?.event).toMatchObject({ name: 'second', arguments: { n: 2 } });
    expect(finishCalls(taken?.calls ?? NO_CALLS).events).toMatchObject([{ name: 'first', arguments: {} }]);
  });
});
