import type { Database } from '../db/database.ts';
import { createLogReader } from './read-log.ts';
import type { EventHub } from './hub.ts';
import { MemoryHub, type MemoryHubDeps } from './memory-hub.ts';

/** Creates the hub of this process over the log in `db`. */
export function createEventHub(deps: Omit<MemoryHubDeps, 'readPage'> & { db: Database }): EventHub {
  return new MemoryHub({ ...deps, readPage: createLogReader(deps.db) });
}
