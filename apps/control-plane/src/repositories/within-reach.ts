import { sql } from 'kysely';
import type { WithReach } from '../kernel/subject-reach.ts';

/** The condition of `reachesSubject` on the column `subject`, for lists. */
export function withinReach({ subjects: { bound, person, noteForeign } }: WithReach) {
  if (bound !== null) return sql<boolean>`subject = ${bound}`;
  if (noteForeign !== null) return sql<boolean>`true`;
  return sql<boolean>`(subject not like 'user:%' or subject = ${person})`;
}
