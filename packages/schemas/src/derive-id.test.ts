import { describe, expect, it } from 'vitest';
import { formatAtomKey, type AtomRef } from './atom.ts';
import { outputMessageId, toolCallId } from './derive-id.ts';
import { TurnId } from './ids.ts';

const turnId = TurnId.parse('0194f7a0-0000-7000-8000-000000000001');
const reason: AtomRef = { turn_id: turnId, iteration: 2, kind: 'reason', ordinal: 0 };

describe('derived ids', () => {
  it('never change: a later release must derive what an earlier one recorded', () => {
    expect(formatAtomKey(reason)).toBe(`${turnId}:2:reason`);
    expect(formatAtomKey({ ...reason, kind: 'act', ordinal: 3 })).toBe(`${turnId}:2:act:3`);
    expect(outputMessageId(reason)).toBe('f8e22354-633a-5dda-95f4-ace18d468d5c');
    expect(toolCallId(reason, 0)).toBe('efb378e4-187a-51ea-8332-a9429b9ad0bc');
  });

  it('differ by turn, iteration and ordinal', () => {
    const other = TurnId.parse('0194f7a0-0000-7000-8000-000000000002');
    const ids = [
      outputMessageId(reason),
      outputMessageId({ ...reason, iteration: 3 }),
      outputMessageId({ ...reason, turn_id: other }),
      toolCallId(reason, 0),
      toolCallId(reason, 1),
      toolCallId({ ...reason, iteration: 3 }, 0),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });
});
