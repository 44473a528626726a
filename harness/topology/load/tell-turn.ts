import { queryPostgres } from '../../dev/query-postgres.ts';
import type { SeenTurn } from './load.ts';

const LOG = `select e.type, extract(epoch from e.ts - first_value(e.ts) over (order by e.sequence))::float8 as seconds
  from events asked join events e on e.session_id = asked.session_id and e.turn_id = asked.turn_id
  where asked.type = 'input.message' and asked.data #>> '{message,content,0,text}' = $1 order by e.sequence`;

/** What the log has of a turn, each event with its seconds after the first one, so that it shows where the time went. */
export async function tellTurn(databaseUrl: string, { text }: SeenTurn): Promise<string> {
  const events = await queryPostgres<{ type: string; seconds: number }>(databaseUrl, LOG, [text]);
  return events.map(({ type, seconds }) => `${seconds.toFixed(1)} ${type}`).join(', ');
}
