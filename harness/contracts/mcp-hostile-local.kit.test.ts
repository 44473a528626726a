import { useStack } from '../e2e/shared-stack.ts';
import { mcpHostileContract } from './mcp-hostile.ts';
import type { RunnerUnderContract } from './runner-under-contract.ts';
import { WEB_ENV } from './web-tools.ts';

const shared = useStack({ runner: 'local', programs: 'product', env: WEB_ENV });

const runner: RunnerUnderContract = {
  get running() {
    return shared.running;
  },
  get api() {
    return shared.api;
  },
  restartExecutor: () => Promise.reject(new Error('nothing is restarted here')),
};

mcpHostileContract('the local runner', runner);
