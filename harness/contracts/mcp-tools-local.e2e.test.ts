import { useStack } from '../e2e/shared-stack.ts';
import { mcpToolsContract } from './mcp-tools.ts';
import { WEB_ENV } from './web-tools.ts';

const shared = useStack({ runner: 'local', programs: 'product', env: WEB_ENV });

mcpToolsContract('the local runner', {
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
});
