import type { Ids } from '@everruns/core';
import { randomUUID } from 'node:crypto';

/** The id of an execution only has to be unique, so the faster `randomUUID` of Node is enough. */
export const systemIds: Ids = { uuid: () => randomUUID() };
