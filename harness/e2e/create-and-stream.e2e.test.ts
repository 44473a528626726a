import { Problem } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startProductInProcess, type ProductInProcess } from '../bench/suite/product-in-process.ts';
import { toolRounds } from '../bench/suite/script.ts';
import { createProductDatabase } from '../bench/suite/subject.ts';

const opened = new AsyncDisposableStack();
let product: ProductInProcess;
beforeAll(async () => {
  const databaseUrl = await createProductDatabase({ url: inject('postgresUrl') });
  product = opened.use(await startProductInProcess({ databaseUrl, onStatement: () => undefined }));
});
afterAll(() => opened.disposeAsync());

interface Frame {
  event: string;
  data: { session_id?: string; sequence?: number };
}

const create = (body: object, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${product.controlPlane.httpUrl}/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
    body: JSON.stringify({ agent_id: product.agentId, ...body }),
  });

/** Reads recorded events until the turn has completed, then disconnects. */
async function readTurn(response: Response): Promise<Frame[]> {
  const frames: Frame[] = [];
  let rest = '';
  for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = /^event: (.*)$/m.exec(block)?.[1];
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (event !== undefined && data !== undefined) frames.push({ event, data: JSON.parse(data) as Frame['data'] });
    }
    if (frames.some(({ event }) => event === 'turn.completed')) return frames;
  }
  return frames;
}

const message = { content: [{ type: 'text', text: toolRounds(1) }] };
const sequencesOf = (frames: Frame[]) => frames.flatMap(({ data }) => data.sequence ?? []);

describe('a session that is created with its first message and streamed in one request', () => {
  it('streams its log from the first event to the end of the turn, without a gap', async () => {
    const response = await create({ message });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
    const frames = await readTurn(response);
    const id = frames.find(({ event }) => event === 'connected')?.data.session_id;
    expect(response.headers.get('location')).toBe(`/v1/sessions/${id}`);
    const sequences = sequencesOf(frames);
    expect(sequences).toEqual(sequences.map((_, index) => index + 1));
  });

  it('gives the same session and its stream from the start when its key is repeated', async () => {
    const headers = { 'idempotency-key': 'one-request' };
    const first = await create({ message }, headers);
    const whole = await readTurn(first);
    const second = await create({ message }, headers);
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
    expect(sequencesOf(await readTurn(second))).toEqual(sequencesOf(whole));
  });

  it('is a problem where the session cannot be created', async () => {
    const response = await create({ agent_id: '01890000-0000-7000-8000-00000000dead', message });
    expect([response.status, Problem.parse(await response.json()).code]).toEqual([404, 'not_found']);
  });
});
