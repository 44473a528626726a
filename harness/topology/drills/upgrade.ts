import type { StackProcess } from '../../dev/child-process.ts';
import { installRelease } from '../../releases/install-release.ts';
import { like, type Ground } from './drill.ts';
import { strikeDrill, timed } from './strike-drill.ts';

/** It has no tag. */
const RELEASE_0_1_0 = '1e429ca';

/** The Host of the proxy's probes: `harness/compose/haproxy.cfg`. */
const PROBED_HOST = 'control-plane';

/** The processes that run this release. */
const upgraded = new Set<string>();

/** The release before has no roles in the database: it runs as the owner of the tables, as its operators ran it. */
const asOwner = (url: string): string => Object.assign(new URL(url), { username: 'postgres' }).href;

export const upgrade = strikeDrill({
  name: 'upgrade',
  says: 'control planes and workers of release 0.1.0 work and start on the schema of this release, until each is replaced by one of this release',
  async prepare(): Promise<Ground | null> {
    upgraded.clear();
    const everruns = await installRelease(RELEASE_0_1_0);
    if (everruns === null) return null;
    const release = { everruns, hasWorkerHealth: false };
    return like({
      // It answers probes only at names that it was told.
      env: { ALLOWED_HOSTS: PROBED_HOST },
      releaseOf: (name) => (upgraded.has(name) ? null : release),
      proxies: { postgres: async (url) => asOwner(url) },
    });
  },
  boundMs: () => 20_000,
  async strike({ controlPlanes, workers }, load, onProgress) {
    const restart = async (process: StackProcess): Promise<void> => {
      await process.kill('SIGTERM');
      await process.start();
      await load.untilTurns(load.sessionIds.length);
    };
    const all = [...controlPlanes, ...workers];
    const awayMs = await timed(async () => {
      onProgress('Each process of 0.1.0 starts once more on the new schema …');
      for (const process of all) await restart(process);
      for (const process of all) {
        onProgress(`${process.name} is replaced …`);
        upgraded.add(process.name);
        await restart(process);
      }
    });
    return { says: `${all.length} processes of 0.1.0 restarted and then replaced`, awayMs };
  },
});
