import { LIMITS } from '@everruns/schemas';
import type { JsonLimits } from './scan-json.ts';

/** The limits of every body, and of every document inside a body. */
export const JSON_LIMITS: JsonLimits = { maxDepth: LIMITS.bodyDepth, maxItems: LIMITS.bodyItems };
