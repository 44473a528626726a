import { createLogger } from '@everruns/log';
import { systemClock } from '@everruns/kernel';
import { createIds } from '../../kernel/create-ids.ts';
import { createMemoryBus } from './memory-bus.ts';
import type { EventBus } from '../hub.ts';
import { MemoryHub } from '../memory-hub.ts';
import { ORG, type MemoryLog } from './memory-log.ts';

const log = createLogger({ level: 'silent' });
const MEGABYTE = 1024 * 1024;

/** A hub over a log in memory. */
export function createHub(
  memory: MemoryLog,
  bus: EventBus = createMemoryBus(),
  limits = { perSession: 50, total: 100 },
) {
  return new MemoryHub({
    readPage: memory.readPage,
    bus,
    clock: systemClock,
    ids: createIds(systemClock),
    log,
    limits,
  });
}

export const subscribe = (hub: MemoryHub, memory: MemoryLog, after_sequence = 0) =>
  hub.subscribe({ from: { org_id: ORG, session_id: memory.session_id, after_sequence }, bufferBytes: MEGABYTE });
