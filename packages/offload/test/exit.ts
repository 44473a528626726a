import { createFakeClock } from '@everruns/core/testing';
import { createOffload } from '../src/create-offload.ts';
import { ECHO } from './test-jobs.ts';

/** A process that runs a job and closes nothing: it has to end all the same. */
const offload = createOffload({ clock: createFakeClock(), log: { warn: () => undefined } });
await offload.run(ECHO, 'done', { tenant: 'a' });
process.stdout.write(`threads ${offload.stats.threads}`);
