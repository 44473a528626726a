import type { HeadLog } from '../ports/head-log.ts';

/** Keeps nothing, so generations name no head. */
export const NO_HEADS: HeadLog = { nameOf: () => undefined };
