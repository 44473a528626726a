import { backlog } from './backlog.ts';
import { databases } from './databases.ts';
import type { Drill } from './drill.ts';
import { dumpAndRestore } from './dump-and-restore.ts';
import { firstStart } from './first-start.ts';
import { fleet } from './fleet.ts';
import { freezes } from './freezes.ts';
import { kills } from './kills.ts';
import { noisyNeighbor } from './noisy-neighbor.ts';
import { partitions } from './partitions.ts';
import { restoreOlder } from './restore-older.ts';
import { rollingRestart } from './rolling-restart.ts';
import { rotateKeys } from './rotate-keys.ts';
import { upgrade } from './upgrade.ts';

/** The drills of `pnpm topology --drill NAME`, each with its bound. Every night all of them run. */
export const DRILLS: readonly Drill[] = [
  rollingRestart,
  upgrade,
  ...kills,
  ...freezes,
  ...partitions,
  ...databases,
  dumpAndRestore,
  restoreOlder,
  firstStart,
  rotateKeys,
  ...fleet,
  backlog,
  noisyNeighbor,
];

/** Throws with the names that there are. */
export function findDrill(name: string): Drill {
  const found = DRILLS.find((drill) => drill.name === name);
  if (found !== undefined) return found;
  const known = DRILLS.map((drill) => `  ${drill.name.padEnd(20)} ${drill.says}`);
  throw new Error(`There is no drill ${name}. There are:\n${known.join('\n')}`);
}
