import { useStack } from '../e2e/shared-stack.ts';
import { runnerOf } from './runner-under-contract.ts';
import { WEB_ENV, webToolsContract } from './web-tools.ts';

const shared = useStack({ runner: 'temporal', programs: 'product', env: WEB_ENV });

webToolsContract('Temporal, whose workers have no database', runnerOf(shared));
