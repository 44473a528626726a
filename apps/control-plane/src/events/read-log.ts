import type { OrganizationId } from '@everruns/schemas';
import type { OpenDatabase } from '../db/database.ts';
import { withRetry } from '../db/transaction.ts';
import { actAsOrganization } from '../kernel/acting.ts';
import { toPublishedEvent } from './encode.ts';
import type { ReadLogPage } from './log-pager.ts';
import { readEventPage } from '../repositories/events.ts';

/**
 * Reads pages of a session's log for the hub and its readers, and repeats a read that a restart of PostgreSQL interrupts. What a reader gets
 * is read in the name of its organization, whoever has caused the reading.
 */
export function createLogReader({ db, forAll }: Pick<OpenDatabase, 'db' | 'forAll'>): ReadLogPage {
  return async (query) => {
    const read =
      query.org_id === null
        ? () => readEventPage(forAll, query)
        : () => actAsOrganization(query.org_id as OrganizationId, () => readEventPage(db, query));
    return (await withRetry(read)).map(toPublishedEvent);
  };
}
