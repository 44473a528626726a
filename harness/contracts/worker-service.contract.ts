import { describe } from 'vitest';
import { testCalls } from './worker-calls.contract.ts';
import { openUnderContract, type WorkerServiceContractOptions } from './worker-service-kit.ts';
import { testTurns } from './worker-turns.contract.ts';

/** Tests what a worker may rely on, with the control plane in its process, behind gRPC, or as a fake. */
export function workerServiceContract({ name, open, hasSeveralTurns }: WorkerServiceContractOptions): void {
  describe(`worker service contract: ${name}`, () => {
    const under = openUnderContract(open);
    testTurns(under, hasSeveralTurns);
    testCalls(under);
  });
}
