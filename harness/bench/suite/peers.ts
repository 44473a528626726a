import { StackProcess } from '../../dev/child-process.ts';
import { compare, type BenchRow } from '../measure/bench-row.ts';
import { alternate, warmUp, type Round, type Rounds } from './alternate.ts';
import { startFloorSubject, startProductSubject, type Subject } from './subject.ts';
import { WIRE_MODEL } from './turn-wire.ts';
import type { World } from './world.ts';

const TEXT = 'What is one and two?';
/** The lanes at which the product has to be ahead, in turns a second. */
const PEERS = [
  { name: 'peer-dbos', title: '@dbos-inc/dbos-sdk 5.3.0', isDurable: true, ahead: [1, 16, 64] },
  { name: 'peer-agents', title: '@openai/agents 0.20.0', isDurable: false, ahead: [64] },
] as const;

/**
 * Compares the product with libraries that people would choose instead, at the same work: a new conversation with an open
 * stream, one tool call, Chat Completions from a model in another process. The first is durable; the second stores nothing.
 */
export async function benchPeers(world: World): Promise<BenchRow[]> {
  const model = new StackProcess({ name: 'wire-model', entry: WIRE_MODEL, env: {} });
  const { httpUrl: modelUrl = '' } = await model.start();
  const env = { MODEL_URL: modelUrl };
  const product = await startProductSubject(world.postgres, { name: 'product', env, modelUrl, wireFormat: 'chat' });
  try {
    const rows: BenchRow[] = [];
    for (const peer of PEERS) rows.push(...(await benchPeer(world, { peer, product, modelUrl })));
    return rows;
  } finally {
    await product.kill();
    await model.kill();
  }
}

interface PeerOptions {
  peer: (typeof PEERS)[number];
  product: Subject;
  modelUrl: string;
}

async function benchPeer(world: World, { peer, product, modelUrl }: PeerOptions): Promise<BenchRow[]> {
  const env = { MODEL_URL: modelUrl, FLOOR_MODEL: `chat ${modelUrl}` };
  const other = await startFloorSubject(world.postgres, peer.name, env);
  try {
    const play = { ...world.play, product, floor: other };
    await warmUp(play, TEXT);
    const rows: BenchRow[] = [];
    for (const lanes of [1, 16, 64]) {
      const turnsPerLane = lanes === 1 ? 200 : Math.ceil(960 / lanes);
      const spec = { lanes, turnsPerSession: 1, warmUpTurns: 2, turnsPerLane, text: TEXT };
      rows.push(...toRows(await alternate({ ...play, spec }), peer, lanes));
    }
    return rows;
  } finally {
    await other.kill();
  }
}

function toRows({ product, floor }: Rounds, peer: PeerOptions['peer'], lanes: number): BenchRow[] {
  const both = (key: keyof Round) => ({
    product: product.map((round) => round[key]),
    floor: floor.map((round) => round[key]),
  });
  const isAhead = peer.ahead.some((goal) => goal === lanes) ? { goal: 1 } : {};
  const isQuicker = peer.isDurable ? { goal: 1 } : {};
  const name = `turn-fresh against ${peer.title}, C=${lanes}`;
  return [
    compare({ name, unit: '/s', larger: 'better', ...both('turnsPerSecond'), ...isAhead }),
    compare({ name: '  p50 of a turn', unit: 'ms', ...both('turnP50'), ...isQuicker }),
    compare({ name: '  server CPU a turn', unit: 'ms', ...both('serverCpuMs') }),
    ...(peer.isDurable ? [compare({ name: '  PostgreSQL CPU a turn', unit: 'ms', ...both('postgresCpuMs') })] : []),
  ];
}
