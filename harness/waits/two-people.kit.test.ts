import type { Approval, Page, Wait } from '@everruns/schemas';
import { expect, it } from 'vitest';
import { ApiClient } from '../dev/api-client.ts';
import { useStack } from '../e2e/shared-stack.ts';
import { createTwoOrganizations, FULL_AUTH } from '../e2e/two-organizations.ts';

/** Calls of a generation, and turns: a thousand approvals. */
const CALLS = 50;
const TURNS = 20;
const shared = useStack({ controlPlanes: 2, env: { ...FULL_AUTH, RATE_LIMIT_REQUESTS_PER_MINUTE: '10000000' } });

interface Answer {
  status: number;
  body: Partial<Wait> & { code?: string; errors?: { path: string; message: string }[] };
}

it(
  'two people who press at the same moment, a thousand times: one decision each time, and the other is told by whom',
  {
    timeout: 600_000,
  },
  async () => {
    const { makeKey } = await createTwoOrganizations(shared.running);
    const [ada, bea] = await Promise.all([1, 2].map(() => makeKey(['read', 'write', 'approvals:resolve'])));
    const people = [ada, bea].map((made, index) => {
      // Each presses at another replica.
      return new ApiClient([shared.running.urls[index] ?? ''], { authorization: made?.key ?? '' });
    });
    const [api] = people;
    if (api === undefined) throw new Error('two people');
    const press = async (person: ApiClient, id: string, decision: string): Promise<Answer> => {
      const response = await person.fetch('POST', `/v1/approvals/${id}/resolve`, { body: { decision } });
      return { status: response.status, body: (await response.json()) as Answer['body'] };
    };
    let decided = 0;
    const winners = new Map<string, number>();
    for (let turn = 0; turn < TURNS; turn += 1) {
      const ids = await askOften(api);
      for (const [index, id] of ids.entries()) {
        const order = index % 2 === 0 ? people : people.toReversed();
        const answers = await Promise.all(
          order.map((person) => press(person, id, person === api ? 'deny' : 'approve')),
        );
        const [winner, ...others] = answers.filter(({ status }) => status === 200);
        const [loser] = answers.filter(({ status }) => status === 409);
        expect([others, winner?.body.status, loser?.body.code]).toEqual([[], 'resolved', 'already_resolved']);
        const told = Object.fromEntries(loser?.body.errors?.map(({ path, message }) => [path, message]) ?? []);
        expect(told).toEqual({
          decision: winner?.body.resolution?.decision,
          resolved_by: winner?.body.resolved_by,
          resolved_at: winner?.body.resolved_at,
        });
        const name = winner?.body.resolved_by ?? '';
        winners.set(name, (winners.get(name) ?? 0) + 1);
        decided += 1;
      }
    }
    expect(decided).toBe(CALLS * TURNS);
    expect([...winners.keys()]).toHaveLength(2);
  },
);

/** The approvals of one turn. */
async function askOften(api: ApiClient): Promise<string[]> {
  const { id } = await api.createSession({ tools_policy: { buy: 'requires_approval' } });
  const calls = Array.from({ length: CALLS }, (_, index) => `[[sim:tool buy {"label":"${id}-${index}"}]]`);
  await api.post(id, `${calls.join('')}[[sim:next]][[sim:text Done.]]`);
  const list = () => api.json<Page<Approval>>('GET', `/v1/approvals?status=open&session_id=${id}&limit=100`);
  await expect.poll(async () => (await list()).data.length, { timeout: 30_000 }).toBe(CALLS);
  return (await list()).data.map((approval) => approval.id);
}
