import type { Drill } from './drill.ts';
import { rollingRestart } from './rolling-restart.ts';

/** The drills of `pnpm topology --drill NAME`: a module each, and a line here. */
const DRILLS: readonly Drill[] = [rollingRestart];

/** Throws with the names that there are. */
export function findDrill(name: string): Drill {
  const found = DRILLS.find((drill) => drill.name === name);
  if (found !== undefined) return found;
  throw new Error(`There is no drill ${name}: ${DRILLS.map((drill) => `${drill.name} (${drill.says})`).join(', ')}.`);
}
