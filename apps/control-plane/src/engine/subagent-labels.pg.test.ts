import { afterAll, beforeAll, expect, it } from 'vitest';
import { runSql } from '../db/database.ts';
import { CTX, EngineKit } from './testing/engine-kit.ts';
import { childrenOf, deliverAll, startFamily } from './testing/subagent-kit.ts';
import { resultsOf, startCalls } from './testing/wait-kit.ts';

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
  const session = await kit.newSession();
  await label({ production: 2 }, 5);
  const { child } = await startFamily(kit, session);
  const sql =
    'select s.agent_label, t.agent_version from sessions s join turns t on t.session_id = s.id where s.org_id = $1 and s.id = $2';
  const found = await runSql(kit.database.db, sql, [CTX.org_id, child.session]);
  expect(found).toEqual([{ agent_label: 'production', agent_version: 2 }]);
});

it('a call by a label that the agent does not have is refused, and the model reads why', async () => {
  const session = await kit.newSession();
  await label({}, 5);
  const parent = await startCalls(kit, ['task'], session);
  await deliverAll(kit);
  expect(await childrenOf(kit, parent.session)).toEqual([]);
  expect(JSON.stringify(await resultsOf(kit, parent.session))).toContain('no version with the label production');
});
