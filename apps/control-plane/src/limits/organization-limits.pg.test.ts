import { DEFAULT_ORGANIZATION_ID, OrganizationId, type OrganizationLimitName } from '@everruns/schemas';
import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { idOf, outcomeOf, startTestApi, type ApiAnswer, type TestApi } from '../testing/test-api.ts';
import { OrganizationLimits } from './organization-limits.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());
beforeEach(() => api.services.limits.learn([], []));

/** As when the operator sets limits of the organization. */
const setLimits = (limits: Partial<Record<OrganizationLimitName, number>>) =>
  api.services.limits.learn(
    [],
    Object.entries(limits).map(([name, value]) => [DEFAULT_ORGANIZATION_ID, name, value]),
  );
const newAgent = async () => idOf(await api.call('POST', '/v1/agents', { body: { name: 'a', system_prompt: 'b' } }));
const newSession = async (agent_id: string) => api.call('POST', '/v1/sessions', { body: { agent_id } });
const say = (session: string) =>
  api.call('POST', `/v1/sessions/${session}/messages`, {
    body: { message: { role: 'user', content: [{ type: 'text', text: 'hello' }] } },
  });
const Refusal = z.looseObject({ errors: z.array(z.looseObject({ path: z.string(), limit: z.number() })) });
const refusedBy = (answer: ApiAnswer) => {
  expect(outcomeOf(answer)).toBe('429 limit_reached');
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  const [first] = Refusal.parse(answer.json).errors;
  return { name: first?.path, limit: first?.limit };
};

const Limits = z.object({
  data: z.array(z.object({ name: z.string(), limit: z.number().nullable(), use: z.number() })),
});
async function limitOf(name: OrganizationLimitName) {
  const { data } = Limits.parse((await api.call('GET', '/v1/limits')).json);
  return data.find((limit) => limit.name === name);
}

describe('the limits of an organization', () => {
  it('stop new sessions, and let them in again when one was deleted', async () => {
    const agent = await newAgent();
    const first = await newSession(agent);
    const { use = 0 } = (await limitOf('sessions')) ?? {};
    setLimits({ sessions: use + 1 });
    expect((await newSession(agent)).status).toBe(201);
    expect(refusedBy(await newSession(agent))).toEqual({ name: 'sessions', limit: use + 1 });
    expect(await limitOf('sessions')).toMatchObject({ limit: use + 1, use: use + 1 });
    await api.call('DELETE', `/v1/sessions/${idOf(first)}`);
    // A refusal rests on a count that is at most a second old.
    await expect.poll(async () => (await newSession(agent)).status).toBe(201);
  });

  it('stop messages that would wait, and none that starts a turn', async () => {
    const agent = await newAgent();
    setLimits({ queued_messages: 1 });
    const session = idOf(await newSession(agent));
    expect((await say(session)).status).toBe(201);
    expect((await say(session)).status).toBe(201);
    expect(refusedBy(await say(session))).toEqual({ name: 'queued_messages', limit: 1 });
    expect((await say(idOf(await newSession(agent)))).status).toBe(201);
    expect(await limitOf('queued_messages')).toMatchObject({ use: 1 });
  });

  it('stop bytes of files', async () => {
    const session = idOf(await newSession(await newAgent()));
    setLimits({ stored_bytes: 10 });
    const put = (name: string) =>
      api.call('POST', `/v1/sessions/${session}/fs/${name}`, { body: { content: '12345678', encoding: 'text' } });
    expect((await put('a.txt')).status).toBe(201);
    expect(refusedBy(await put('b.txt'))).toEqual({ name: 'stored_bytes', limit: 10 });
  });

  it('stop requests of a minute, of this organization alone', async () => {
    const used = (await limitOf('requests_per_minute'))?.use ?? 0;
    setLimits({ requests_per_minute: used + 2 });
    const answers = [];
    for (let count = 0; count < 3; count += 1) answers.push(await api.call('GET', '/v1/agents'));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(refusedBy(answers[2] as ApiAnswer).name).toBe('requests_per_minute');
    api.services.limits.countRequest(OrganizationId.parse(v7()));
  });
});

describe('what is open now', () => {
  const [one, another] = [OrganizationId.parse(v7()), OrganizationId.parse(v7())];
  const open = () =>
    new OrganizationLimits({ db: api.database.db, clock: { monotonic: () => 0 }, defaults: { streams: 3 } });

  it('is counted by organization, and once when it is closed twice', () => {
    const limits = open();
    const leave = [1, 2, 3].map(() => limits.enter(one, 'streams'));
    expect(() => limits.enter(one, 'streams')).toThrow('The organization has reached its limit streams: 3 open');
    limits.enter(another, 'streams');
    leave[0]?.();
    leave[0]?.();
    limits.enter(one, 'streams');
    expect(() => limits.enter(one, 'streams')).toThrow('streams');
  });

  it('includes what the other processes have told last', () => {
    const limits = open();
    limits.learn([{ [one]: { streams: 1 } }, { [one]: { streams: 1 } }], []);
    limits.enter(one, 'streams');
    expect(() => limits.enter(one, 'streams')).toThrow('streams');
    expect(limits.describeUse()).toEqual({ [one]: { streams: 1 } });
    limits.learn([], []);
    limits.enter(one, 'streams');
  });

  it('has the limit that the operator has set, in place of the default', () => {
    const limits = open();
    limits.learn([], [[one, 'streams', 0]]);
    expect(() => limits.enter(one, 'streams')).toThrow('streams');
    limits.enter(another, 'streams');
    expect(limits.limitOf(one, 'sessions')).toBe(Infinity);
  });
});
