import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient } from '../../dev/api-client.ts';
import { queryPostgres } from '../../dev/query-postgres.ts';
import { toSeconds } from '../load/load.ts';
import type { Topology } from '../topology.ts';
import { beyondBound, type Drill, type Late } from './drill.ts';
import { dumpDatabase, preparePrograms, startAll, stopAll } from './dump-and-restore.ts';
import { countOpenTurns } from './open-turns.ts';
import { timed } from './strike-drill.ts';

const THINK_MS = 3_000;
/** Of each session: one that runs when the dump is made, and those behind it. */
const MESSAGES = 3;
const PATIENCE_MS = 180_000;
/** A turn that Temporal knows as over is begun once more, and once more if it was lost in its middle. */
const MOST_SEGMENTS = 3;

const ENDS = `select t.status, t.segment, s.next_sequence::int - 1 as head,
    (select count(*)::int from events e where e.session_id = t.session_id) as events,
    (select count(*)::int from events e where e.session_id = t.session_id and e.turn_id = t.id and e.type like 'turn.%' and e.type in
      ('turn.completed', 'turn.failed', 'turn.canceled')) as ends
  from turns t join sessions s on s.id = t.session_id`;

interface End {
  status: string;
  segment: number;
  head: number;
  events: number;
  ends: number;
}

/** Temporal has gone on after the dump, so it knows turns as over that the database knows as running. */
export const restoreOlder: Drill = {
  name: 'restore-older',
  says: 'an older dump is restored beside a Temporal that has gone on since',
  prepare: preparePrograms,
  async run(topology, { sessions, onProgress }) {
    const { postgres, urls } = topology;
    const api = new ApiClient(urls);
    const ids = (await Promise.all(Array.from({ length: sessions }, () => api.createSession()))).map(({ id }) => id);
    const text = `[[sim:delay ${THINK_MS}]][[sim:text Done.]]`;
    for (let nth = 0; nth < MESSAGES; nth += 1) await Promise.all(ids.map((id) => api.post(id, text)));
    const left = () => countOpenTurns(postgres.url);
    await using dump = await dumpDatabase(topology);
    const before = await left();
    onProgress(`${before} turns run or wait in the dump; a third of them ends before everything is killed …`);
    await until(async () => (await left()) <= (before * 2) / 3);
    await stopAll(topology);
    await dump.restore();
    const again = await left();
    const tookMs = await timed(async () => {
      await startAll(topology);
      await until(async () => (await left()) === 0);
    });
    const ends = await queryPostgres<End>(postgres.url, ENDS, []);
    return {
      violations: findFaults({ ends, expected: sessions * MESSAGES, crashes: takeCrashes(topology) }),
      lines: [
        `${again} turns were running or waiting in the dump; ${ends.filter(({ status }) => status === 'completed').length} of ${ends.length} completed`,
        `all had ended ${toSeconds(tookMs)} after the start of the processes, with at most ${Math.max(...ends.map(({ segment }) => segment))} segments`,
      ],
    };
  },
};

function findFaults({ ends, expected, crashes }: { ends: End[]; expected: number; crashes: string[] }): Late[] {
  const says = [
    ...crashes,
    ...(ends.length === expected ? [] : [`${ends.length} turns of ${expected} are there`]),
    ...ends.flatMap(({ status, segment, head, events, ends: count }) => [
      ...(status === 'completed' && count === 1 ? [] : [`a turn is ${status} with ${count} ends`]),
      ...(segment <= MOST_SEGMENTS ? [] : [`a turn took ${segment} segments`]),
      ...(head === events ? [] : [`a log of ${head} has ${events} events`]),
    ]),
  ];
  return says.map(beyondBound);
}

function takeCrashes({ controlPlanes, workers }: Topology): string[] {
  return [...controlPlanes, ...workers].flatMap((process) => process.takeCrashes());
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  while (performance.now() < giveUpAt && !(await isSo())) await sleep(200);
}
