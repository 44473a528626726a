import { documented, LIMITS, TurnId } from '@everruns/schemas';
import { z } from 'zod';

const MAX_NAMES = 50;

/** A whole number in a query. */
const sequence = wholeNumber({ minimum: 0, maximum: 999_999_999_999_999 });
const eventId = documented(z.string(), { keywords: { format: 'uuid' } });

/** The place of a reader in all logs of a tree, as `next_cursor` or the id of an event in a stream gave it. */
const treeCursor = documented(z.string().min(1).max(2_048), { keywords: { pattern: '^[A-Za-z0-9_-]+$' } });

/** A parameter that may be repeated. */
const names = z
  .union([z.string(), z.array(z.string()).max(MAX_NAMES)])
  .transform((given) => (typeof given === 'string' ? [given] : given))
  .optional();

export const ListEventsParameters = z.strictObject({
  after_sequence: sequence.optional(),
  since_id: eventId.optional(),
  before_sequence: sequence.optional(),
  limit: documented(sequence.pipe(z.int().min(1).max(LIMITS.eventsLimit)), {
    keywords: { type: 'integer', minimum: 1, maximum: LIMITS.eventsLimit, pattern: undefined },
  }).optional(),
  types: names,
  turn_id: TurnId.optional(),
  tree: z.literal('true').optional(),
  cursor: treeCursor.optional(),
});

export const StreamParameters = z.strictObject({
  after_sequence: z.union([z.literal('latest'), sequence]).optional(),
  since_id: eventId.optional(),
  types: names,
  tree: z.literal('true').optional(),
  cursor: treeCursor.optional(),
  exclude: names,
  until: z.literal('idle').optional(),
  heartbeat: z.literal('event').optional(),
});

function wholeNumber(bounds: { minimum: number; maximum: number }) {
  const text = z.string().regex(/^\d{1,15}$/, 'must be a whole number');
  return documented(text.transform(Number), { keywords: { type: 'integer', ...bounds, pattern: undefined } });
}
