import { sql, type RawBuilder } from 'kysely';
import type { RequestContext } from '../kernel/request-context.ts';

export type Rated = 'up' | 'down';

/** The chunks that an index knows of. */
const WITH_FEEDBACK = sql.raw<boolean>(`c.types && '{feedback.given}'`);

/** The condition that the newest word of a person on an answer of the session in the row is this one. */
export function isRated({ org_id }: Pick<RequestContext, 'org_id'>, rating: Rated): RawBuilder<boolean> {
  return sql<boolean>`exists (select from (
    select distinct on (f.data ->> 'message_id', f.data ->> 'by') f.data ->> 'rating' as rating
    from event_chunks c cross join lateral unnest(c.types, c.data) with ordinality as e (type, data, place)
      cross join lateral (select readable_json(e.data) as data offset 0) as f
    where c.org_id = ${org_id} and c.session_id = sessions.id and ${WITH_FEEDBACK} and e.type = 'feedback.given'
    order by f.data ->> 'message_id', f.data ->> 'by', c.sequence desc, e.place desc
  ) as said where said.rating = ${rating} offset 0)`;
}

/** The sessions in which somebody has said what they think of an answer. */
export function selectRated({ org_id }: Pick<RequestContext, 'org_id'>): RawBuilder<string> {
  return sql<string>`(select c.session_id from event_chunks c where c.org_id = ${org_id} and ${WITH_FEEDBACK})`;
}
