import { addUsage, ZERO_USAGE, type Message, type Page, type Session, type Turn, type Usage } from '@everruns/schemas';
import { expect, it } from 'vitest';
import type { ApiClient, LoggedEvent } from '../dev/api-client.ts';
import { settle } from '../e2e/read-until.ts';
import { addModel, ANTHROPIC, OPENAI, type WireFormat } from './add-model.ts';
import type { RunnerUnderContract } from './runner-under-contract.ts';

const FORMATS = [OPENAI, { ...OPENAI, provider_type: 'openai_compatible' }, ANTHROPIC] as const;
const WINDOW = 'window-8000';
/** The catalog gives it a context window of 8,192 tokens; the simulator would accept more. */
const KNOWN_MODEL = 'gpt-4';
const SUMMARY = /<transcript>/;

/** Returns a message of about this many tokens that scripts this answer. */
const long = (answer: string, tokens: number) => `[[sim:text ${answer}]] ${'word '.repeat(tokens * 0.8)}`;

/** Tests a conversation that its model cannot read as a whole, seen through the API and from the provider's side. */
export function describeCompaction(runner: RunnerUnderContract): void {
  it.each(FORMATS)('is summarized and answered; later turns send the summary: $provider_type', async (format) => {
    const model = `${format.provider_type}-${WINDOW}`;
    const id = await openSession(runner, model, format);
    await runner.api.post(id, long('One.', 4_000), { wait: 30 });
    await runner.api.post(id, long('Two.', 200), { wait: 30 });
    const answer = await runner.api.post(id, long('Three.', 3_500), { wait: 30 });
    expect(answer.output?.map(textOf)).toEqual(['Three.']);
    expect(asked(runner, model).map(({ outcome, isSummary }) => [outcome, isSummary])).toEqual([
      ['completed', false],
      ['completed', false],
      ['error', false],
      ['completed', true],
      ['completed', false],
    ]);
    const after = await runner.api.post(id, '[[sim:text Four.]]', { wait: 30 });
    expect(after.output?.map(textOf)).toEqual(['Four.']);
    const sent = await bodyOf(runner, asked(runner, model).at(-1)?.id);
    expect(sent).toMatch(/stands in its place.*A summary of \d+ characters\..*Two\..*Three\..*Four\./s);
    expect(sent).not.toContain('[[sim:text One.]]');
    expect(await shownMessages(runner.api, id)).toBe(8);
    await expectExact(runner.api, id);
    expect(countOf(await runner.api.events(id), 'context.compacted')).toBe(1);
  });
  it('is summarized before the provider has to refuse it, where a catalog knows the window', async () => {
    const id = await openSession(runner, KNOWN_MODEL);
    await runner.api.post(id, long('One.', 4_000), { wait: 30 });
    const answer = await runner.api.post(id, long('Two.', 3_500), { wait: 30 });
    expect(answer.output?.map(textOf)).toEqual(['Two.']);
    expect(asked(runner, KNOWN_MODEL).map(({ outcome, isSummary }) => [outcome, isSummary])).toEqual([
      ['completed', false],
      ['completed', true],
      ['completed', false],
    ]);
    const log = await runner.api.events(id);
    expect(log.find(({ type }) => type === 'context.compacting')?.data).toMatchObject({ cause: 'counted' });
    expect(answer.turn.usage.cost_usd).toBeGreaterThan(0);
    await expectExact(runner.api, id);
  });

  describeInterruptions(runner);
}

