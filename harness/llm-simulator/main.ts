import { omitUndefined } from '@everruns/kernel';
import { startLlmSimulator } from './start-llm-simulator.ts';

/** `node harness/llm-simulator/main.ts` prints its URL as one line of JSON; SIM_PORT and SIM_SEED set port and seed. */
const { SIM_PORT, SIM_SEED } = process.env;
const simulator = await startLlmSimulator({
  port: Number(SIM_PORT ?? 0),
  ...omitUndefined({ seed: SIM_SEED }),
});
process.stdout.write(`${JSON.stringify({ url: simulator.url, pid: process.pid })}\n`);
process.on('SIGTERM', () => void simulator.close());
process.on('SIGINT', () => void simulator.close());
