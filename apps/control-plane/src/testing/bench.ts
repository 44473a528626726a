/** The parts that the append benchmark drives directly: one transaction of the engine, and the hub that publishes it. */
export { openDatabase, type OpenDatabase } from '../db/database.ts';
export { createEventHub } from '../events/create-event-hub.ts';
export type { EventBus, EventHub } from '../events/hub.ts';
export { systemClock } from '@everruns/kernel';
export { createIds } from '../kernel/create-ids.ts';
export { GroupCommit } from '../engine/memory/group-commit.ts';
export type { EngineDeps } from '../engine/transact/engine-deps.ts';
export { newChange, transactFromMemory } from '../engine/transact/transact.ts';
export { SessionMemory } from '../engine/memory/session-memory.ts';
export { EVERY_SUBJECT } from '../kernel/subject-reach.ts';
export { PGBOUNCER, startPgBouncer } from './pgbouncer.ts';
