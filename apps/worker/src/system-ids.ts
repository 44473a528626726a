import type { Ids } from '@everruns/core';
import { randomUUID } from 'node:crypto';

/** An execution's id has to be new, no more: Node draws the randomness of many at once. */
export const systemIds: Ids = { uuid: () => randomUUID() };
