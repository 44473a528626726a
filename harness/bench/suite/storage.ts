import pg from 'pg';
import { type BenchRow, fact } from '../measure/bench-row.ts';
import { playRound } from './alternate.ts';
import { toolRounds } from './script.ts';
import { startProductSubject } from './subject.ts';
import type { World } from './world.ts';

const LANES = 16;
const TURNS_PER_LANE = 20;

interface Size {
  wal: number;
  disk: number;
}

/** Rows of a turn: its log, itself, its steps and the stored answers of its requests. Reading them marks pages, so it is not between rounds. */
const ROWS = `select ((select count(*) from event_chunks) + (select count(*) from turns) + (select count(*) from atoms)
    + (select count(*) from idempotency_keys))::float8 as rows`;

const SIZE = `select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 as wal,
  (select sum(pg_total_relation_size(oid)) from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace)::float8 as disk`;

/**
 * Measures what the capacity page calculates with: write-ahead log and disk space of a turn with one tool call, including
 * indexes.
 */
export async function benchStorage(world: World): Promise<BenchRow[]> {
  const product = await startProductSubject(world.postgres, { name: 'product' });
  const client = new pg.Client({ connectionString: product.databaseUrl });
  try {
    await client.connect();
    const spec = {
      lanes: LANES,
      turnsPerLane: TURNS_PER_LANE,
      turnsPerSession: 10,
      warmUpTurns: 0,
      text: toolRounds(1),
    };
    const countRows = async () => (await client.query<{ rows: number }>(ROWS)).rows[0]?.rows ?? Number.NaN;
    const rowsBefore = await countRows();
    const sizes: Size[] = [];
    for (let round = 0; round <= world.play.rounds; round += 1) {
      // A checkpoint comes first, because the full-page writes after it are part of the cost.
      await client.query('checkpoint');
      const { rows } = await client.query<Size>(SIZE);
      sizes.push(...rows);
      if (round < world.play.rounds) await playRound({ ...world.play, spec }, product);
    }
    const inserted = ((await countRows()) - rowsBefore) / (LANES * TURNS_PER_LANE * world.play.rounds);
    const perTurn = (pick: (size: Size) => number) =>
      sizes.slice(1).map((size, index) => (pick(size) - pick(sizes[index] ?? size)) / (LANES * TURNS_PER_LANE));
    return [
      fact({ name: 'write-ahead log a turn', unit: 'KiB', values: perTurn(({ wal }) => wal / 1024) }),
      fact({ name: 'disk a turn, with indexes', unit: 'KiB', values: perTurn(({ disk }) => disk / 1024) }),
      fact({ name: 'rows a turn, and a tenth of its session', unit: '', values: [inserted] }),
    ];
  } finally {
    await client.end();
    await product.kill();
  }
}
