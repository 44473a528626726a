import { describe, expect, it } from 'vitest';
import { ApiClient } from '../dev/api-client.ts';
import { useStack } from '../e2e/shared-stack.ts';
import { NEWER_CLIENTS } from './newer-clients.ts';
import { replay } from './replay.ts';
import { V03_TESTS } from './v03-tests.ts';

const shared = useStack({ env: { INLINE_WAIT_MS: '500' } });
const at = (base: string, headers: Record<string, string> = {}) =>
  new ApiClient([shared.running.urls[0] + base], headers);

describe('the eight integration tests of version 0.3', () => {
  it.each(Object.keys(V03_TESTS))('%s finds every value that it reads', async (name) => {
    expect((await replay(at('/compat', { 'everruns-compat': '0.3' }), V03_TESTS[name] ?? [])).faults).toEqual([]);
  });

  it('pass by the header on the addresses of the main API, and check more than the 112 values of the originals', async () => {
    let values = 0;
    for (const steps of Object.values(V03_TESTS)) {
      const { faults, checked } = await replay(at('', { 'everruns-compat': '0.3' }), steps);
      expect(faults).toEqual([]);
      values += checked;
    }
    expect(values).toBeGreaterThanOrEqual(112);
  });
});

it.each(Object.keys(NEWER_CLIENTS))('%s gets what it reads', async (name) => {
  expect((await replay(at('/compat'), NEWER_CLIENTS[name] ?? [])).faults).toEqual([]);
});
