import { judgeFigure } from '@everruns/kernel/testing';
import type { OrganizationLimit } from '@everruns/schemas';
import { expect, it } from 'vitest';
import { isEvent, readUntil } from '../e2e/read-until.ts';
import type { SharedStack } from '../e2e/shared-stack.ts';
import { countJumped, FAIR_SLOTS, openSession, register, type Organization } from './organizations.ts';

/** What one organization sends at once: more than there are slots. */
const SLOW_TURNS = 260;
const SLOW_MS = 30_000;
const TRIES = 5;

/** Milliseconds from the POST of a message to the first token of its answer; and the turn. */
async function firstToken(organization: Organization): Promise<{ ms: number; turnId: string }> {
  const { api } = organization;
  const session = await openSession(organization);
  const reading = readUntil(api, session, { until: isEvent('output.message.delta') }).then(() => performance.now());
  // The reader is there before the message.
  await api.json('GET', `/v1/sessions/${session}`);
  const postedAt = performance.now();
  const { turn } = await api.post(session, '[[sim:text Here I am.]]');
  return { ms: (await reading) - postedAt, turnId: turn.id };
}

/** What holds on every runner. */
export function testFairTurns(shared: SharedStack): void {
  it(`${SLOW_TURNS} slow turns of one organization are not in the way of another's first`, async () => {
    const { running } = shared;
    const [noisy, quiet] = [
      await register(running.urls, { name: 'noisy' }),
      await register(running.urls, { name: 'quiet' }),
    ];
    const before: number[] = [];
    for (let tries = 0; tries < TRIES; tries += 1) before.push((await firstToken(quiet)).ms);

    const sessions = await Promise.all(Array.from({ length: SLOW_TURNS }, () => openSession(noisy)));
    await Promise.all(sessions.map((id) => noisy.api.post(id, `[[sim:delay ${SLOW_MS}]][[sim:text Slow.]]`)));
    const running_turns = async () => {
      const { data } = await noisy.api.json<{ data: OrganizationLimit[] }>('GET', '/v1/limits');
      return data.find(({ name }) => name === 'running_turns')?.use;
    };
    // Its share: three times what it leaves to the others.
    await expect.poll(running_turns, { timeout: 60_000 }).toBeGreaterThanOrEqual(FAIR_SLOTS * 0.7);

    const during: number[] = [];
    const jumped: number[] = [];
    for (let tries = 0; tries < TRIES; tries += 1) {
      const { ms, turnId } = await firstToken(quiet);
      during.push(ms);
      jumped.push(await countJumped(running.postgres.url, { turnIds: [turnId], by: noisy }));
    }
    expect(jumped).toEqual(during.map(() => 0));
    judgeFigure({
      name: `first token, how much later beside ${SLOW_TURNS} slow turns of another organization`,
      value: Math.min(...during) - Math.min(...before),
      unit: 'ms',
      most: 200,
    });
  });
}
