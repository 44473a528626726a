import type { BenchRow } from '../measure/bench-row.ts';
import { benchDbWork } from './db-work.ts';
import { benchIdle } from './idle.ts';
import { benchStepSlope } from './step-slope.ts';
import { benchTurn } from './turn.ts';
import type { World } from './world.ts';

/** The suite of `performance.md`, by name. */
export const BENCHMARKS: Readonly<Record<string, (world: World) => Promise<BenchRow[]>>> = {
  turn: benchTurn,
  'step-slope': benchStepSlope,
  'db-work': benchDbWork,
  idle: benchIdle,
};
