import { addUsage, type Usage } from '@everruns/schemas';
import { expect } from 'vitest';
import { ApiClient, type LoggedEvent } from '../dev/api-client.ts';
import { queryPostgres } from '../dev/query-postgres.ts';
import { startStack, type Stack } from '../dev/stack.ts';
import { writeCall } from '../llm-simulator/write-call.ts';

const QUESTION = 'How long is the bridge?';
const PATH = '/report.txt';
/** A document of five parts, as the tool cuts it for a model with a large window. */
const LINES = 16_000;
/** How many parts are recorded when the process is killed. */
const KILLED_AT = [1, 3];
const PATIENCE = { timeout: 120_000, interval: 50 };

/**
 * A tool asks the model about the parts of a document, one after the other, and the process that runs it is killed between them. What was
 * recorded is not asked again, and each answer is in the log and in the usage once.
 */
export async function askWhileKilled(runner: 'local' | 'temporal'): Promise<void> {
  const env = { HEARTBEAT_TIMEOUT_MS: '3000' };
  await using stack = await startStack({ runner, ...(runner === 'temporal' ? { workers: 1, env } : {}) });
  stack.simulator.script({
    name: 'slow',
    match: { user_text: `Question: ${QUESTION}` },
    replies: [[{ delay_ms: 800 }, 'It is 9 km long.']],
  });
  const api = new ApiClient(stack.urls);
  const { id } = await api.createSession({ capabilities: ['research'], taint: 'off' });
  const content = Array.from(
    { length: LINES },
    (_, line) => `Line ${line} of a long report about a bridge, page after page.\n`,
  );
  await api.json('POST', `/v1/sessions/${id}/fs${PATH}`, { body: { content: content.join('') } });
  const { turn } = await api.post(
    id,
    `${writeCall('ask_document', { path: PATH, question: QUESTION })}[[sim:next]][[sim:text Done.]]`,
  );
  const victim = runner === 'local' ? stack.controlPlanes[0] : stack.workers[0];
  const kills: Kill[] = [];
  let started: Promise<unknown> | undefined;
  for (const count of KILLED_AT) {
    await expect.poll(async () => (await listRecorded(stack, turn.id)).length, PATIENCE).toBeGreaterThanOrEqual(count);
    await victim?.kill();
    const recorded = (await listRecorded(stack, turn.id)).length;
    kills.push({ recorded, lastId: stack.simulator.requests().at(-1)?.id ?? 0 });
    // It goes on with the turn before it says that it serves, and may be killed again before that.
    started = victim?.start().catch(() => undefined);
  }
  await started;
  await expect
    .poll(
      () =>
        api.turn(id, turn.id).then(
          ({ status }) => status,
          () => 'unreachable',
        ),
      PATIENCE,
    )
    .toBe('completed');
  const events = await api.events(id);
  const parts = partsOf(events);
  expect(parts).toBeGreaterThan(Math.max(...KILLED_AT));
  judgeQuestions(stack, { parts, kills });
  await judgeUsage(api, { turnId: turn.id, events, parts });
}

async function listRecorded(stack: Stack, turnId: string): Promise<string[]> {
  const text = `select name from call_steps where turn_id = $1 and result is not null order by name`;
  const rows = await queryPostgres(stack.postgres.url, text, [turnId]);
  return rows.map((row) => String(row['name']));
}

interface Kill {
  /** How many parts were recorded when the process was dead. */
  recorded: number;
  /** The last request that the model had got by then. */
  lastId: number;
}

/** Each part was asked about, and what was recorded before a kill was not asked again after it. */
function judgeQuestions(stack: Stack, { parts, kills }: { parts: number; kills: readonly Kill[] }): void {
  const asked = stack.simulator.requests().filter(({ user_text }) => user_text.startsWith(`Question: ${QUESTION}`));
  const texts = [...new Set(asked.map(({ user_text }) => user_text))];
  expect(texts.length).toBe(parts + 1);
  for (const { recorded, lastId } of kills) {
    expect(recorded).toBeGreaterThan(0);
    const later = asked.filter(({ id }) => id > lastId).map(({ user_text }) => user_text);
    expect(texts.slice(0, recorded).filter((text) => later.includes(text))).toEqual([]);
  }
  // Only what was under way when the process died is asked again: a step runs at least once.
  expect(asked.length).toBeLessThanOrEqual(texts.length + kills.length);
}

function partsOf(events: readonly LoggedEvent[]): number {
  const [parts] = events.flatMap(({ type, data }) =>
    type === 'tool.completed' ? [(data as { result: { result?: { parts: number } } }).result.result?.parts] : [],
  );
  return parts ?? 0;
}

/** The usage of the turn and of the session is the sum of all generations, each of which is in the log once and has a price. */
async function judgeUsage(
  api: ApiClient,
  { turnId, events, parts }: { turnId: string; events: readonly LoggedEvent[]; parts: number },
): Promise<void> {
  const generations = events.flatMap(({ type, data }) =>
    type === 'llm.generation' ? [data as unknown as { message_id: string; usage: Usage }] : [],
  );
  // Those of the tool, and the two of the conversation.
  expect(generations).toHaveLength(parts + 1 + 2);
  expect(new Set(generations.map(({ message_id }) => message_id)).size).toBe(generations.length);
  for (const { usage } of generations) expect(usage.cost_usd).toBeGreaterThan(0);
  const sum = generations.map(({ usage }) => usage).reduce(addUsage);
  const id = events[0]?.session_id ?? '';
  const turn = await api.turn(id, turnId);
  const session = await api.json<{ usage: Usage }>('GET', `/v1/sessions/${id}`);
  for (const usage of [turn.usage, session.usage]) {
    expect(usage).toMatchObject({ input_tokens: sum.input_tokens, output_tokens: sum.output_tokens });
    expect(usage.cost_usd).toBeCloseTo(sum.cost_usd ?? 0, 6);
  }
}
