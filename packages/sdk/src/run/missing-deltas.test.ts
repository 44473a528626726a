import { expect, it } from 'vitest';
import type { EventOf } from '../session-event.ts';
import { MissingDeltas } from './missing-deltas.ts';

const envelope = { id: '1', ts: '2026-11-30T00:00:00Z', session_id: 's', context: { turn_id: 't', attempt: 2 } };

function completed(id: string, ...texts: string[]): EventOf<'output.message.completed'> {
  const content = texts.map((text) => ({ type: 'text' as const, text }));
  const message = { id, session_id: 's', role: 'agent' as const, content, created_at: envelope.ts };
  return { ...envelope, type: 'output.message.completed', sequence: 4, data: { message } };
}

function delta(message_id: string): EventOf<'output.message.delta'> {
  const data = { message_id, attempt: 1, part: 0, offset: 0, delta: 'He' };
  return { ...envelope, type: 'output.message.delta', data };
}

it('a message that was recorded before the stream was open comes as deltas too', () => {
  const deltas = new MissingDeltas().before(completed('m', 'Hello.', '', 'More.'));
  expect(deltas.map(({ data }) => data)).toEqual([
    { message_id: 'm', attempt: 2, part: 0, offset: 0, delta: 'Hello.' },
    { message_id: 'm', attempt: 2, part: 1, offset: 0, delta: 'More.' },
  ]);
  expect(deltas[0]).not.toHaveProperty('sequence');
});

it('a message whose deltas were streamed is not said again, and an empty one says nothing', () => {
  const missing = new MissingDeltas();
  expect(missing.before(delta('m'))).toEqual([]);
  expect(missing.before(completed('m', 'Hello.'))).toEqual([]);
  expect(missing.before(completed('n'))).toEqual([]);
  expect(missing.before(completed('o', 'Next.'))).toHaveLength(1);
});
