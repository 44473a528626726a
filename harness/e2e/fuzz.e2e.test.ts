import { expect, it } from 'vitest';
import { runFuzz } from '../fuzz/run-fuzz.ts';
import { useStack } from './shared-stack.ts';

const shared = useStack();

const REQUESTS = 5_000;
/** The same requests each time, unless `FUZZ_SEED` asks for others. */
const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_121);

it(`${REQUESTS} requests made from the document: no 5xx, nothing undeclared, no answer later than 5 s (seed ${seed})`, async () => {
  const [controlPlane] = shared.running.controlPlanes;
  const [url] = shared.running.urls;
  if (controlPlane === undefined || url === undefined) throw new Error('the stack has no control plane');
  const report = await runFuzz({ url, requests: REQUESTS, seed, pid: controlPlane.pid });
  expect(report.faults).toEqual([]);
  expect(report.requests).toBe(REQUESTS);
  // A fuzz that is only ever refused at the door proves nothing.
  for (const status of [200, 201, 204, 400, 404, 409, 412, 415, 422])
    expect([status, report.statuses.get(status) ?? 0]).not.toEqual([status, 0]);
  expect(controlPlane.output()).not.toContain('request failed');
  const [first = 0] = report.memory;
  expect((report.memory.at(-1) ?? 0) - first, `memory by round: ${report.memory.join(' ')} MB`).toBeLessThan(200);
});
