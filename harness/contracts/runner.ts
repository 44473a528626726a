import { judgeFigure } from '@everruns/kernel/testing';
import type { Message, Page, Turn } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ApiClient, LoggedEvent } from '../dev/api-client.ts';
import { isEvent, readUntil, settle } from '../e2e/read-until.ts';
import { describeCompaction } from './runner-compaction.ts';
import { describeContext } from './runner-context.ts';
import type { RunnerUnderContract } from './runner-under-contract.ts';
import { describeFallback } from './runner-fallback.ts';

/** Settings with which a wait for a client parks soon and a dead worker is noticed soon. */
export const CONTRACT_ENV = { INLINE_WAIT_MS: '300', HEARTBEAT_TIMEOUT_MS: '4000' };

/** Tests the behavior that every runner must have, seen through the public API and from the provider's side. */
export function runnerContract(name: string, runner: RunnerUnderContract): void {
  describe(`the ${name} runner`, () => {
    describe('runs', () => describeTurns(runner));
    describe('a message to a busy session', () => describeBusy(runner));
    describe('stops', () => describeCancel(runner));
    describe('copes with', () => describeFailures(runner));
    describe('a model out of reach', () => describeFallback(runner));
    describe('what a model was told', () => describeContext(runner));
    describe('a conversation beyond the window of its model', () => describeCompaction(runner));
  });
}

function describeTurns(runner: RunnerUnderContract): void {
  it('a plain answer from message to rest', async () => {
    const { id } = await runner.api.createSession();
    const answer = await runner.api.post(id, '[[sim:text Good day.]]', { wait: 30 });
    expect([answer.disposition, answer.turn.status, answer.output?.map(textOf)]).toEqual([
      'started',
      'completed',
      ['Good day.'],
    ]);
    await settle(runner.api, id);
    expect(await lifecycle(runner.api, id)).toEqual([
      'session.started',
      'session.activated',
      'turn.started',
      'turn.completed',
      'session.idled',
    ]);
  });

  it('two tools at once, each once, and answers when it has both results', async () => {
    const { id } = await runner.api.createSession();
    const text = `${tool('charge', id)}${tool('save', id)}[[sim:next]][[sim:text Both done.]]`;
    const answer = await runner.api.post(id, text, { wait: 30 });
    expect(answer.output?.map(textOf).at(-1)).toBe('Both done.');
    const done = (await runner.api.events(id)).filter(({ type }) => type === 'tool.completed');
    expect(Object.fromEntries(done.map(({ data }) => [data['name'], data['success']]))).toEqual({
      charge: true,
      save: true,
    });
    expect(done.length).toBe(2);
    expect(effectsOf(runner, id).toSorted()).toEqual(['charge', 'save']);
  });

  it("a tool of the client: the turn parks, and goes on with the client's answer", async () => {
    const { id } = await runner.api.createSession({
      tools: [{ name: 'ask', description: 'Asks the person.', parameters: { type: 'object', properties: {} } }],
    });
    await runner.api.post(id, '[[sim:tool ask {}]][[sim:next]][[sim:text Thank you.]]');
    await readUntil(runner.api, id, { until: isEvent('turn.parked') });
    expect(await runner.api.json('GET', `/v1/sessions/${id}`)).toMatchObject({ status: 'requires_action' });
    const [requested] = (await runner.api.events(id)).filter(({ type }) => type === 'tool.call_requested');
    const { tool_calls } = Requested.parse(requested?.data);
    const body = { tool_results: [{ tool_call_id: tool_calls[0]?.id, result: 'blue' }] };
    await runner.api.json('POST', `/v1/sessions/${id}/tool-results`, { body });
    await settle(runner.api, id);
    expect(await lastAnswer(runner.api, id)).toBe('Thank you.');
    const again = await runner.api.fetch('POST', `/v1/sessions/${id}/tool-results`, { body });
    expect(again.status).toBe(409);
    expect(await endingsOf(runner.api, id)).toEqual(['turn.completed']);
  });
}

const Requested = z.object({ tool_calls: z.array(z.object({ id: z.string() })) });

function describeBusy(runner: RunnerUnderContract): void {
  it('that is queued runs after the turn before it', async () => {
    const id = await holdSession(runner, '[[sim:tps 30]][[sim:words 20]]');
    const queued = await runner.api.post(id, '[[sim:text second]]', { wait: 30 });
    expect([queued.disposition, queued.turn.status]).toEqual(['queued', 'completed']);
    expect((await inputsOf(runner.api, id)).at(-1)).toBe('[[sim:text second]]');
    expect(await endingsOf(runner.api, id)).toEqual(['turn.completed', 'turn.completed']);
  });

  it('that steers is read by the running turn and shares its end', async () => {
    const id = await holdSession(runner, '[[sim:tps 30]][[sim:words 20]]');
    const steered = await runner.api.post(id, '[[sim:text As you wish.]]', { busy_policy: 'steer' });
    expect(steered.disposition).toBe('steered');
    await settle(runner.api, id);
    expect(await lastAnswer(runner.api, id)).toBe('As you wish.');
    expect(await endingsOf(runner.api, id)).toEqual(['turn.completed']);
  });

  it('that interrupts ends the running turn and starts at once', async () => {
    const id = await holdSession(runner, '[[sim:hang]]');
    const answer = await runner.api.post(id, '[[sim:text Instead.]]', { busy_policy: 'interrupt', wait: 30 });
    expect([answer.disposition, answer.turn.status]).toEqual(['interrupted', 'completed']);
    expect(await endingsOf(runner.api, id)).toEqual(['turn.canceled', 'turn.completed']);
  });

  it('that may not wait is refused', async () => {
    const id = await holdSession(runner, '[[sim:hang]]');
    const body = { message: { content: [{ type: 'text', text: 'no' }] }, busy_policy: 'reject' };
    expect((await runner.api.fetch('POST', `/v1/sessions/${id}/messages`, { body })).status).toBe(409);
    await runner.api.json('POST', `/v1/sessions/${id}/cancel`);
  });
}

