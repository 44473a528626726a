import { afterAll, beforeAll, expect, it } from 'vitest';
import { runSql } from '../db/database.ts';
import { CTX, EngineKit } from './testing/engine-kit.ts';
import { childrenOf, deliverAll, startFamily } from './testing/subagent-kit.ts';
import { resultsOf, startCalls, turnRow } from './testing/wait-kit.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
  const { planSubagent } = kit.deps.agents;
  kit.deps.agents.planSubagent = async (...asked) => {
    const plan = await planSubagent(...asked);
    return plan.kind === 'spawn' ? { ...plan, label: 'production' } : plan;
  };
});
afterAll(() => kit[Symbol.asyncDispose]());

const label = (labels: object, version: number): Promise<unknown> =>
  runSql(kit.database.db, 'update agents set labels = $2, version = $3 where org_id = $1', [
    CTX.org_id,
    labels,
    version,
  ]);

it('a sub-agent that is called by a label begins with its version, and follows it', async () => {
  await label({ production: 2 }, 5);
  const { child } = await startFamily(kit);
  expect(await turnRow(kit, child.turn)).toMatchObject({ agent_version: 2 });
  const sql = 'select agent_label from sessions where org_id = $1 and id = $2';
  expect(await runSql(kit.deps.db, sql, [CTX.org_id, child.session])).toEqual([{ agent_label: 'production' }]);
});

it('a call by a label that the agent does not have is refused, and the model reads why', async () => {
  await label({}, 5);
  const parent = await startCalls(kit, ['task']);
  await deliverAll(kit);
  expect(await childrenOf(kit, parent.session)).toEqual([]);
  expect(JSON.stringify(await resultsOf(kit, parent.session))).toContain('no version with the label production');
});
