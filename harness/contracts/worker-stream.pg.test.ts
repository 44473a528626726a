import { EngineKit, startGrpcServer } from '@everruns/control-plane/testing';
import { createGrpcWorkerService, type WorkerService } from '@everruns/internal-protocol';
import { systemClock } from '@everruns/kernel';
import { createLocalExecutor } from '@everruns/worker/local-executor';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type LinkProxy, startLinkProxy } from '../chaos/nemesis/link-proxy.ts';

const log = pino({ level: 'silent' });
/**
 * A turn with two generations and one call: one Begin and three Commits. This worker does not have the tool, which leads
 * to a result too.
 */
const ONE_CALL = '[[sim:tool look {}]][[sim:next]][[sim:text all done]]';

let kit: EngineKit;
/** The log of a turn without any disturbance. */
let undisturbed: string[];
beforeAll(async () => {
  kit = await EngineKit.open();
  undisturbed = await runTurn((await serve(kit.service)).address);
});
afterAll(async () => {
  await kit[Symbol.asyncDispose]();
});
const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function serve(service: WorkerService) {
  const server = await startGrpcServer({ service, address: '127.0.0.1:0', token: 't', clock: systemClock, log });
  cleanups.push(() => server.close(0));
  return server;
}

async function openLink(target: string): Promise<LinkProxy> {
  const link = await startLinkProxy(target);
  cleanups.push(async () => link[Symbol.asyncDispose]());
  return link;
}

/** Posts a message and runs its turn with a worker that reaches the control plane at this address. */
async function runTurn(address: string) {
  const sessionId = await kit.newSession();
  const { turn } = await kit.post(sessionId, ONE_CALL);
  const service = createGrpcWorkerService({ address, token: 't', log });
  const executor = createLocalExecutor({ service, log, egress: { allowCidrs: [], allowedOrigins: [] } });
  cleanups.push(async () => {
    await executor.close();
    service.close();
  });
  const job = {
    turn_id: turn.id,
    session_id: sessionId,
    segment: kit.dispatched.findLast(({ id }) => id === turn.id)?.segment ?? 0,
    start_iteration: 1,
    max_iterations: 10,
  };
  await executor.run(job, new AbortController().signal);
  return (await kit.log(sessionId)).map(({ type }) => type);
}

/** Wraps the service so that `act` runs once, after the nth call of a verb has done its work and before it is answered. */
function beforeAnswer(
  service: WorkerService,
  strike: { verb: 'getTurnContext' | 'commitAtom'; nth: number; act: () => void },
) {
  let calls = 0;
  const struck = async <Answer>(verb: string, answer: Promise<Answer>): Promise<Answer> => {
    const answered = await answer;
    if (verb === strike.verb && (calls += 1) === strike.nth) strike.act();
    return answered;
  };
  return {
    ...service,
    getTurnContext: (request) => struck('getTurnContext', service.getTurnContext(request)),
    commitAtom: (request) => struck('commitAtom', service.commitAtom(request)),
  } satisfies WorkerService;
}

it('an undisturbed turn is one of two generations and one call', () => {
  const count = (type: string) => undisturbed.filter((one) => one === type).length;
  expect([count('llm.generation'), count('tool.completed'), count('turn.completed')]).toEqual([2, 1, 1]);
});

it.each([
  { verb: 'getTurnContext' as const, nth: 1 },
  { verb: 'commitAtom' as const, nth: 1 },
  { verb: 'commitAtom' as const, nth: 2 },
  { verb: 'commitAtom' as const, nth: 3 },
])('the stream is cut before answer $nth of $verb: nothing is lost and nothing doubled', async ({ verb, nth }) => {
  let link: LinkProxy | undefined;
  const server = await serve(beforeAnswer(kit.service, { verb, nth, act: () => link?.cutAll() }));
  link = await openLink(server.address);
  expect(await runTurn(link.address)).toEqual(undisturbed);
  expect(link.hits()).toBeGreaterThan(0);
});

it.each(['getTurnContext', 'commitAtom'] as const)(
  'the control plane with the stream dies in a %s: the worker goes on with the other one',
  async (verb) => {
    const other = await serve(kit.serve(kit.otherProcess()));
    const die = () => {
      // Connections are cut and new ones reach the other replica, as behind a load balancer.
      link.target = other.address;
      link.cutAll();
      void first.close(0);
    };
    const first = await serve(beforeAnswer(kit.service, { verb, nth: 1, act: die }));
    const link = await openLink(first.address);
    expect(await runTurn(link.address)).toEqual(undisturbed);
    expect(link.target).toBe(other.address);
  },
);
