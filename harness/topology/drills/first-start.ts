import { setTimeout as sleep } from 'node:timers/promises';
import { like } from './drill.ts';
import { stopAll } from './dump-and-restore.ts';
import { temporalOf } from './kills.ts';
import { strikeDrill, timed } from './strike-drill.ts';

const LATE_MS = 10_000;
/** Nobody but the product registers it. */
const NAMESPACE = 'comes-late';

export const firstStart = strikeDrill({
  name: 'late-temporal',
  says: 'control planes and workers start while there is no Temporal; 10 s later there is an empty one, without their namespace',
  prepare: async () => like({ env: { TEMPORAL_NAMESPACE: NAMESPACE } }),
  boundMs: (awayMs) => awayMs + 20_000,
  async strike(topology) {
    const { controlPlanes, workers } = topology;
    const temporal = temporalOf(topology);
    const awayMs = await timed(async () => {
      await stopAll(topology);
      await temporal.kill();
      await Promise.all(controlPlanes.map((process) => process.start()));
      // They are ready when they can work.
      const starting = Promise.all(workers.map((process) => process.start()));
      starting.catch(() => undefined);
      await sleep(LATE_MS);
      await temporal.wipe();
      await starting;
    });
    return { says: 'started before Temporal', awayMs };
  },
});
