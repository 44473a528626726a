import pg from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { requestJson } from './load/request-json.ts';
import { budgets } from './measure/budgets.ts';
import { countBytesAt } from './suite/count-context-bytes.ts';
import { startProductInProcess, type ProductInProcess } from './suite/product-in-process.ts';
import { toolRounds } from './suite/script.ts';
import { createProductDatabase } from './suite/subject.ts';

const opened = new AsyncDisposableStack();
let databaseUrl: string;
let product: ProductInProcess;

beforeAll(async () => {
  databaseUrl = await createProductDatabase({ url: inject('postgresUrl') });
  product = opened.use(await startProductInProcess({ databaseUrl, onStatement: () => undefined }));
});
afterAll(() => opened.disposeAsync());

const STORED = `select sum(octet_length(data::text) + octet_length(context::text))::int as bytes from events
  where session_id = $1 and sequence > 1`;

async function countStoredBytes(sessionId: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ bytes: number }>(STORED, [sessionId]);
  await client.end();
  return rows[0]?.bytes ?? Number.NaN;
}

it('a one-tool turn stores no more than its budget, the tenth turn no more than the first', async () => {
  const session = await product.openSession();
  await session.playTurn(toolRounds(1));
  const first = await countStoredBytes(session.id);
  for (let turn = 2; turn <= 10; turn += 1) await session.playTurn(toolRounds(1));
  const ten = await countStoredBytes(session.id);
  session.close();
  expect(first).toBeLessThanOrEqual(budgets.stored_bytes_per_one_tool_turn);
  // The tolerance is for sequences with one more digit and for durations that differ.
  expect(ten / 10).toBeLessThanOrEqual(first * 1.02);
});

it('a later step of a turn is sent what is new, however long the conversation', async () => {
  const few = await countBytesAt(await createProductDatabase({ url: inject('postgresUrl') }), 10);
  const many = await countBytesAt(await createProductDatabase({ url: inject('postgresUrl') }), 1_000);
  expect(few).toBeGreaterThan(0);
  expect(few).toBeLessThanOrEqual(budgets.later_step_context_bytes);
  expect(many).toBeLessThanOrEqual(budgets.later_step_context_bytes);
});

it('a delta frame carries little beside its text', async () => {
  const url = product.controlPlane.httpUrl;
  const { id } = await requestJson<{ id: string }>(`${url}/v1/sessions`, { agent_id: product.agentId });
  const stream = await fetch(`${url}/v1/sessions/${id}/sse?until=idle`);
  const text = '[[sim:tps 50]][[sim:text one two three four five]]';
  await requestJson(`${url}/v1/sessions/${id}/messages`, { message: { content: [{ type: 'text', text }] } });
  const frames = (await stream.text()).split('\n\n').filter((frame) => frame.includes('event: output.message.delta'));
  const overheads = frames.map((frame) => {
    const delta = /"delta":"([^"]*)"/.exec(frame)?.[1] ?? '';
    return frame.length + 2 - delta.length;
  });
  expect(overheads.length).toBeGreaterThan(0);
  expect(Math.max(...overheads)).toBeLessThanOrEqual(budgets.delta_frame_bytes);
});
