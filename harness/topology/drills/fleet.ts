import { findFreePorts } from '../../dev/free-ports.ts';
import { StackProcess } from '../../dev/child-process.ts';
import { controlPlaneProgram, workerProgram } from '../../dev/programs.ts';
import { hasFaketime, wrongClock } from '../../e2e/wrong-clock.ts';
import { TEXT_PREFIX } from '../load/load.ts';
import type { Topology } from '../topology.ts';
import { beyondBound, like, type Drill, type Ground, type Late } from './drill.ts';
import { firstOf } from './kills.ts';
import { strikeDrill, timed, type StrikePlan } from './strike-drill.ts';

/** Without a fault, on a machine that has something else to do. */
const QUIET_BOUND_MS = 9_000;
/** Longer than one look of Kubernetes, shorter than what a worker may take to stop. */
const LONG_ANSWER_MS = 15_000;

/** The clock of each process, hours from the others'. */
const CLOCKS: Record<string, string> = {
  'control-plane-0': '-2h',
  'control-plane-1': '+2h',
  'worker-0': '+2h',
  'worker-1': '-2h',
};

const FLEET: readonly StrikePlan[] = [
  {
    name: 'wrong-clocks',
    says: 'the clocks of control planes and workers are two hours off, in both directions',
    async prepare(): Promise<Ground | null> {
      if (!hasFaketime) {
        console.log('There is no faketime: apt-get install faketime.');
        return null;
      }
      const envOf = (name: string) => (CLOCKS[name] === undefined ? {} : wrongClock(CLOCKS[name]));
      return like({ envOf });
    },
    boundMs: () => QUIET_BOUND_MS,
    strike: async () => ({ says: 'no other fault', awayMs: 0 }),
  },
  {
    name: 'stray-workers',
    says: 'a worker with a wrong token and one that reaches no control plane join',
    boundMs: () => QUIET_BOUND_MS,
    async strike(topology, load) {
      const [closed] = await findFreePorts(1);
      await using strays = new AsyncDisposableStack();
      const [intruder, lonely] = [
        planWorker(topology, 'intruder', { WORKER_GRPC_TOKEN: 'a-token-that-nobody-knows-here' }),
        planWorker(topology, 'lonely', { GRPC_ADDRESS: `127.0.0.1:${closed}` }),
      ];
      for (const stray of [intruder, lonely]) {
        strays.defer(() => stray.kill());
        // None of them becomes ready.
        stray.start().catch(() => undefined);
      }
      const awayMs = await timed(() => load.untilTurns(2 * load.sessionIds.length));
      return { says: intruder.isRunning() ? 'the intruder still runs' : 'the intruder has ended', awayMs };
    },
  },
  {
    name: 'keyless-replica',
    says: 'a control plane without the key of the model joins, and the others go on with theirs',
    boundMs: () => QUIET_BOUND_MS,
    async strike(topology, load) {
      const keyless = await planControlPlane(topology, 'keyless');
      const awayMs = await timed(async () => {
        await keyless.start();
        await load.untilTurns(2 * load.sessionIds.length);
        await keyless.kill('SIGTERM');
      });
      return { says: 'it has joined and left', awayMs };
    },
    look: askedOncePerTurn,
  },
  {
    name: 'drain-worker',
    says: 'each worker is told to stop in the middle of answers of 15 s, and lets them end',
    thinkMs: LONG_ANSWER_MS,
    boundMs: () => LONG_ANSWER_MS + QUIET_BOUND_MS,
    async strike({ workers }) {
      const awayMs = await timed(async () => {
        for (const worker of workers) {
          await worker.kill('SIGTERM');
          await worker.start();
        }
      });
      return { says: `SIGTERM of ${workers.map(({ name }) => name).join(', ')}`, awayMs };
    },
    look: askedOncePerTurn,
  },
  {
    name: 'scale-workers',
    says: 'all workers but one leave, come back and leave again',
    boundMs: () => QUIET_BOUND_MS,
    async strike({ workers }, load) {
      const others = workers.filter((worker) => worker !== firstOf(workers));
      const leave = () => Promise.all(others.map((worker) => worker.kill('SIGTERM')));
      const awayMs = await timed(async () => {
        await leave();
        await load.untilTurns(load.sessionIds.length);
        await Promise.all(others.map((worker) => worker.start()));
        await load.untilTurns(load.sessionIds.length);
        await leave();
        await load.untilTurns(load.sessionIds.length);
      });
      return { says: `${workers.length}, 1, ${workers.length} and 1 workers`, awayMs };
    },
  },
];

/** Whether no answer was paid twice: every text was asked once. */
function askedOncePerTurn({ simulator }: Topology): Late[] {
  const texts = simulator
    .requests()
    .map(({ user_text }) => user_text)
    .filter((text) => text.startsWith(TEXT_PREFIX));
  const twice = texts.length - new Set(texts).size;
  return twice === 0 ? [] : [beyondBound(`${twice} answers were asked for again`)];
}

function planWorker(
  { temporal, grpcAddresses, secrets }: Topology,
  name: string,
  own: Record<string, string>,
): StackProcess {
  const [token = ''] = secrets;
  const env = {
    TEMPORAL_ADDRESS: temporal?.address ?? '',
    GRPC_ADDRESS: `ipv4:${grpcAddresses.join(',')}`,
    WORKER_GRPC_TOKEN: token,
    WORKER_ID: name,
    ...own,
  };
  return new StackProcess({ name, ...workerProgram('product', { healthAddr: '127.0.0.1:9' }), env });
}

async function planControlPlane({ temporal, databaseUrl, secrets }: Topology, name: string): Promise<StackProcess> {
  const [httpPort, grpcPort] = await findFreePorts(2);
  const [httpAddr, grpcAddr] = [`127.0.0.1:${httpPort}`, `127.0.0.1:${grpcPort}`];
  const [token = '', key = ''] = secrets;
  const env = {
    TEMPORAL_ADDRESS: temporal?.address ?? '',
    DATABASE_URL: databaseUrl,
    SECRETS_ENCRYPTION_KEY: `kek-v1:${key}`,
    WORKER_GRPC_TOKEN: token,
    HTTP_ADDR: httpAddr,
    GRPC_ADDR: grpcAddr,
  };
  return new StackProcess({ name, ...controlPlaneProgram('product', { httpAddr, grpcAddr }), env });
}

export const fleet: readonly Drill[] = FLEET.map(strikeDrill);
