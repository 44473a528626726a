import { useStack } from '../e2e/shared-stack.ts';
import { mcpLoginsContract } from './mcp-logins.ts';
import { mcpToolsContract } from './mcp-tools.ts';
import { runnerOf } from './runner-under-contract.ts';
import { WEB_ENV } from './web-tools.ts';

const shared = useStack({ runner: 'local', programs: 'product', env: WEB_ENV });

const runner = runnerOf(shared);

mcpToolsContract('the local runner', runner);
mcpLoginsContract('the local runner', runner);
