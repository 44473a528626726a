import { useStack } from '../e2e/shared-stack.ts';
import { mcpTroubleContract, TROUBLE_ENV } from './mcp-trouble.ts';
import { runnerOf } from './runner-under-contract.ts';
import { WEB_ENV } from './web-tools.ts';

const shared = useStack({ runner: 'local', programs: 'product', env: { ...WEB_ENV, ...TROUBLE_ENV } });

mcpTroubleContract('the local runner', runnerOf(shared));
