import type { Database } from '../db/database.ts';
import { withRetry } from '../db/transaction.ts';
import { toPublishedEvent } from './encode.ts';
import type { ReadLogPage } from './log-pager.ts';
import { readEventPage } from '../repositories/events.ts';

/** Reads pages of a session's log for the hub and its readers, and repeats a read that a restart of PostgreSQL interrupts. */
export function createLogReader(db: Database): ReadLogPage {
  return async (query) => (await withRetry(() => readEventPage(db, query))).map(toPublishedEvent);
}
