import { LIMITS } from '@everruns/schemas';
import type { JsonLimits } from './scan-json.ts';

/** Of every body, and of every document in one. */
export const JSON_LIMITS: JsonLimits = { maxDepth: LIMITS.bodyDepth, maxItems: LIMITS.bodyItems };
