import { judgeFigure } from '@everruns/kernel/testing';
import { expect, it } from 'vitest';
import { startStack } from '../dev/stack.ts';
import { FUZZ_AUTH } from './fuzz-world.ts';
import { runFrameFuzz } from './run-frame-fuzz.ts';
import { runFuzz } from './run-fuzz.ts';

export interface RequestsTest {
  authMode: 'none' | 'full';
  requests: number;
  seed: number;
  /** Frames over sockets, before the requests change the default model, which the turns of the frames use. */
  frames: number;
}

/** Tests so many requests on a stack of their own. */
export function testRequests({ authMode, requests, seed, frames }: RequestsTest): void {
  it(
    `mode ${authMode}: ${requests} requests made from the document: no 5xx, nothing undeclared, and every request answered (seed ${seed})`,
    { timeout: 600_000 },
    async () => {
      await using stack = await startStack({ runner: 'local', env: authMode === 'full' ? FUZZ_AUTH : {} });
      const [controlPlane] = stack.controlPlanes;
      const [url] = stack.urls;
      if (controlPlane === undefined || url === undefined) throw new Error('the stack has no control plane');
      if (frames > 0) expect((await runFrameFuzz({ url, frames, seed })).faults).toEqual([]);
      const report = await runFuzz({ url, requests, seed, pid: controlPlane.pid, authMode });
      expect(report.faults).toEqual([]);
      expect(report.requests).toBe(requests);
      // A fuzz whose requests all fail validation proves nothing. Rarer statuses are in a larger number of requests only.
      for (const status of [200, 201, 204, 400, 404, 409, 415])
        expect([status, report.statuses.get(status) ?? 0]).not.toEqual([status, 0]);
      expect(controlPlane.output()).not.toContain('request failed');
      const [first = 0] = report.memory;
      const name = `rise of memory over rounds of ${report.memory.join(' ')} MB`;
      judgeFigure({ name, value: (report.memory.at(-1) ?? 0) - first, unit: 'MB', most: 200 });
    },
  );
}