function describeCancel(runner: RunnerUnderContract): void {
  it("the provider's request within a second, and nothing of the turn lands later", async () => {
    const { api, running } = runner;
    const { id } = await api.createSession();
    const { turn } = await api.post(id, `${id} [[sim:tps 20]][[sim:words 500]]`);
    await readUntil(api, id, { until: isEvent('output.message.delta') });
    const askedAt = Date.now();
    const canceled = await api.json<Turn>('POST', `/v1/sessions/${id}/turns/${turn.id}/cancel`);
    expect(canceled.status).toBe('canceled');
    const request = () => running.simulator.requests().find(({ user_text }) => user_text.startsWith(id));
    await expect.poll(() => request()?.outcome).toBe('aborted');
    const value = (request()?.aborted_at ?? Number.POSITIVE_INFINITY) - askedAt;
    judgeFigure({ name: 'a cancel ends the request to the provider', value, unit: 'ms', most: 1_000 });
    await api.post(id, '[[sim:text next]]', { wait: 30 });
    const log = await api.events(id);
    expect(log.findLast(({ context }) => context.turn_id === turn.id)?.type).toBe('turn.canceled');
  });

  it('a running tool, whose call gets its result then', async () => {
    const { id } = await runner.api.createSession();
    const { turn } = await runner.api.post(id, tool('save', id, 20_000));
    await expect.poll(() => effectsOf(runner, id)).toEqual(['save']);
    await runner.api.json('POST', `/v1/sessions/${id}/turns/${turn.id}/cancel`);
    const next = await runner.api.post(id, '[[sim:text next]]', { wait: 30 });
    expect(next.turn.status).toBe('completed');
    const results = (await runner.api.events(id)).filter(({ type }) => type === 'tool.completed');
    expect(results.map(({ data }) => [data['success'], data['canceled']])).toEqual([[false, true]]);
  });
}

function describeFailures(runner: RunnerUnderContract): void {
  it('a provider that is busy: it asks again', async () => {
    const { id } = await runner.api.createSession();
    const text = `${id} [[sim:error 429 retry_after_ms=200 times=1]][[sim:text There.]]`;
    const answer = await runner.api.post(id, text, { wait: 30 });
    expect(answer.output?.map(textOf)).toEqual(['There.']);
    const asked = runner.running.simulator.requests().filter(({ user_text }) => user_text.startsWith(id));
    expect(asked.map(({ status }) => status)).toEqual([429, 200]);
  });

  it('a key that the provider refuses: the answer says so, and the session lives on', async () => {
    const { id } = await runner.api.createSession();
    const answer = await runner.api.post(id, '[[sim:error 401]]', { wait: 30 });
    expect([answer.turn.status, answer.turn.error?.code]).toEqual(['failed', 'provider_auth']);
    expect(await lastAnswer(runner.api, id)).toMatch(/key/i);
    expect((await runner.api.post(id, '[[sim:text better]]', { wait: 30 })).turn.status).toBe('completed');
  });

  it(
    'its own death while a once tool runs: never twice, the outcome is unknown, the turn ends',
    { timeout: 90_000 },
    async () => {
      const { id } = await runner.api.createSession();
      await runner.api.post(id, `${tool('charge', id, 3_000)}[[sim:next]][[sim:text I will check.]]`);
      await expect.poll(() => effectsOf(runner, id)).toEqual(['charge']);
      await runner.restartExecutor();
      await settle(runner.api, id);
      const results = (await runner.api.events(id)).filter(({ type }) => type === 'tool.completed');
      expect(results.map(({ data }) => data['outcome_unknown'])).toEqual([true]);
      expect(effectsOf(runner, id)).toEqual(['charge']);
      expect(await lastAnswer(runner.api, id)).toBe('I will check.');
    },
  );
}

const tool = (name: string, label: string, holdMs = 0) =>
  `[[sim:tool ${name} ${JSON.stringify({ label, hold_ms: holdMs })}]]`;

async function holdSession({ api }: RunnerUnderContract, text: string): Promise<string> {
  const { id } = await api.createSession();
  await api.post(id, text);
  await readUntil(api, id, { until: isEvent('output.message.started') });
  return id;
}

function effectsOf({ running }: RunnerUnderContract, label: string): string[] {
  return running.simulator
    .effects()
    .filter(({ body }) => JSON.stringify(body).includes(label))
    .map(({ name }) => name);
}

function textOf({ content }: Pick<Message, 'content'>): string {
  return content.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

async function lastAnswer(api: ApiClient, id: string): Promise<string | undefined> {
  const { data } = await api.json<Page<Message>>('GET', `/v1/sessions/${id}/messages`);
  return data.filter(({ role }) => role === 'agent').map(textOf)[0];
}

async function inputsOf(api: ApiClient, id: string): Promise<string[]> {
  const { data } = await api.json<Page<Message>>('GET', `/v1/sessions/${id}/messages`);
  return data
    .filter(({ role }) => role === 'user')
    .map(textOf)
    .toReversed();
}

async function lifecycle(api: ApiClient, id: string): Promise<string[]> {
  return typesOf(await api.events(id), /^(turn|session)\./);
}

async function endingsOf(api: ApiClient, id: string): Promise<string[]> {
  return typesOf(await api.events(id), /^turn\.(completed|failed|canceled)$/);
}

function typesOf(log: readonly LoggedEvent[], wanted: RegExp): string[] {
  return log.map(({ type }) => type).filter((type) => wanted.test(type));
}
