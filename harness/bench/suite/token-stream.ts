import { type BenchRow, bound, compare, fact } from '../measure/bench-row.ts';
import { readCpuMs } from '../measure/cpu-time.ts';
import { quantileOf } from '../measure/median.ts';
import { readTokens } from '../load/read-tokens.ts';
import { startTokenModel } from '../load/token-model.ts';
import { alternate, type Round } from './alternate.ts';
import { createAgent, startFloorSubject, startProductSubject, type Subject } from './subject.ts';
import type { World } from './world.ts';

const TOKENS_PER_SECOND = 100;
/** Evenly spaced lengths, so far apart that the cost of a turn besides its tokens is negligible. */
const [SHORT, MIDDLE, LONG] = [200, 600, 1_000];
/** The number of tokens in the answers whose delay is measured. */
const TIMED = 400;
const MAX_CPU_RATIO = 2;
const MAX_BYTES = 200;
const MAX_BEND = 1.25;
const MAX_DELAY_MS = 20;

const answer = (tokens: number): string => `[[sim:tps ${TOKENS_PER_SECOND}]][[sim:text ${'word '.repeat(tokens)}]]`;

/** Measures the cost of a token on its way from the model to a reader. */
export async function benchTokenStream(world: World): Promise<BenchRow[]> {
  await using model = await startTokenModel({ tokens: TIMED, tokensPerSecond: TOKENS_PER_SECOND });
  const product = await startProductSubject(world.postgres, { name: 'product', env: { MODEL_URL: model.url } });
  const floor = await startFloorSubject(world.postgres, 'floor');
  try {
    const rounds = { product: [[], [], []], floor: [[], [], []] } as Record<'product' | 'floor', Round[][]>;
    for (const [index, tokens] of [SHORT, MIDDLE, LONG].entries()) {
      const spec = { lanes: 32, turnsPerLane: 1, turnsPerSession: 10, warmUpTurns: 1, text: answer(tokens) };
      const measured = await alternate({ ...world.play, product, floor, spec });
      rounds.product[index] = measured.product;
      rounds.floor[index] = measured.floor;
    }
    const perToken = (side: 'product' | 'floor', from: number, to: number) =>
      slopes(rounds[side][from] ?? [], rounds[side][to] ?? [], (to - from) * (MIDDLE - SHORT));
    const whole = { product: perToken('product', 0, 2), floor: perToken('floor', 0, 2) };
    const bend = perToken('product', 1, 2).map((late, index) => late / (perToken('product', 0, 1)[index] ?? late));
    return [
      compare({ name: 'CPU a token', unit: 'ms', ...whole, goal: MAX_CPU_RATIO }),
      bound({
        name: `CPU a token, ${MIDDLE}–${LONG} over ${SHORT}–${MIDDLE}`,
        unit: '',
        values: bend,
        goal: MAX_BEND,
      }),
      ...(await measureDelay(product, { modelUrl: model.url, rounds: world.play.rounds })),
    ];
  } finally {
    await product.kill();
    await floor.kill();
  }
}

function slopes(short: readonly Round[], long: readonly Round[], tokens: number): number[] {
  const cpu = (round: Round | undefined) => (round === undefined ? Number.NaN : round.serverCpuMs);
  return long.map((round, index) => (cpu(round) - cpu(short[index])) / tokens);
}

/** Measures from the model's socket write to the reader's read, through the OpenAI driver; each token holds its own send time. */
async function measureDelay(
  product: Subject,
  { modelUrl, rounds }: { modelUrl: string; rounds: number },
): Promise<BenchRow[]> {
  const agentId = await createAgent(product.url, { modelUrl });
  const delays: number[] = [];
  const bytes: number[] = [];
  const cpus: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const before = readCpuMs([product.pid]);
    const read = await readTokens({ url: product.url, agentId, sessions: 8 });
    cpus.push((readCpuMs([product.pid]) - before) / read.delaysMs.length);
    delays.push(quantileOf(read.delaysMs, 0.99));
    bytes.push(read.bytes / read.delaysMs.length);
  }
  return [
    bound({ name: 'added delay of a token, p99', unit: 'ms', values: delays, goal: MAX_DELAY_MS }),
    bound({ name: 'bytes on the wire a token', unit: 'B', values: bytes, goal: MAX_BYTES }),
    fact({ name: 'CPU a token over the OpenAI driver', unit: 'ms', values: cpus }),
  ];
}
