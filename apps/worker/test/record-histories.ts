/**
 * `node apps/worker/test/record-histories.ts HOST:PORT`: records the histories that `replay.test.ts` replays, one file a
 * scenario. Run it when the workflow changes on purpose; older files stay, because such workflows may still run somewhere.
 */
import { writeFile } from 'node:fs/promises';
import { TASK_QUEUES, TURN_WORKFLOW, type TurnActivities, turnWorkflowId } from '@everruns/internal-protocol';
import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { systemClock } from '@everruns/kernel';
import { installTemporalRuntime } from '../src/temporal/runtime.ts';
import { startTemporalWorker } from '../src/temporal/worker.ts';
import { createFakeTurn } from './fake-activities.ts';

const parking = createFakeTurn([], {
  reason: async () => ({ kind: 'reason', done: false, call_ordinals: [], wait_ordinals: [0] }),
  waitForCalls: async ({ ordinals }) => ({ kind: 'waited', runnable: [], open: ordinals }),
});
const SCENARIOS: Record<string, TurnActivities> = {
  'plain-answer': createFakeTurn([0]).activities,
  'two-tools': createFakeTurn([2, 0]).activities,
  parked: parking.activities,
};

installTemporalRuntime({ warn: () => {}, error: () => {} });
const address = process.argv[2] ?? '127.0.0.1:7233';
const client = new Client({ connection: await Connection.connect({ address }), identity: 'recorder' });
let serial = 0;
for (const [name, activities] of Object.entries(SCENARIOS)) {
  const worker = await startTemporalWorker({
    connection: { address },
    namespace: 'default',
    workerId: 'recorder',
    makeActivities: () => activities,
    maxConcurrentTasks: 10,
    drainMs: 500,
    clock: systemClock,
    log: { info: () => {}, warn: () => {}, error: () => {} },
  });
  serial += 1;
  const turnId = `019a0000-0000-7000-8000-00000000000${serial}`;
  const handle = await client.workflow.start(TURN_WORKFLOW, {
    workflowId: turnWorkflowId(turnId, 1),
    taskQueue: TASK_QUEUES.turns,
    args: [{ turn_id: turnId, session_id: turnId, segment: 1, start_iteration: 1, max_iterations: 10 }],
  });
  await handle.result();
  const file = new URL(`histories/0.1-${name}.json`, import.meta.url);
  await writeFile(file, `${historyToJSON(await handle.fetchHistory())}\n`);
  await worker.drain();
}
await client.connection.close();
