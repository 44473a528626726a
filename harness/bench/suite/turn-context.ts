import { seedLog } from '../growth/seed-log.ts';
import { playTurns } from '../load/play-turns.ts';
import { requestJson } from '../load/request-json.ts';
import { type BenchRow, bound } from '../measure/bench-row.ts';
import { medianOf } from '../measure/median.ts';
import { countContextBytes } from './count-context-bytes.ts';
import { ANSWER, toolRounds } from './script.ts';
import { startProductSubject, type Subject } from './subject.ts';
import type { World } from './world.ts';

const MESSAGES = [10, 100, 1_000, 10_000] as const;
const EVENTS_A_MESSAGE = 10;
const TURNS = 10;
const ROUNDS_OF_TOOLS = 9;
const MAX_MS = 12;
const MAX_RATIO = 1.2;

type Key = `${number} among ${number}`;

/** Measures the cost of the earlier conversation to a turn, for its beginning and for each of its later steps. */
export async function benchTurnContext(world: World): Promise<BenchRow[]> {
  const product = await startProductSubject(world.postgres, { name: 'product' });
  try {
    const histories = [
      ...MESSAGES.map((messages) => ({ messages, events: EVENTS_A_MESSAGE * messages })),
      { messages: 1_000, events: 1_000 },
    ];
    const begin = new Map<Key, number[]>();
    const step = new Map<Key, number[]>();
    for (let round = 0; round < world.play.rounds; round += 1) {
      for (const history of round % 2 === 0 ? histories : histories.toReversed()) {
        const key: Key = `${history.messages} among ${history.events}`;
        // Each run has its own history, because the measured turns lengthen it.
        const { answer, rounds } = await playOn(product, history);
        begin.set(key, [...(begin.get(key) ?? []), answer]);
        step.set(key, [...(step.get(key) ?? []), (rounds - answer) / ROUNDS_OF_TOOLS]);
      }
    }
    draw(world, begin, step);
    return [...toRows(begin, step), ...(await countContextBytes(world))];
  } finally {
    await product.kill();
  }
}

interface History {
  messages: number;
  events: number;
}

async function playOn(product: Subject, { messages, events }: History): Promise<{ answer: number; rounds: number }> {
  const { url, agentId, databaseUrl } = product;
  const { id: sessionId } = await requestJson<{ id: string }>(`${url}/v1/sessions`, { agent_id: agentId });
  await seedLog({ databaseUrl, sessionId, events, messages });
  await playTurns({ url, sessionId, text: ANSWER, turns: 2 });
  const answers = await playTurns({ url, sessionId, text: ANSWER, turns: TURNS });
  const rounds = await playTurns({ url, sessionId, text: toolRounds(ROUNDS_OF_TOOLS), turns: 3 });
  return { answer: medianOf(answers), rounds: medianOf(rounds) };
}

type Measured = ReadonlyMap<Key, number[]>;

function toRows(begin: Measured, step: Measured): BenchRow[] {
  const of = (measured: Measured, messages: number, events = EVENTS_A_MESSAGE * messages) =>
    measured.get(`${messages} among ${events}`) ?? [];
  const least = medianOf(of(begin, 10));
  const added = (messages: number) => of(begin, messages).map((ms) => ms - least);
  return [
    bound({ name: 'a turn pays for 1,000 messages', unit: 'ms', values: added(1_000), goal: MAX_MS }),
    bound({
      name: '1,000 messages among 10,000 events over among 1,000',
      unit: '',
      values: of(begin, 1_000).map((ms) => ms / medianOf(of(begin, 1_000, 1_000))),
      goal: MAX_RATIO,
    }),
    bound({
      name: 'a later step at 1,000 messages over at 10',
      unit: '',
      values: of(step, 1_000).map((ms) => ms / medianOf(of(step, 10))),
      goal: MAX_RATIO,
    }),
  ];
}

function draw(world: World, begin: Measured, step: Measured): void {
  const points = (measured: Measured) =>
    MESSAGES.map((x) => ({ x, y: medianOf(measured.get(`${x} among ${EVENTS_A_MESSAGE * x}`) ?? []) }));
  world.figures.push({
    name: 'turn-context',
    title: 'A turn at the end of a long conversation',
    x: 'messages before it, among ten times as many events',
    y: 'ms',
    series: [
      { name: 'a plain answer', points: points(begin) },
      { name: 'a later tool round', points: points(step) },
    ],
  });
}
