import {
  addUsage,
  DEFAULT_ORGANIZATION_ID,
  OrganizationId,
  pageOf,
  Problem,
  Session,
  UsageGroup,
  ZERO_USAGE,
  type Usage,
} from '@everruns/schemas';
import fc from 'fast-check';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EVERY_SUBJECT } from '../../kernel/subject-reach.ts';
import { idOf, startTestApi, type TestApi } from '../../testing/test-api.ts';
import { priceUsage } from '../models/model-info.ts';
import { listUsage } from './list.ts';

const Page = pageOf(UsageGroup);

interface Generation {
  session: Session;
  day: string;
  ts: string;
  provider: string;
  model: string;
  usage: Usage;
}

let api: TestApi;
const log: Generation[] = [];
beforeAll(async () => {
  api = await startTestApi();
  const sessions = await Promise.all(Array.from({ length: 3 }, newSession));
  for (const given of fc.sample(generations, 60)) await record(sessions, given);
});
afterAll(() => api[Symbol.asyncDispose]());

const count = fc.integer({ min: 0, max: 500_000 });
const generations = fc.record({
  session: fc.nat({ max: 2 }),
  minute: fc.nat({ max: 4 * 24 * 60 }),
  model: fc.constantFrom(
    ['openai', 'gpt-5-mini'] as const,
    ['openai', 'gpt-4o'] as const,
    ['anthropic', 'claude-haiku-4-5'] as const,
    ['llmsim', 'gpt-4o'] as const,
  ),
  input: count,
  cached: count,
  output: count,
});
type Given = typeof generations extends fc.Arbitrary<infer T> ? T : never;

async function newSession(): Promise<Session> {
  const agent = idOf(await api.call('POST', '/v1/agents', { body: { name: 'a', system_prompt: '' } }));
  return Session.parse((await api.call('POST', '/v1/sessions', { body: { agent_id: agent } })).json);
}

/** Writes a generation to the log of a session as the engine does: priced, with tokens as the provider reported them. */
async function record(sessions: Session[], given: Given): Promise<void> {
  const session = sessions[given.session];
  if (session === undefined) throw new Error('three sessions were made');
  const [provider, model] = given.model;
  const counts = {
    ...ZERO_USAGE,
    input_tokens: given.input + given.cached,
    cache_read_tokens: given.cached,
    output_tokens: given.output,
  };
  const cost = priceUsage({ provider_type: provider, model }, counts);
  const usage = cost === null ? counts : { ...counts, cost_usd: cost };
  const ts = new Date(Date.UTC(2026, 10, 1) + given.minute * 60_000).toISOString();
  await api.database.pool.query(
    `insert into events (org_id, session_id, sequence, id, type, ts, context, data)
     values ($1, $2, $3, $4, 'llm.generation', $5, '{}', $6)`,
    [DEFAULT_ORGANIZATION_ID, session.id, log.length + 1_000, v7(), ts, JSON.stringify({ provider, model, usage })],
  );
  log.push({ session, day: ts.slice(0, 10), ts, provider, model, usage });
}

/** The same sums, from the log as it was written. */
function recompute(keyOf: (one: Generation) => object, within: (ts: string) => boolean = () => true): UsageGroup[] {
  const groups = Map.groupBy(
    log.filter(({ ts }) => within(ts)),
    (generation) => JSON.stringify(keyOf(generation)),
  );
  return [...groups]
    .toSorted(([left], [right]) => (left < right ? 1 : -1))
    .map(([key, members]) =>
      UsageGroup.parse({
        ...JSON.parse(key),
        generations: members.length,
        usage: members.map(({ usage }) => usage).reduce(addUsage, ZERO_USAGE),
      }),
    );
}

async function read(query: string): Promise<UsageGroup[]> {
  const data: UsageGroup[] = [];
  for (let cursor = ''; ;) {
    const page = Page.parse((await api.call('GET', `/v1/usage?${query}${cursor}`)).json);
    data.push(...page.data);
    if (page.next_cursor === undefined) return data;
    cursor = `&cursor=${page.next_cursor}`;
  }
}

describe('usage', () => {
  it.each([
    ['session', ({ session }: Generation) => ({ session_id: session.id })],
    ['agent', ({ session }: Generation) => ({ agent_id: session.agent_id })],
    ['model', ({ provider, model }: Generation) => ({ provider, model })],
    ['day', ({ day }: Generation) => ({ day })],
  ])('by %s is exactly what the log says, on one page or on many', async (group, keyOf) => {
    const expected = recompute(keyOf);
    expect(expected.length).toBeGreaterThan(2);
    expect(await read(`group_by=${group}`)).toEqual(expected);
    expect(await read(`group_by=${group}&limit=1`)).toEqual(expected);
  });

  it('in all is the sum, and has no cost where no model has a price', async () => {
    expect(await read('')).toEqual(recompute(() => ({})));
    expect(await read('from=2030-01-01T00:00:00Z')).toEqual([{ generations: 0, usage: ZERO_USAGE }]);
    const free = (await read('group_by=model')).find(({ provider }) => provider === 'llmsim');
    expect(free?.usage).not.toHaveProperty('cost_usd');
  });

  it('of a stretch of time begins with its first moment and ends before its last', async () => {
    const moments = log.map(({ ts }) => ts).toSorted();
    const [from = '', to = ''] = [moments[10], moments[40]];
    const within = (ts: string) => ts >= from && ts < to;
    expect(await read(`group_by=day&from=${from}&to=${to}`)).toEqual(recompute(({ day }) => ({ day }), within));
  });

  it('of another organization is not seen, and its cursors open nothing', async () => {
    const { next_cursor } = Page.parse((await api.call('GET', '/v1/usage?group_by=day&limit=1')).json);
    const other = {
      org_id: OrganizationId.parse('00000000-0000-7000-8000-0000000000ff'),
      principal: 'other',
      subjects: EVERY_SUBJECT,
      request_id: 'r',
    };
    const query = { group_by: 'day', limit: 1 } as const;
    expect(await listUsage(api.services, other, query)).toEqual({ data: [], has_more: false });
    await expect(listUsage(api.services, other, { ...query, cursor: next_cursor })).rejects.toMatchObject({
      code: 'invalid_cursor',
    });
    const otherwise = await api.call('GET', `/v1/usage?group_by=agent&limit=1&cursor=${next_cursor}`);
    expect([otherwise.status, Problem.parse(otherwise.json).code]).toEqual([400, 'invalid_cursor']);
  });

  it('refuses a grouping or a time that is none', async () => {
    for (const query of ['group_by=org_id', 'from=yesterday', 'to=2026-11-01']) {
      expect((await api.call('GET', `/v1/usage?${query}`)).status).toBe(400);
    }
  });
});
