import type { BenchRow } from '../measure/bench-row.ts';
import { benchAuth } from './auth.ts';
import { benchColdStart } from './cold-start.ts';
import { benchDbWork } from './db-work.ts';
import { benchIdle } from './idle.ts';
import { benchListReplay } from './list-replay.ts';
import { benchPeers } from './peers.ts';
import { benchRecovery } from './recovery.ts';
import { benchRoles } from './roles.ts';
import { benchScaleOut } from './scale-out.ts';
import { benchSessionGrowth } from './session-growth.ts';
import { benchSoak } from './soak.ts';
import { benchSseStreams } from './sse-streams.ts';
import { benchStepSlope } from './step-slope.ts';
import { benchStorage } from './storage.ts';
import { benchTemporalOverhead } from './temporal-overhead.ts';
import { benchTokenStream } from './token-stream.ts';
import { benchToolFanout } from './tool-fanout.ts';
import { benchTurnContext } from './turn-context.ts';
import { benchTurnGrowth } from './turn-growth.ts';
import { benchTurn } from './turn.ts';
import { benchTurnFresh, benchTurnWire } from './turn-wire.ts';
import { benchTurnsPerCore } from './turns-per-core.ts';
import type { World } from './world.ts';

/** The benchmarks of `performance.md`, by name. */
export const BENCHMARKS: Readonly<Record<string, (world: World) => Promise<BenchRow[]>>> = {
  'turn-fresh': benchTurnFresh,
  'turn-wire': benchTurnWire,
  peers: benchPeers,
  turn: benchTurn,
  'step-slope': benchStepSlope,
  'db-work': benchDbWork,
  'turns-per-core': benchTurnsPerCore,
  // Loaded on demand, because they import the product, and a tree that is compared may lack what they need.
  append: async (world) => (await import('./append.ts')).benchAppend(world),
  publish: async (world) => (await import('./publish.ts')).benchPublish(world),
  'token-stream': benchTokenStream,
  'sse-streams': benchSseStreams,
  'list-replay': benchListReplay,
  'turn-context': benchTurnContext,
  'turn-growth': benchTurnGrowth,
  'session-growth': benchSessionGrowth,
  'scale-out': benchScaleOut,
  'temporal-overhead': benchTemporalOverhead,
  'tool-fanout': benchToolFanout,
  tools: async (world) => (await import('./tools.ts')).benchTools(world),
  // It needs PgBouncer, and imports the product.
  pooler: async (world) => (await import('./pooler.ts')).benchPooler(world),
  roles: benchRoles,
  storage: benchStorage,
  recovery: benchRecovery,
  'cold-start': benchColdStart,
  soak: benchSoak,
  // This one needs a browser.
  ui: async (world) => (await import('./ui.ts')).benchUi(world),
  idle: benchIdle,
  auth: benchAuth,
};
