import { describe } from 'vitest';
import { findFreePorts } from '../dev/free-ports.ts';
import { useStack } from '../e2e/shared-stack.ts';
import { CONTRACT_ENV, runnerContract } from './runner.ts';
import { runnerOf } from './runner-under-contract.ts';
import { describeStrangers } from './strange-workers.ts';

const [metricsPort = 0] = await findFreePorts(1);
const shared = useStack({ runner: 'temporal', env: { ...CONTRACT_ENV, METRICS_ADDR: `127.0.0.1:${metricsPort}` } });

runnerContract('Temporal', runnerOf(shared));

describe('workers that cannot work', () => describeStrangers(shared, metricsPort));
