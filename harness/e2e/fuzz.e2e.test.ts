import { expect, it } from 'vitest';
import { startStack } from '../dev/stack.ts';
import { runFuzz } from '../fuzz/run-fuzz.ts';
import { testRequests } from '../fuzz/test-requests.ts';

/** The requests are the same each time, unless `FUZZ_SEED` asks for others. */
const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_130);

testRequests({ authMode: 'none', requests: 2_500, seed, frames: 300 });
testRequests({ authMode: 'full', requests: 2_000, seed, frames: 0 });

it(
  `500 of them below /compat: no 5xx, and every refusal in both forms (seed ${seed})`,
  { timeout: 600_000 },
  async () => {
    await using stack = await startStack({ runner: 'local' });
    const [controlPlane] = stack.controlPlanes;
    const [url] = stack.urls;
    if (controlPlane === undefined || url === undefined) throw new Error('the stack has no control plane');
    const report = await runFuzz({ url, requests: 500, seed, pid: controlPlane.pid, base: '/compat' });
    expect(report.faults).toEqual([]);
    for (const status of [200, 201, 400, 404])
      expect([status, report.statuses.get(status) ?? 0]).not.toEqual([status, 0]);
    expect(controlPlane.output()).not.toContain('request failed');
  },
);
