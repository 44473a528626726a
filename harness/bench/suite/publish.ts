import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { DEFAULT_ORGANIZATION_ID } from '@everruns/schemas';
import { openProductLog } from '../append/product-log.ts';
import { runAppenders } from '../append/run-appenders.ts';
import { watchArrivals } from '../load/watch-arrivals.ts';
import { requestJson } from '../load/request-json.ts';
import { type BenchRow, bound } from '../measure/bench-row.ts';
import { medianOf } from '../measure/median.ts';
import { ANSWER } from './script.ts';
import { createProductDatabase, startProductSubject, type Subject } from './subject.ts';
import type { World } from './world.ts';

const SESSIONS = 40;
const MAX_MS = { same: 2, other: 5 };
const LEAST_FAN_OUT = 0.8;
const LANES = 64;
const READERS_A_SESSION = 2;
const MS = 1_500;

/**
 * Measures the time from the commit of an event, by PostgreSQL's clock, to its arrival at readers of the same and another
 * replica.
 */
export async function benchPublish(world: World): Promise<BenchRow[]> {
  const databaseUrl = await createProductDatabase(world.postgres);
  const first = await startProductSubject(world.postgres, { name: 'product', databaseUrl });
  const second = await startProductSubject(world.postgres, { name: 'product', databaseUrl });
  try {
    // Each replica must discover the other before it sends it anything.
    await sleep(3_000);
    const same: number[] = [];
    const other: number[] = [];
    for (let round = 0; round < world.play.rounds; round += 1) {
      same.push(await measureDelay(first, first));
      other.push(await measureDelay(first, second));
    }
    return [
      bound({ name: 'commit → SSE, same process, p50', unit: 'ms', values: same, goal: MAX_MS.same }),
      bound({ name: 'commit → SSE, other process, p50', unit: 'ms', values: other, goal: MAX_MS.other }),
      await measureFanOut(world),
    ];
  } finally {
    await first.kill();
    await second.kill();
  }
}

/** Returns the median over the events of plain answers in several sessions, one after the other. */
async function measureDelay(writer: Subject, reader: Subject): Promise<number> {
  const client = new pg.Client({ connectionString: writer.databaseUrl });
  await client.connect();
  const delays: number[] = [];
  for (let nth = 0; nth < SESSIONS; nth += 1) {
    const { id } = await requestJson<{ id: string }>(`${writer.url}/v1/sessions`, { agent_id: writer.agentId });
    await using arrivals = await watchArrivals(reader.url, id);
    await requestJson(`${writer.url}/v1/sessions/${id}/messages`, {
      message: { content: [{ type: 'text', text: ANSWER }] },
    });
    await arrivals.turnCompleted;
    const { rows } = await client.query<{ id: string; committed_at: number }>(
      `select e.id, extract(epoch from pg_xact_commit_timestamp(c.xmin))::float8 * 1000 as committed_at
        from events e join event_chunks c on c.session_id = e.session_id and c.sequence = e.chunk
        where e.session_id = $1 and e.sequence > 1`,
      [id],
    );
    for (const row of rows) delays.push((arrivals.at.get(row.id) ?? Number.NaN) - row.committed_at);
  }
  await client.end();
  return medianOf(delays);
}

/** Measures appending while two readers follow each session against appending alone; readers take what the hub gives them. */
async function measureFanOut(world: World): Promise<BenchRow> {
  await using log = await openProductLog(await createProductDatabase(world.postgres));
  const sessions = await Promise.all(Array.from({ length: LANES }, () => log.createSession()));
  const append = async (lane: number) => {
    const session = sessions[lane];
    if (session !== undefined) await log.append(session, 4);
  };
  const run = (ms = MS) => runAppenders({ append, lanes: LANES, ms, eventsPerAppend: 4 });
  await run(MS / 3);
  const ratios: number[] = [];
  for (let round = 0; round < world.play.rounds; round += 1) {
    const before = await run();
    const readers = sessions.flatMap((session_id) =>
      Array.from({ length: READERS_A_SESSION }, () =>
        log.hub.subscribe({
          from: { org_id: DEFAULT_ORGANIZATION_ID, session_id, after_sequence: 0 },
          bufferBytes: 4 * 1024 * 1024,
        }),
      ),
    );
    const reading = readers.map(async (reader) => {
      while ((await reader.nextBatch()) !== null);
    });
    // Readers first catch up with the events of the previous rounds.
    await sleep(1_000);
    const during = await run();
    for (const reader of readers) await reader[Symbol.asyncDispose]();
    await Promise.all(reading);
    const after = await run();
    ratios.push(during / ((before + after) / 2));
  }
  const name = `append with ${READERS_A_SESSION} readers a session over without`;
  return bound({ name, unit: '', values: ratios, goal: LEAST_FAN_OUT, atLeast: true });
}
