import { useStack } from '../e2e/shared-stack.ts';
import { mcpHostileContract } from './mcp-hostile.ts';
import { runnerOf } from './runner-under-contract.ts';
import { WEB_ENV } from './web-tools.ts';

const shared = useStack({ runner: 'local', programs: 'product', env: WEB_ENV });

mcpHostileContract('the local runner', runnerOf(shared));
