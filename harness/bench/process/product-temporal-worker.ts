import { startWorker } from '@everruns/worker';
import { closeOnSignal, reportReady } from '../../dev/process/ready.ts';

/** A Temporal worker as `everruns worker` starts it. */
const worker = await startWorker(process.env);
closeOnSignal(() => worker.close());
reportReady({});
