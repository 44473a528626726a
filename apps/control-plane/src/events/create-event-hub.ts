import type { OpenDatabase } from '../db/database.ts';
import { createLogReader } from './read-log.ts';
import type { EventHub } from './hub.ts';
import { MemoryHub, type MemoryHubDeps } from './memory-hub.ts';

/** Creates the hub of this process over the log in the database. */
export function createEventHub(
  deps: Omit<MemoryHubDeps, 'readPage'> & { database: Pick<OpenDatabase, 'db' | 'forAll'> },
): EventHub {
  return new MemoryHub({ ...deps, readPage: createLogReader(deps.database) });
}
