import { LIMITS, TurnId } from '@everruns/schemas';
import { z } from 'zod';

const MAX_NAMES = 50;

/** A whole number in a query. */
const sequence = z
  .string()
  .regex(/^\d{1,15}$/, 'must be a whole number')
  .transform(Number);

/** A parameter that may be repeated. */
const names = z
  .union([z.string(), z.array(z.string()).max(MAX_NAMES)])
  .transform((given) => (typeof given === 'string' ? [given] : given))
  .optional();

export const ListEventsParameters = z.strictObject({
  after_sequence: sequence.optional(),
  since_id: z.string().optional(),
  before_sequence: sequence.optional(),
  limit: sequence.pipe(z.int().min(1).max(LIMITS.eventsLimit)).optional(),
  types: names,
  turn_id: TurnId.optional(),
});

export const StreamParameters = z.strictObject({
  after_sequence: z.union([z.literal('latest'), sequence]).optional(),
  since_id: z.string().optional(),
  types: names,
  exclude: names,
  until: z.literal('idle').optional(),
  heartbeat: z.literal('event').optional(),
});
