import type { Page, Wait } from '@everruns/schemas';
import { expect } from 'vitest';
import type { ApiClient } from '../dev/api-client.ts';

/** Approves the call of a parked turn, and returns the milliseconds until it has begun. Resolves when the turn has ended. */
export async function answerParked(api: ApiClient, approval: string): Promise<number> {
  const started = performance.now();
  const wait = await api.json<Wait>('POST', `/v1/approvals/${approval}/resolve`, { body: { decision: 'approve' } });
  const types = async () => (await api.events(wait.session_id)).map(({ type }) => type);
  await expect.poll(types, { timeout: 30_000, interval: 5 }).toContain('tool.started');
  const took = performance.now() - started;
  await expect.poll(types, { timeout: 30_000, interval: 5 }).toContain('turn.completed');
  const { data } = await api.json<Page<Wait>>('GET', `/v1/sessions/${wait.session_id}/waits`);
  expect(data.map(({ status }) => status)).toEqual(['resolved']);
  return took;
}
