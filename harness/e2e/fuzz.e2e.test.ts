import { judgeFigure } from '@everruns/kernel/testing';
import { expect, it } from 'vitest';
import { startStack } from '../dev/stack.ts';
import { FUZZ_AUTH } from '../fuzz/fuzz-world.ts';
import { runFrameFuzz } from '../fuzz/run-frame-fuzz.ts';
import { runFuzz } from '../fuzz/run-fuzz.ts';

const REQUESTS = 5_000;
/** The requests are the same each time, unless `FUZZ_SEED` asks for others. */
const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_130);

it.each([
  ['none', REQUESTS, {}],
  ['full', 4_000, FUZZ_AUTH],
] as const)(
  `mode %s: %i requests made from the document: no 5xx, nothing undeclared, and every request answered (seed ${seed})`,
  async (authMode, requests, env) => {
    await using stack = await startStack({ runner: 'local', env });
    const [controlPlane] = stack.controlPlanes;
    const [url] = stack.urls;
    if (controlPlane === undefined || url === undefined) throw new Error('the stack has no control plane');
    // The requests may change the default model, which the turns of the frames use.
    if (authMode === 'none') expect((await runFrameFuzz({ url, frames: 300, seed })).faults).toEqual([]);
    const report = await runFuzz({ url, requests, seed, pid: controlPlane.pid, authMode });
    expect(report.faults).toEqual([]);
    expect(report.requests).toBe(requests);
    // A fuzz whose requests all fail validation proves nothing.
    for (const status of [200, 201, 204, 400, 404, 409, 412, 415, 422])
      expect([status, report.statuses.get(status) ?? 0]).not.toEqual([status, 0]);
    expect(controlPlane.output()).not.toContain('request failed');
    const [first = 0] = report.memory;
    const name = `rise of memory over rounds of ${report.memory.join(' ')} MB`;
    judgeFigure({ name, value: (report.memory.at(-1) ?? 0) - first, unit: 'MB', most: 200 });
  },
);

it(`500 of them below /compat: no 5xx, and every refusal in both forms (seed ${seed})`, async () => {
  await using stack = await startStack({ runner: 'local' });
  const [controlPlane] = stack.controlPlanes;
  const [url] = stack.urls;
  if (controlPlane === undefined || url === undefined) throw new Error('the stack has no control plane');
  const report = await runFuzz({ url, requests: 500, seed, pid: controlPlane.pid, base: '/compat' });
  expect(report.faults).toEqual([]);
  for (const status of [200, 201, 400, 404])
    expect([status, report.statuses.get(status) ?? 0]).not.toEqual([status, 0]);
  expect(controlPlane.output()).not.toContain('request failed');
});
