import { seedSessions } from '../growth/seed-sessions.ts';
import { playTurns } from '../load/play-turns.ts';
import { requestJson } from '../load/request-json.ts';
import { timeRequests } from '../load/time-requests.ts';
import { type BenchRow, compare } from '../measure/bench-row.ts';
import { medianOf } from '../measure/median.ts';
import { ANSWER } from './script.ts';
import { createAgent, startProductSubject, type Subject } from './subject.ts';
import type { World } from './world.ts';

const SIZES = [1_000, 10_000, 100_000] as const;
const REQUESTS = 40;
const GOAL = 1.5;

type Work = (subject: Filled) => Promise<number[]>;

interface Filled extends Subject {
  /** An agent without a session. */
  quietAgentId: string;
  deepCursor: string;
}

const get =
  (path: (subject: Filled) => string): Work =>
  (subject) =>
    timeRequests(`${subject.url}/v1/${path(subject)}`, REQUESTS);

/** Every operation that lists or creates, and a turn. */
const WORKS: Record<string, Work> = {
  'list, newest': get(() => 'sessions'),
  'list, tenth page': get(({ deepCursor }) => `sessions?limit=100&cursor=${deepCursor}`),
  'list of an agent': get(({ agentId }) => `sessions?agent_id=${agentId}`),
  'list of an agent without sessions': get(({ quietAgentId }) => `sessions?agent_id=${quietAgentId}`),
  'list, status idle': get(() => 'sessions?status=idle'),
  'list, status active, none is': get(() => 'sessions?status=active'),
  'list by a tag of all': get(() => 'sessions?tag=all'),
  // The answer has one session, no matter how many have the tag, so it is the same at each size.
  'list by a tag of one in 1,000': get(() => 'sessions?tag=rare&limit=1'),
  'list by a tag of none': get(() => 'sessions?tag=none'),
  'search that finds none': get(() => 'sessions?search=nowhere'),
  'list, oldest by created_before': get(() => `sessions?created_before=2020-01-01T00:00:00Z`),
  'list of agents': get(() => 'agents'),
  'create a session': (subject) => timeWrites(() => createSession(subject)),
  'a turn': async (subject) =>
    playTurns({ url: subject.url, sessionId: await createSession(subject), text: ANSWER, turns: 20 }),
};

/** Measures every list and every write with 1,000 and with 100,000 stored sessions. */
export async function benchSessionGrowth(world: World): Promise<BenchRow[]> {
  await using opened = new AsyncDisposableStack();
  const filled: Filled[] = [];
  for (const size of SIZES) {
    const subject = await fill(world, size);
    opened.defer(() => subject.kill());
    filled.push(subject);
  }
  const times = new Map<string, number[][]>(Object.keys(WORKS).map((name) => [name, SIZES.map(() => [])]));
  for (const [name, work] of Object.entries(WORKS)) {
    for (const subject of filled) await work(subject);
    for (let round = 0; round < world.play.rounds; round += 1) {
      const order = round % 2 === 0 ? [...filled.keys()] : [...filled.keys()].toReversed();
      for (const index of order) {
        const subject = filled[index];
        if (subject !== undefined) times.get(name)?.[index]?.push(medianOf(await work(subject)));
      }
    }
  }
  world.figures.push({
    name: 'session-growth',
    title: 'Lists and writes over 1,000 to 100,000 stored sessions',
    x: 'sessions',
    y: 'ms',
    series: [
      'list, newest',
      'list, tenth page',
      'list by a tag of one in 1,000',
      'list, status active, none is',
      'search that finds none',
      'create a session',
      'a turn',
    ].map((name) => ({
      name,
      points: SIZES.map((x, index) => ({ x, y: medianOf(times.get(name)?.[index] ?? []) })),
    })),
  });
  return [...times].map(([name, bySize]) =>
    compare({ name, unit: 'ms', product: bySize.at(-1) ?? [], floor: bySize[0] ?? [], goal: GOAL }),
  );
}

async function fill(world: World, count: number): Promise<Filled> {
  const subject = await startProductSubject(world.postgres, { name: 'product' });
  await seedSessions({ databaseUrl: subject.databaseUrl, agentId: subject.agentId, count });
  return { ...subject, quietAgentId: await createAgent(subject.url), deepCursor: await findDeepCursor(subject, count) };
}

/** Returns the cursor of the tenth page, or of the last page but one if there are fewer. */
async function findDeepCursor({ url }: Subject, count: number): Promise<string> {
  let cursor = '';
  for (let page = 0; page < Math.min(9, count / 100 - 1); page += 1) {
    const query = cursor === '' ? '' : `&cursor=${cursor}`;
    cursor = (await requestJson<{ next_cursor: string }>(`${url}/v1/sessions?limit=100${query}`)).next_cursor;
  }
  return cursor;
}

async function createSession({ url, agentId }: Subject): Promise<string> {
  return (await requestJson<{ id: string }>(`${url}/v1/sessions`, { agent_id: agentId })).id;
}

async function timeWrites(write: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let nth = 0; nth < REQUESTS; nth += 1) {
    const startedAt = performance.now();
    await write();
    times.push(performance.now() - startedAt);
  }
  return times;
}
