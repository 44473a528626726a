import { queryPostgres } from '../../dev/query-postgres.ts';

const OPEN = `select count(*)::int as open from turns where status not in ('completed', 'failed', 'canceled')`;

/** How many turns run or wait. */
export async function countOpenTurns(databaseUrl: string): Promise<number> {
  const [row] = await queryPostgres<{ open: number }>(databaseUrl, OPEN, []);
  return row?.open ?? Number.NaN;
}
