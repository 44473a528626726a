import { setTimeout as sleep } from 'node:timers/promises';
import { quantileOf } from '../../bench/measure/median.ts';
import { countOvertaken, FAIR_ENV, openSession, register, type Organization } from '../../contracts/organizations.ts';
import { queryPostgres } from '../../dev/query-postgres.ts';
import { beyondBound, like, type Drill } from './drill.ts';

const ORGANIZATIONS = 20;
/** Organizations that are there and do nothing. */
const SILENT = 980;
const TURN_EVERY_MS = 2_000;
const PHASE_MS = 40_000;
/** What the noisy one does at the same time, again and again: it is at each of its limits. */
const NOISE = { turns: 260, slowMs: 60_000, requesters: 4, streams: 120 };
const LIMITS = 'running_turns=200,streams=100,requests_per_minute=1200';
/** Whoever is refused comes back after this time. */
const REFUSED_PAUSE_MS = 500;
/** What a turn may wait before it counts as overtaken. */
const MOST_WAIT_MS = 200;

interface Seen {
  turnId: string;
  firstTokenMs: number;
}

/** 20 organizations with a turn every two seconds among 1,000, and one of them turns noisy. */
export const noisyNeighbor: Drill = {
  name: 'noisy-neighbor',
  says: 'one of 20 organizations does as much as it may, and the first tokens of the others are watched',
  prepare: async () => like({ env: { ...FAIR_ENV, ORGANIZATION_LIMITS: LIMITS }, hasUi: false }),
  async run({ urls, postgres }, { onProgress }) {
    const seed = `insert into organizations (id, name) select gen_random_uuid(), 'silent ' || n from generate_series(1, ${SILENT}) n`;
    await queryPostgres(postgres.url, seed);
    const all: Organization[] = [];
    for (let index = 0; index < ORGANIZATIONS; index += 1)
      all.push(await register(urls, { name: `org-${index}`, address: `10.${index}.0.1` }));
    const [noisy, ...others] = all;
    if (noisy === undefined) throw new Error('there are several organizations');
    onProgress(`${ORGANIZATIONS} organizations among ${ORGANIZATIONS + SILENT}; ${PHASE_MS / 1_000} s without noise …`);
    const quiet = await talk(others);
    onProgress('One of them begins to do as much as it may …');
    const over = new AbortController();
    const noise = makeNoise(noisy, over.signal);
    const during = await talk(others);
    over.abort();
    const refused = await noise;
    const turnIds = during.map(({ turnId }) => turnId);
    const jumped = await countOvertaken(postgres.url, { turnIds, by: noisy, waitMs: MOST_WAIT_MS });
    const [before, after] = [quiet, during].map((turns) => p99(turns));
    return {
      violations:
        jumped === 0 ? [] : [beyondBound(`${jumped} turns waited while later ones of the noisy organization began`)],
      lines: [
        `${quiet.length} turns of the others without noise, ${during.length} with it; ${refused} requests of the noisy one were refused`,
        `first token of the others, p99: ${before} ms quiet, ${after} ms beside the noise (${((after ?? 0) / (before ?? 1)).toFixed(2)} times)`,
        `turns that waited while later ones of the noisy one began: ${jumped}`,
      ],
    };
  },
};

function p99(turns: readonly Seen[]): number {
  return Math.round(
    quantileOf(
      turns.map(({ firstTokenMs }) => firstTokenMs),
      0.99,
    ),
  );
}

async function talk(organizations: readonly Organization[]): Promise<Seen[]> {
  const giveUpAt = performance.now() + PHASE_MS;
  const lanes = organizations.map(async (organization, index) => {
    await sleep((index * TURN_EVERY_MS) / organizations.length);
    const seen: Seen[] = [];
    const { api } = organization;
    const session = await openSession(organization);
    const over = new AbortController();
    const reader = { onDelta: (): void => undefined };
    const reading = (async () => {
      for await (const { event } of api.stream(session, { signal: over.signal }))
        if (event === 'output.message.delta') reader.onDelta();
    })().catch(() => undefined);
    while (performance.now() < giveUpAt) {
      const postedAt = performance.now();
      const first = Promise.withResolvers<number>();
      reader.onDelta = () => first.resolve(performance.now() - postedAt);
      const { turn } = await api.post(session, '[[sim:text Here I am.]]');
      seen.push({ turnId: turn.id, firstTokenMs: await first.promise });
      await sleep(Math.max(0, TURN_EVERY_MS - (performance.now() - postedAt)));
    }
    over.abort();
    await reading;
    return seen;
  });
  return (await Promise.all(lanes)).flat();
}

/** Returns how many of its requests were refused. */
async function makeNoise(noisy: Organization, signal: AbortSignal): Promise<number> {
  const { api } = noisy;
  let refused = 0;
  const repeat = async (work: () => Promise<unknown>): Promise<void> => {
    while (!signal.aborted)
      await work().catch(async () => {
        refused += 1;
        await sleep(REFUSED_PAUSE_MS);
      });
  };
  const slowTurn = async (): Promise<void> => {
    const session = await openSession(noisy);
    await api.post(session, `[[sim:delay ${NOISE.slowMs}]][[sim:text Slow.]]`);
    await sleep(NOISE.slowMs, undefined, { signal });
  };
  const request = async (): Promise<void> => {
    const answer = await api.fetch('GET', '/v1/sessions?limit=100', { signal });
    await answer.text();
    if (answer.status === 429) throw new Error('refused');
  };
  const session = await openSession(noisy);
  const stream = async (): Promise<void> => {
    for await (const _frame of api.stream(session, { signal })) if (signal.aborted) return;
    await sleep(500, undefined, { signal });
  };
  await Promise.all([
    ...Array.from({ length: NOISE.turns }, () => repeat(slowTurn)),
    ...Array.from({ length: NOISE.requesters }, () => repeat(request)),
    ...Array.from({ length: NOISE.streams }, () => repeat(stream)),
  ]);
  return refused;
}
