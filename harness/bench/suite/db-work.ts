import { type BenchRow, bound } from '../measure/bench-row.ts';
import { budgets } from '../measure/budgets.ts';
import { StatementCounter } from '../measure/statement-counter.ts';
import { countTurnWork } from './count-turn-work.ts';
import { startProductInProcess } from './product-in-process.ts';
import { createProductDatabase } from './subject.ts';
import type { World } from './world.ts';

/** Exact counts; `db-work.e2e.test.ts` holds them to the budgets. */
export async function benchDbWork(world: World): Promise<BenchRow[]> {
  const databaseUrl = await createProductDatabase(world.postgres);
  await using counter = await StatementCounter.open(databaseUrl);
  await using product = await startProductInProcess({ databaseUrl, onStatement: counter.onStatement });
  const one = await countTurnWork(product, counter, 1);
  const three = await countTurnWork(product, counter, 3);
  const { one_tool_turn: turn, further_round: further } = budgets;
  return [
    bound({ name: 'statements of a one-tool turn', unit: '', values: [one.statements], goal: turn.statements }),
    bound({
      name: 'commits that wrote, one-tool turn',
      unit: '',
      values: [one.writingCommits],
      goal: turn.writing_commits,
    }),
    bound({
      name: 'statements of a further round',
      unit: '',
      values: [(three.statements - one.statements) / 2],
      goal: further.statements,
    }),
    bound({
      name: 'commits that wrote, further round',
      unit: '',
      values: [(three.writingCommits - one.writingCommits) / 2],
      goal: further.writing_commits,
    }),
  ];
}
