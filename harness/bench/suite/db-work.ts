import { type BenchRow, bound } from '../measure/bench-row.ts';
import { budgets } from '../measure/budgets.ts';
import { StatementCounter } from '../measure/statement-counter.ts';
import { countTurnWork } from './count-turn-work.ts';
import { startProductInProcess, type ProductInProcess } from './product-in-process.ts';
import { ATOM_CALL, IMMEDIATE_CALL } from './script.ts';
import { createProductDatabase } from './subject.ts';
import type { World } from './world.ts';

/** Reports exact counts; `db-work.e2e.test.ts` checks them against the budgets. */
export async function benchDbWork(world: World): Promise<BenchRow[]> {
  const databaseUrl = await createProductDatabase(world.postgres);
  await using counter = await StatementCounter.open(databaseUrl);
  await using product = await startProductInProcess({ databaseUrl, onStatement: counter.onStatement });
  return [
    ...(await countCall(
      { product, counter },
      { name: 'a call that is an atom', call: ATOM_CALL, turn: budgets.one_tool_turn, further: budgets.further_round },
    )),
    ...(await countCall(
      { product, counter },
      {
        name: 'an immediate call',
        call: IMMEDIATE_CALL,
        turn: budgets.one_immediate_call_turn,
        further: budgets.further_immediate_round,
      },
    )),
  ];
}

interface Call {
  name: string;
  call: string;
  turn: typeof budgets.one_tool_turn;
  further: typeof budgets.further_round;
}

async function countCall(
  { product, counter }: { product: ProductInProcess; counter: StatementCounter },
  { name, call, turn, further }: Call,
): Promise<BenchRow[]> {
  const one = await countTurnWork(product, counter, { rounds: 1, call });
  const three = await countTurnWork(product, counter, { rounds: 3, call });
  const row = (what: string, value: number, goal: number) => bound({ name: what, unit: '', values: [value], goal });
  return [
    row(`statements of a turn with ${name}`, one.statements, turn.statements),
    row('  commits that wrote', one.writingCommits, turn.writing_commits),
    row('  statements of a further round', (three.statements - one.statements) / 2, further.statements),
    row(
      '  commits that wrote, further round',
      (three.writingCommits - one.writingCommits) / 2,
      further.writing_commits,
    ),
  ];
}
