import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient } from '../dev/api-client.ts';
import { findFreePorts } from '../dev/free-ports.ts';
import { startStack, type Stack } from '../dev/stack.ts';
import { REFUSALS, startLimitingProvider, type LimitingProvider } from './limiting-provider.ts';
import { countNamings, expectDeadline, expectParkAndWake, expectRightTimes } from './skewed-turns.ts';
import { hasFaketime, wrongClock } from './wrong-clock.ts';

/** The clocks of each control plane and the worker connected to it differ by four hours. */
const CLOCKS: Record<string, string> = {
  'control-plane-0': '-2h',
  'control-plane-1': '+2h',
  'worker-0': '+2h',
  'worker-1': '-2h',
};

describe.runIf(hasFaketime)('workers and control planes on Temporal whose clocks are wrong', async () => {
  const metricsPorts = await findFreePorts(2);
  let stack: Stack;
  let provider: LimitingProvider;
  let tried: Parameters<typeof expectDeadline>[0];

  beforeAll(async () => {
    stack = await startStack({
      runner: 'temporal',
      controlPlanes: 2,
      workers: 2,
      proxies: { model: async (url) => (provider = await startLimitingProvider(url)).url },
      envOf: (name) => ({
        ...wrongClock(CLOCKS[name] ?? '+0'),
        ...(name.startsWith('worker') ? {} : { METRICS_ADDR: `127.0.0.1:${metricsPorts[Number(name.at(-1))]}` }),
      }),
    });
    tried = { stack, provider, api: new ApiClient(stack.urls) };
  });
  afterAll(async () => {
    await stack[Symbol.asyncDispose]();
    await provider[Symbol.asyncDispose]();
  });

  it('turns have the right times, whichever worker runs them', async () => {
    await Promise.all(Array.from({ length: 6 }, () => expectRightTimes(tried)));
  });

  it('turns park and wake as the provider says, and end in their time', async () => {
    const parks = [...REFUSALS, ...REFUSALS].map((refusal) => expectParkAndWake(tried, refusal));
    await Promise.all([...parks, expectDeadline(tried), expectDeadline(tried)]);
  });

  it('no attempt is lost, and each model call is made once', async () => {
    const session = await tried.api.createSession();
    const before = stack.simulator.requests().length;
    for (let turn = 0; turn < 4; turn += 1) {
      const { turn: ended } = await tried.api.post(session.id, `[[sim:text Turn ${turn}.]]`, { wait: 30 });
      expect(ended.status).toBe('completed');
    }
    const attempts = (await tried.api.events(session.id)).map(({ context }) => context.attempt ?? 1);
    expect(Math.max(...attempts)).toBe(1);
    expect(stack.simulator.requests().length - before).toBe(4);
  });

  it('each process names its clock once; a control plane tells that of its worker too', async () => {
    const processes = [...stack.controlPlanes, ...stack.workers];
    expect(processes.map((process) => [process.name, countNamings(process.output())])).toEqual(
      processes.map(({ name }) => [name, 1]),
    );
    const skews = await Promise.all(
      metricsPorts.map(async (port) => {
        const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
        const found = [...text.matchAll(/^everruns_clock_skew_seconds{process="(\w+)"} (\S+)$/gm)];
        return Object.fromEntries(found.map(([, process, seconds]) => [process, Math.round(Number(seconds))]));
      }),
    );
    expect(skews).toEqual([
      { control_plane: -7_200, worker: 7_200 },
      { control_plane: 7_200, worker: -7_200 },
    ]);
  });
});
