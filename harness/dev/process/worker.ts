import { startWorker } from '@everruns/worker';
import { createTestTools } from '../test-tools.ts';
import { closeOnSignal, reportReady } from './ready.ts';

/** A Temporal worker with the harness's tools and without anything that could open a database. */
const { SIMULATOR_URL = '', INLINE_WAIT_MS = '60000', ...env } = process.env;
const worker = await startWorker(env, {
  tools: createTestTools(SIMULATOR_URL),
  allowedOrigins: [SIMULATOR_URL],
  inlineWaitMs: Number(INLINE_WAIT_MS),
});
closeOnSignal(() => worker.close());
void worker.refused.then(async ({ message }) => {
  await worker.close();
  console.error(message);
  process.exit(1);
});
reportReady({});
