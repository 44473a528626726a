import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';

import { budgets } from '../bench/measure/budgets.ts';
import { StatementCounter } from '../bench/measure/statement-counter.ts';
import { countTurnWork, listStatements } from '../bench/suite/count-turn-work.ts';
import type { ProductInProcess } from '../bench/suite/product-in-process.ts';
import { startProductOnTemporal } from '../bench/suite/product-on-temporal.ts';
import { FILE_CALL, IMMEDIATE_CALL } from '../bench/suite/script.ts';
import { createProductDatabase } from '../bench/suite/subject.ts';
import { startTestPostgres } from '../dev/vitest-postgres.ts';

const opened = new AsyncDisposableStack();
let counter: StatementCounter;
let product: ProductInProcess;

beforeAll(async () => {
  // A server without Temporal's databases, so every commit on it is the product's.
  const databaseUrl = await createProductDatabase(opened.use(await startTestPostgres()));
  counter = opened.use(await StatementCounter.open(databaseUrl));
  product = opened.use(
    await startProductOnTemporal({
      databaseUrl,
      onStatement: counter.onStatement,
      address: inject('temporalAddress'),
      namespace: `db-work-${randomUUID()}`,
    }),
  );
});
afterAll(() => opened.disposeAsync());

it.each([
  { name: 'a tool that is an atom', call: FILE_CALL, budget: budgets.temporal_one_tool_turn },
  { name: 'an immediate tool', call: IMMEDIATE_CALL, budget: budgets.temporal_one_immediate_call_turn },
])('a turn on Temporal with a call to $name commits no more often than its budget', async ({ call, budget }) => {
  const one = await countTurnWork(product, counter, { rounds: 1, call });
  expect(one.writingCommits, listStatements(one)).toBeLessThanOrEqual(budget.writing_commits);
});
