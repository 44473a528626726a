import { SessionId, TurnId } from '@everruns/schemas';
import { v7 } from 'uuid';
import { toPublishedEvent } from '../encode.ts';
import type { PublishedEvent } from '../hub.ts';
import type { ReadLogPage } from '../log-pager.ts';

export const ORG = '00000000-0000-7000-8000-000000000001';
export const TURN = TurnId.parse('01890000-0000-7000-8000-00000000000a');

/** A log in memory, for one session. */
export interface MemoryLog {
  session_id: SessionId;
  events: PublishedEvent[];
  /** How often it was read. */
  reads: number;
  /** Commits events without telling anybody. */
  record(...types: string[]): PublishedEvent[];
  readPage: ReadLogPage;
}

export function createMemoryLog(): MemoryLog {
  const log: MemoryLog = {
    session_id: SessionId.parse(v7()),
    events: [],
    reads: 0,
    record: (...types) => types.map((type) => append(log, type, '{}')),
    readPage: async ({ after_sequence, limit }) => {
      log.reads += 1;
      // The snapshot is of the moment of asking, the answer comes later.
      const page = log.events.slice(after_sequence, after_sequence + limit);
      await new Promise((resolve) => setImmediate(resolve));
      return page;
    },
  };
  return log;
}

/** Commits one event with data of its own. */
export function append(log: MemoryLog, type: string, data: string): PublishedEvent {
  return appendOfAttempt(log, { type, data, attempt: 1 });
}

/** The same, recorded by an attempt of its atom. */
export function appendOfAttempt(
  log: MemoryLog,
  { type, data, attempt }: { type: string; data: string; attempt: number },
): PublishedEvent {
  const event = toPublishedEvent({
    org_id: ORG,
    session_id: log.session_id,
    sequence: log.events.length + 1,
    id: v7(),
    type,
    ts: '2026-01-01T00:00:00.000Z',
    turn_id: TURN,
    context: JSON.stringify({ attempt }),
    data,
  });
  log.events.push(event);
  return event;
}
