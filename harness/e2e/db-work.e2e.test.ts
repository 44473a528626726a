import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { budgets } from '../bench/measure/budgets.ts';
import { StatementCounter } from '../bench/measure/statement-counter.ts';
import { countTurnWork, type TurnWork } from '../bench/suite/count-turn-work.ts';
import { startProductInProcess, type ProductInProcess } from '../bench/suite/product-in-process.ts';
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
  product = opened.use(await startProductInProcess({ databaseUrl, onStatement: counter.onStatement }));
});
afterAll(() => opened.disposeAsync());

/** Names the statements that were sent, so that whoever went over the budget sees on what. */
const list = (work: TurnWork): string =>
  work.texts.map((text) => text.replaceAll(/\s+/g, ' ').slice(0, 160)).join('\n');

describe('the database work of the local runner', () => {
  it('of a turn with one tool call stays within its budget', async () => {
    const turn = await countTurnWork(product, counter, 1);
    expect(turn.statements, list(turn)).toBeLessThanOrEqual(budgets.one_tool_turn.statements);
    expect(turn.writingCommits, list(turn)).toBeLessThanOrEqual(budgets.one_tool_turn.writing_commits);
  });

  it('grows by no more than its budget with each further round', async () => {
    const one = await countTurnWork(product, counter, 1);
    const five = await countTurnWork(product, counter, 5);
    expect((five.statements - one.statements) / 4, list(five)).toBeLessThanOrEqual(budgets.further_round.statements);
    expect((five.writingCommits - one.writingCommits) / 4, list(five)).toBeLessThanOrEqual(
      budgets.further_round.writing_commits,
    );
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
