import type { WorkerService } from '@everruns/internal-protocol';
import { seedLog } from '../growth/seed-log.ts';
import { type BenchRow, bound } from '../measure/bench-row.ts';
import { budgets } from '../measure/budgets.ts';
import { startProductInProcess } from './product-in-process.ts';
import { ATOM_CALL, toolRounds } from './script.ts';
import { createProductDatabase } from './subject.ts';
import type { World } from './world.ts';

const ROUNDS = 5;

/**
 * Returns the exact size of the messages, as JSON, that the executor receives for each later step of a turn after this
 * many messages.
 */
export async function countBytesAt(databaseUrl: string, messages: number): Promise<number> {
  const sent: number[] = [];
  const watch = (service: WorkerService): WorkerService => ({
    ...service,
    async getTurnContext(request, options) {
      const answer = await service.getTurnContext(request, options);
      if (answer.status === 'begun') sent.push(JSON.stringify(answer.begun.messages).length);
      return answer;
    },
    async commitAtom(request, options) {
      const answer = await service.commitAtom(request, options);
      for (const { messages: added, token } of answer.begun) {
        if (token.atom.kind === 'reason') sent.push(JSON.stringify(added).length);
      }
      return answer;
    },
  });
  await using product = await startProductInProcess({ databaseUrl, onStatement: () => undefined, watch });
  const session = await product.openSession();
  await seedLog({ databaseUrl, sessionId: session.id, events: 10 * messages, messages });
  await session.playTurn(toolRounds(ROUNDS, ATOM_CALL));
  session.close();
  return Math.max(...sent.slice(-ROUNDS));
}

export async function countContextBytes(world: World): Promise<BenchRow[]> {
  const few = await countBytesAt(await createProductDatabase(world.postgres), 10);
  const many = await countBytesAt(await createProductDatabase(world.postgres), 1_000);
  const goal = budgets.later_step_context_bytes;
  return [
    bound({ name: 'bytes of messages sent to a later step, at 10', unit: 'B', values: [few], goal }),
    bound({ name: 'bytes of messages sent to a later step, at 1,000', unit: 'B', values: [many], goal }),
  ];
}
