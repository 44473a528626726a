import { useStack } from '../e2e/shared-stack.ts';
import { mcpLoginsContract } from './mcp-logins.ts';
import { mcpToolsContract } from './mcp-tools.ts';
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
  async restartExecutor() {
    const [executor] = shared.running.controlPlanes;
    await executor?.kill();
    await executor?.start();
  },
};

mcpToolsContract('the local runner', runner);
mcpLoginsContract('the local runner', runner);
