import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startWireModel } from '../bench/load/start-wire-model.ts';
import { budgets } from '../bench/measure/budgets.ts';
import { StatementCounter } from '../bench/measure/statement-counter.ts';
import { countFreshTurnWork, countTurnWork, listStatements } from '../bench/suite/count-turn-work.ts';
import { startProductInProcess, type ProductInProcess } from '../bench/suite/product-in-process.ts';
import { ATOM_CALL, IMMEDIATE_CALL } from '../bench/suite/script.ts';
import { createProductDatabase } from '../bench/suite/subject.ts';
import { startTestPostgres } from '../dev/vitest-postgres.ts';

const SWEEPS = 2;
const STREAMS = 200;

const opened = new AsyncDisposableStack();
let counter: StatementCounter;
let product: ProductInProcess;

beforeAll(async () => {
  const databaseUrl = await createProductDatabase(opened.use(await startTestPostgres()));
  counter = opened.use(await StatementCounter.open(databaseUrl));
  const modelUrl = await startWireModel();
  product = opened.use(await startProductInProcess({ databaseUrl, onStatement: counter.onStatement, modelUrl }));
});
afterAll(() => opened.disposeAsync());

describe('the database work of the local runner', () => {
  describe.each([
    { name: 'a tool that is an atom', call: ATOM_CALL, turn: budgets.one_tool_turn, further: budgets.further_round },
    {
      name: 'an immediate tool',
      call: IMMEDIATE_CALL,
      turn: budgets.one_immediate_call_turn,
      further: budgets.further_immediate_round,
    },
  ])('of calls to $name', ({ call, turn, further }) => {
    it('stays within its budget for a turn of one', async () => {
      const one = await countTurnWork(product, counter, { rounds: 1, call });
      expect(one.statements, listStatements(one)).toBeLessThanOrEqual(turn.statements);
      expect(one.writingCommits, listStatements(one)).toBeLessThanOrEqual(turn.writing_commits);
    });

    it('grows by no more than its budget with each further round', async () => {
      const one = await countTurnWork(product, counter, { rounds: 1, call });
      const five = await countTurnWork(product, counter, { rounds: 5, call });
      expect((five.statements - one.statements) / 4, listStatements(five)).toBeLessThanOrEqual(further.statements);
      expect((five.writingCommits - one.writingCommits) / 4, listStatements(five)).toBeLessThanOrEqual(
        further.writing_commits,
      );
    });
  });

  it('stays within its budget for a new session, its stream and a turn of one immediate tool', async () => {
    const fresh = await countFreshTurnWork(product, counter);
    const budget = budgets.fresh_one_tool_turn;
    expect(fresh.statements, listStatements(fresh)).toBeLessThanOrEqual(budget.statements);
    expect(fresh.writingCommits, listStatements(fresh)).toBeLessThanOrEqual(budget.writing_commits);
  });

  it('is the same over the wire, where the model is behind HTTP', async () => {
    const asked = { agentId: product.wireAgentId, text: 'What is one and two?' };
    const fresh = await countFreshTurnWork(product, counter, asked);
    const budget = budgets.fresh_one_tool_turn;
    expect(fresh.statements, listStatements(fresh)).toBeLessThanOrEqual(budget.statements);
    expect(fresh.writingCommits, listStatements(fresh)).toBeLessThanOrEqual(budget.writing_commits);
  });

  it('of an idle process is one statement a second, whatever the streams', async () => {
    const mostPerSweep = budgets.idle_statements_per_second - 1;
    const alone = await counter.duringSweeps(SWEEPS);
    const sessions = await Promise.all(Array.from({ length: STREAMS }, () => product.openSession()));
    const followed = await counter.duringSweeps(SWEEPS);
    for (const session of sessions) session.close();
    for (const { statements, elapsedMs } of [alone, followed]) {
      expect(statements.length).toBeLessThanOrEqual(mostPerSweep * SWEEPS);
      expect(elapsedMs).toBeGreaterThan(SWEEPS * 1_000 * 0.98);
    }
  });
});
