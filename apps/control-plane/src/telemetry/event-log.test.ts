import type { EventId, SessionId, TurnId } from '@everruns/schemas';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import type { PublishedEvent } from '../events/hub.ts';
import { createEventLog } from './event-log.ts';

function record(level: string) {
  const lines: Record<string, unknown>[] = [];
  const options = { level, base: null, timestamp: false };
  const write = createEventLog(pino(options, { write: (line: string) => void lines.push(JSON.parse(line)) }));
  const tell = (type: string, data: object) => write([toEvent(type, data)]);
  return { lines, tell };
}

function toEvent(type: string, data: object): PublishedEvent {
  const ids = { org_id: 'o', session_id: 's' as SessionId, turn_id: 't' as TurnId, id: 'e' as EventId };
  return { ...ids, sequence: 1, type, json: JSON.stringify({ type, data }) };
}

const IDS = { session_id: 's', turn_id: 't' };

it.each([
  ['turn.taken_over', { turn_id: 't', from: 'a', to: 'b', silent_ms: 5_200 }, { from: 'a', to: 'b', silent_ms: 5_200 }],
  [
    'reason.fallback',
    {
      iteration: 1,
      cause: 'overloaded',
      from: { model: 'm', provider: 'openai' },
      to: { model: 'n', provider: 'anthropic' },
    },
    { cause: 'overloaded', from: { model: 'm', provider: 'openai' }, to: { model: 'n', provider: 'anthropic' } },
  ],
  [
    'history.repaired',
    { what: ['pictures'], through_sequence: 7, reason: 'canary of the provider' },
    { left_out: ['pictures'] },
  ],
  [
    'model.adjusted',
    { model_id: 'i', model: 'm', left_out: ['temperature'], reason: 'canary of the provider' },
    { model_id: 'i', left_out: ['temperature'] },
  ],
])('%s is one line with its ids, and without a word of the provider', (type, data, details) => {
  const { lines, tell } = record('info');
  tell(type, data);
  expect(lines).toEqual([expect.objectContaining({ level: 30, ...IDS, ...details })]);
  expect(JSON.stringify(lines)).not.toContain('canary');
});

it('the end of a turn is a line at debug and none at info; other events are none', () => {
  const failed = { turn_id: 't', iterations: 2, duration_ms: 40, error: 'canary', error_code: 'provider_auth' };
  const detailed = record('debug');
  detailed.tell('turn.failed', failed);
  detailed.tell('input.message', { message: { content: 'canary' } });
  const end = { level: 20, ...IDS, status: 'failed', code: 'provider_auth', iterations: 2, duration_ms: 40 };
  expect(detailed.lines).toEqual([expect.objectContaining(end)]);
  expect(JSON.stringify(detailed.lines)).not.toContain('canary');
  const quiet = record('info');
  quiet.tell('turn.failed', failed);
  expect(quiet.lines).toEqual([]);
});
