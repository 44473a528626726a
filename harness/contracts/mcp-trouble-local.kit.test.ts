import { useStack } from '../e2e/shared-stack.ts';
import { mcpTroubleContract, TROUBLE_ENV } from './mcp-trouble.ts';
import type { RunnerUnderContract } from './runner-under-contract.ts';
import { WEB_ENV } from './web-tools.ts';

const shared = useStack({ runner: 'local', programs: 'product', env: { ...WEB_ENV, ...TROUBLE_ENV } });

const runner: RunnerUnderContract = {
  get running() {
    return shared.running;
  },
  get api() {
    return shared.api;
  },
  restartExecutor: () => Promise.reject(new Error('nothing is restarted here')),
};

mcpTroubleContract('the local runner', runner);
