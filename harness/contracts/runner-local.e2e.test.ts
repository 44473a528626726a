import { useStack } from '../e2e/shared-stack.ts';
import { CONTRACT_ENV, runnerContract } from './runner.ts';
import { runnerOf } from './runner-under-contract.ts';

const shared = useStack({ runner: 'local', env: CONTRACT_ENV });

runnerContract('local', runnerOf(shared));
