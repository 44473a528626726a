import { useStack } from '../e2e/shared-stack.ts';
import { mcpLoginsContract } from './mcp-logins.ts';
import { mcpToolsContract } from './mcp-tools.ts';
import { mcpTroubleContract, TROUBLE_ENV } from './mcp-trouble.ts';
import { runnerOf } from './runner-under-contract.ts';
import { WEB_ENV } from './web-tools.ts';

const shared = useStack({ runner: 'temporal', programs: 'product', env: { ...WEB_ENV, ...TROUBLE_ENV } });

const runner = runnerOf(shared);

mcpToolsContract('Temporal, whose workers have no database', runner);
mcpLoginsContract('Temporal, whose workers have no database', runner);
mcpTroubleContract('Temporal, whose workers have no database', runner);
