import type { Stack } from '../../dev/stack.ts';
import type { Evidence } from '../oracle/evidence.ts';

export type Witnesses = Pick<Evidence, 'effects' | 'requests' | 'logs' | 'crashes' | 'secrets'>;

/**
 * Returns what the parts around the sessions have recorded since the last call, with only the requests whose text has this
 * prefix.
 */
export function takeWitnesses(
  { simulator, controlPlanes, workers, secrets }: Pick<Stack, 'simulator' | 'controlPlanes' | 'workers' | 'secrets'>,
  textPrefix: string,
): Witnesses {
  const processes = [...controlPlanes, ...workers];
  return {
    effects: simulator.effects(),
    requests: simulator.requests().filter(({ user_text }) => user_text.startsWith(textPrefix)),
    logs: processes.map((process) => ({ name: process.name, text: process.takeOutput() })),
    crashes: processes.flatMap((process) => process.takeCrashes()),
    secrets,
  };
}
