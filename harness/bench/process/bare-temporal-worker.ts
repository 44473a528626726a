import { fileURLToPath } from 'node:url';
import { DefaultLogger, NativeConnection, Runtime, Worker, bundleWorkflowCode } from '@temporalio/worker';
import { closeOnSignal, reportReady } from '../../dev/process/ready.ts';
import { BARE_QUEUES, type BareActivities } from '../floor/temporal/bare-contract.ts';

/** A Temporal worker with the product's worker options, whose activities return immediately. */
const logger = new DefaultLogger('WARN');
Runtime.install({ logger, shutdownSignals: [] });
const connection = await NativeConnection.connect({ address: process.env['TEMPORAL_ADDRESS'] ?? '' });
const workflowsPath = fileURLToPath(new URL('../floor/temporal/bare.workflow.ts', import.meta.url));
const shared = {
  connection,
  namespace: 'default',
  maxConcurrentActivityTaskExecutions: 100,
  maxHeartbeatThrottleInterval: '1 s',
  defaultHeartbeatThrottleInterval: '1 s',
} as const;
const reason: BareActivities['reason'] = async ({ iteration }) => ({
  kind: 'reason',
  done: iteration === 2,
  call_ordinals: iteration === 2 ? [] : [0],
  wait_ordinals: [],
});
const act: BareActivities['act'] = async () => ({ kind: 'act', ok: true });
const workers = [
  await Worker.create({
    ...shared,
    taskQueue: BARE_QUEUES.turns,
    activities: { reason },
    workflowBundle: await bundleWorkflowCode({ workflowsPath, logger }),
    reuseV8Context: true,
    stickyQueueScheduleToStartTimeout: '3 s',
  }),
  await Worker.create({ ...shared, taskQueue: BARE_QUEUES.tools, activities: { act } }),
];
const runs = workers.map((worker) => worker.run());
closeOnSignal(async () => {
  for (const worker of workers) worker.shutdown();
  await Promise.all(runs);
});
reportReady({});
