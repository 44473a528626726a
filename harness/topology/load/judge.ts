import { setTimeout as sleep } from 'node:timers/promises';
import { checkOracle } from '../../chaos/oracle/check-oracle.ts';
import type { Violation } from '../../chaos/oracle/violation.ts';
import { BUSY, type BusyRow } from '../../chaos/run/busy.ts';
import { takeWitnesses } from '../../chaos/run/take-witnesses.ts';
import { queryPostgres } from '../../dev/query-postgres.ts';
import type { Topology } from '../topology.ts';
import { TEXT_PREFIX, type Load } from './load.ts';

const PATIENCE_MS = 180_000;

/** Ends a load and compares what its clients and readers saw with what is stored. Returns everything that was lost, doubled or stuck. */
export async function judgeLoad(topology: Topology, load: Load, lastFaultAt: number): Promise<Violation[]> {
  const { sessionIds } = load;
  await load.finish();
  const url = await findPrimary(topology);
  await until(async () => (await queryPostgres<BusyRow>(url, BUSY, [sessionIds]))[0]?.busy === 0);
  const restedAt = Date.now();
  await until(async () => (await findBehind(url, load)).length === 0);
  await load.stop();
  const found = await checkOracle({
    databaseUrl: url,
    sessionIds,
    ...takeWitnesses(topology, TEXT_PREFIX),
    transcripts: load.transcripts,
    journal: load.journal,
    answers: load.answers,
    decisions: [],
    receipts: [],
    lastFaultAt,
    restedAt,
  });
  const failed = load.turns.filter(({ end }) => end !== 'turn.completed');
  const ends = failed.map(({ text, end }): Violation => {
    return { invariant: 'I3', session_id: '', says: `${text} ended by ${end}` };
  });
  return [...found, ...ends];
}

/** The standby, once it was promoted. */
export async function findPrimary({ postgres, standby }: Topology): Promise<string> {
  if (standby === null) return postgres.url;
  const sql = 'select pg_is_in_recovery() as "isStandby"';
  const [row] = await queryPostgres<{ isStandby: boolean }>(standby.url, sql, []);
  return row?.isStandby === false ? standby.url : postgres.url;
}

/** The sessions whose reader has not seen the whole log. */
async function findBehind(url: string, { sessionIds, transcripts }: Load): Promise<string[]> {
  const sql = 'select id, (next_sequence - 1)::float8 as head from sessions where id = any($1::uuid[])';
  const rows = await queryPostgres<{ id: string; head: number }>(url, sql, [sessionIds]);
  const seen = new Map(transcripts.map(({ session_id, events }) => [session_id, events.at(-1)?.sequence ?? 0]));
  return rows.filter(({ id, head }) => (seen.get(id) ?? 0) < head).map(({ id }) => id);
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  while (performance.now() < giveUpAt && !(await isSo())) await sleep(100);
}
