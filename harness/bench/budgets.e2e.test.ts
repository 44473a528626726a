import pg from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { requestJson } from './load/request-json.ts';
import { startWireModel } from './load/start-wire-model.ts';
import { budgets } from './measure/budgets.ts';
import { countBytesAt } from './suite/count-context-bytes.ts';
import { startProductInProcess, type ProductInProcess } from './suite/product-in-process.ts';
import { ATOM_CALL, toolRounds } from './suite/script.ts';
import { createProductDatabase } from './suite/subject.ts';

const opened = new AsyncDisposableStack();
let databaseUrl: string;
let product: ProductInProcess;

beforeAll(async () => {
  databaseUrl = await createProductDatabase({ url: inject('postgresUrl') });
  product = opened.use(
    await startProductInProcess({ databaseUrl, onStatement: () => undefined, modelUrl: await startWireModel() }),
  );
});
afterAll(() => opened.disposeAsync());

interface Stored {
  /** The JSON of the log: data, and each context as often as it is stored. */
  bytes: number;
  rows: number;
}

const STORED = `select sum(octet_length(array_to_string(data || contexts, '')))::int as bytes,
    (count(*) + (select count(*) from turns where session_id = $1) + (select count(*) from atoms where session_id = $1)
      + (select count(*) from idempotency_keys where strpos(scope, $1::text) > 0))::int as rows
  from event_chunks where session_id = $1 and sequence > 1`;

async function countStored(sessionId: string): Promise<Stored> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<Stored>(STORED, [sessionId]);
  await client.end();
  return rows[0] ?? { bytes: Number.NaN, rows: Number.NaN };
}

it('a one-tool turn stores no more than its budget, the tenth turn no more than the first', async () => {
  const session = await product.openSession();
  await session.playTurn(toolRounds(1));
  const first = await countStored(session.id);
  for (let turn = 2; turn <= 10; turn += 1) await session.playTurn(toolRounds(1));
  const ten = await countStored(session.id);
  session.close();
  expect(first.bytes).toBeLessThanOrEqual(budgets.stored_bytes_per_one_tool_turn);
  // The tolerance is for sequences with one more digit and for durations that differ.
  expect(ten.bytes / 10).toBeLessThanOrEqual(first.bytes * 1.02);
  expect(ten.rows / 10).toBeLessThanOrEqual(budgets.stored_rows.one_immediate_call_turn);
});

it('a turn with a tool that is an atom writes no more rows than its budget', async () => {
  const session = await product.openSession();
  await session.playTurn(toolRounds(1, ATOM_CALL));
  session.close();
  expect((await countStored(session.id)).rows).toBeLessThanOrEqual(budgets.stored_rows.one_tool_turn);
});

it('a turn of a new session over the wire stores no more rows and bytes than its budget', async () => {
  const session = await product.openSession(product.wireAgentId);
  await session.playTurn('What is one and two?');
  const stored = await countStored(session.id);
  session.close();
  const budget = budgets.wire_one_tool_turn;
  expect(stored.rows).toBeGreaterThan(0);
  expect(stored.rows).toBeLessThanOrEqual(budget.rows);
  expect(stored.bytes).toBeGreaterThan(1_000);
  expect(stored.bytes).toBeLessThanOrEqual(budget.bytes);
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