function describeInterruptions(runner: RunnerUnderContract): void {
  it('is summarized once, though its executor dies while the summary is written', { timeout: 90_000 }, async () => {
    const model = `kill-${WINDOW}`;
    runner.running.simulator.script({
      name: model,
      match: { model, user_text: '<transcript>' },
      replies: [[{ delay_ms: 1_500 }, 'They agreed.']],
    });
    const id = await openSession(runner, model);
    await runner.api.post(id, long('One.', 4_000), { wait: 30 });
    await runner.api.post(id, long('Two.', 3_500));
    await untilSummary(runner, model);
    await runner.restartExecutor();
    await settle(runner.api, id);
    const log = await runner.api.events(id);
    expect(['context.compacting', 'context.compacted', 'turn.completed'].map((type) => countOf(log, type))).toEqual([
      1, 1, 2,
    ]);
    expect(log.filter(({ type }) => type === 'llm.generation').map(({ data }) => textOfParts(data['output']))).toEqual([
      'One.',
      'They agreed.',
      'Two.',
    ]);
    expect(
      asked(runner, model)
        .filter(({ isSummary }) => isSummary)
        .map(({ outcome }) => outcome),
    ).toEqual(['aborted', 'completed']);
    await expectExact(runner.api, id);
  });

  it('is left as it was when the turn is canceled while the summary is written', async () => {
    const model = `cancel-${WINDOW}`;
    const match = { model, user_text: '<transcript>' };
    runner.running.simulator.script({ name: model, match, replies: [[{ delay_ms: 60_000 }]] });
    const id = await openSession(runner, model);
    await runner.api.post(id, long('One.', 4_000), { wait: 30 });
    const { turn } = await runner.api.post(id, long('Two.', 3_500));
    await untilSummary(runner, model);
    await runner.api.json<Turn>('POST', `/v1/sessions/${id}/turns/${turn.id}/cancel`);
    const summary = () => asked(runner, model).find(({ isSummary }) => isSummary)?.outcome;
    await expect.poll(summary).toBe('aborted');
    runner.running.simulator.script({ name: model, match, replies: [['They agreed.']] });
    expect((await runner.api.post(id, '[[sim:text Three.]]', { wait: 30 })).output?.map(textOf)).toEqual(['Three.']);
    const log = await runner.api.events(id);
    const compacted = log.filter(({ type }) => type === 'context.compacted');
    expect(compacted.map(({ context }) => context.turn_id === turn.id)).toEqual([false]);
  });
}

async function openSession(runner: RunnerUnderContract, modelId: string, format?: WireFormat): Promise<string> {
  const model = await addModel(runner, modelId, format);
  return (await runner.api.createSession({ default_model_id: model.id })).id;
}

function asked({ running }: RunnerUnderContract, model: string) {
  const requests = running.simulator.requests().filter((request) => request.model === model);
  return requests.map(({ id, outcome, user_text }) => ({ id, outcome, isSummary: SUMMARY.test(user_text) }));
}

async function untilSummary(runner: RunnerUnderContract, model: string): Promise<void> {
  await expect.poll(() => asked(runner, model).some(({ isSummary }) => isSummary)).toBe(true);
}

async function bodyOf({ running }: RunnerUnderContract, requestId: number | undefined): Promise<string> {
  return (await fetch(`${running.simulator.url}/_sim/requests/${requestId}`)).text();
}

/** Expects that the usage of turns and session is the sum of the generations in the log, including summaries. */
async function expectExact(api: ApiClient, id: string): Promise<void> {
  const generations = (await api.events(id)).filter(({ type }) => type === 'llm.generation');
  const sum = (events: LoggedEvent[]) => events.map(({ data }) => data['usage'] as Usage).reduce(addUsage, ZERO_USAGE);
  const turns = await api.json<Page<Turn>>('GET', `/v1/sessions/${id}/turns`);
  for (const turn of turns.data) {
    expect(turn.usage).toEqual(sum(generations.filter(({ context }) => context.turn_id === turn.id)));
  }
  expect((await api.json<Session>('GET', `/v1/sessions/${id}`)).usage).toEqual(sum(generations));
}

async function shownMessages(api: ApiClient, id: string): Promise<number> {
  return (await api.json<Page<Message>>('GET', `/v1/sessions/${id}/messages?limit=100`)).data.length;
}

function countOf(log: readonly LoggedEvent[], type: string): number {
  return log.filter((event) => event.type === type).length;
}

function textOf({ content }: Pick<Message, 'content'>): string {
  return textOfParts(content);
}

function textOfParts(parts: unknown): string {
  return (parts as Message['content']).map((part) => (part.type === 'text' ? part.text : '')).join('');
}
