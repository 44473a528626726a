import { startWorker } from '@everruns/worker';
import { closeOnSignal, reportReady } from '../../dev/process/ready.ts';

/** A Temporal worker, started as `everruns worker` does. */
const worker = await startWorker(process.env);
closeOnSignal(() => worker.close());
reportReady({});
