import { randomUUID } from 'node:crypto';
import { type RecordedEvent, ZERO_USAGE } from '@everruns/schemas';
import { expect, it } from 'vitest';
import { parseRecorded, toTurnSpans } from './turn-spans.ts';

const ids = { session_id: randomUUID(), turn_id: randomUUID() };
const at = (second: number): string => new Date(second * 1_000).toISOString();

function generation(sequence: number, second: number, duration_ms: number): RecordedEvent {
  return parseRecorded({
    id: randomUUID(),
    type: 'llm.generation',
    ts: at(second),
    session_id: ids.session_id,
    sequence,
    context: { turn_id: ids.turn_id },
    data: {
      message_id: randomUUID(),
      model: 'm',
      provider: 'p',
      request: { messages_through_sequence: 1, tools: [] },
      output: [],
      usage: ZERO_USAGE,
      duration_ms,
      finish_reasons: ['stop'],
    },
  });
}

it('a summary and the answer behind it, recorded together, are spans one after the other', () => {
  const events = [generation(1, 10, 4_000), generation(2, 60, 5_000), generation(3, 60, 2_000)];
  const record = { org_id: 'o', agent_id: 'a', agent_name: 'A', ...ids, events };
  const { children } = toTurnSpans(record, false);
  expect(children.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
    [6_000, 10_000],
    [53_000, 58_000],
    [58_000, 60_000],
  ]);
});
