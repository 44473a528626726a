import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startStack, type Stack } from '../dev/stack.ts';
import { ApiClient } from '../dev/api-client.ts';
import { startOtlpReceiver, type OtlpReceiver, type ReceivedSpan } from './otlp-receiver.ts';

const SAID = 'canary-said-4c2e';
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const TRACEPARENT = `00-${TRACE}-00f067aa0ba902b7-01`;

let receiver: OtlpReceiver;
let stack: Stack;
let api: ApiClient;
beforeAll(async () => {
  receiver = await startOtlpReceiver();
  const env = {
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    OTEL_EXPORTER_OTLP_HEADERS: 'x-collector-key=canary%20collector-key',
    OTEL_SERVICE_NAME: 'everruns-test',
    OTEL_RESOURCE_ATTRIBUTES: 'service.name=other,deployment.environment.name=a%20test',
  };
  stack = await startStack({ runner: 'local', controlPlanes: 2, env });
  api = new ApiClient(stack.urls);
});
afterAll(async () => {
  await stack[Symbol.asyncDispose]();
  await receiver[Symbol.asyncDispose]();
});

const say = (sessionId: string, text: string, headers: Record<string, string> = {}, wait = '?wait=true') =>
  api.json<{ turn: { id: string } }>('POST', `/v1/sessions/${sessionId}/messages${wait}`, {
    headers,
    body: { message: { content: [{ type: 'text', text }] } },
  });

/** Returns the spans of a turn, once they have arrived. */
async function spansOf(turnId: string, from: OtlpReceiver = receiver): Promise<ReceivedSpan[]> {
  const find = () => {
    const turn = from.spans().find(({ attributes }) => attributes['everruns.turn.id'] === turnId);
    return [turn, ...from.spans().filter(({ parentSpanId }) => parentSpanId === turn?.spanId)];
  };
  await vi.waitFor(() => expect(find()[0]).toBeDefined(), { timeout: 10_000, interval: 100 });
  return find().filter((span) => span !== undefined);
}

describe('a turn is a trace', () => {
  it('with a span for it, for each generation and for each tool call; usage is on the generations alone', async () => {
    const session = await api.createSession({ name: 'Tracy' });
    const { turn } = await say(session.id, `${SAID} [[sim:tool add {"a":1,"b":2}]][[sim:next]][[sim:text ${SAID}]]`);
    const [root, ...children] = await spansOf(turn.id);
    expect(root).toMatchObject({
      name: 'invoke_agent Tracy',
      attributes: {
        'gen_ai.operation.name': 'invoke_agent',
        'gen_ai.conversation.id': session.id,
        'gen_ai.agent.id': session.agent_id,
        'everruns.turn.status': 'completed',
      },
    });
    expect(root?.parentSpanId ?? '').toBe('');
    const names = children.toSorted((a, b) => a.endTimeUnixNano - b.endTimeUnixNano).map(({ name }) => name);
    expect(names).toEqual([expect.stringMatching(/^chat /), 'execute_tool add', expect.stringMatching(/^chat /)]);
    for (const child of children) {
      expect(child.traceId).toBe(root?.traceId);
      expect(child.endTimeUnixNano).toBeGreaterThanOrEqual(child.startTimeUnixNano);
    }
    const hasUsage = ({ attributes }: ReceivedSpan) => typeof attributes['gen_ai.usage.input_tokens'] === 'number';
    expect([root, ...children].filter((span) => span !== undefined && hasUsage(span)).length).toBe(2);
    expect(receiver.text()).toContain('everruns-test');
    expect(receiver.text()).toContain('a test');
    expect(receiver.text()).toContain('service.instance.id');
    expect(receiver.text()).not.toContain('"other"');
    expect(new Set(receiver.keys)).toEqual(new Set(['canary collector-key']));
  });

  it('that failed says so by its closed code', async () => {
    const session = await api.createSession();
    const { turn } = await say(session.id, '[[sim:error 400]]');
    const [root] = await spansOf(turn.id);
    expect(root).toMatchObject({ status: { code: 2 }, attributes: { 'error.type': 'provider_bad_request' } });
  });

  it('holds nothing of what was said, and no secret', () => {
    expect(receiver.text()).not.toContain(SAID);
    for (const secret of stack.secrets) expect(receiver.text()).not.toContain(secret);
  });
});

describe('traceparent', () => {
  it('of the request that brought the message is continued, also where the message waited in the queue', async () => {
    const session = await api.createSession();
    const first = await say(session.id, '[[sim:delay 500]]', { traceparent: TRACEPARENT }, '');
    const queued = await say(session.id, 'Then this.', { traceparent: TRACEPARENT.replace('00f067aa', 'aaaaaaaa') });
    for (const [turnId, parent] of [
      [first.turn.id, '00f067aa0ba902b7'],
      [queued.turn.id, 'aaaaaaaa0ba902b7'],
    ] as const) {
      const [root] = await spansOf(turnId);
      expect([root?.traceId, root?.parentSpanId]).toEqual([TRACE, parent]);
    }
  });

  it('that says it is not sampled is obeyed, and one that is malformed is ignored', async () => {
    const session = await api.createSession();
    const unsampled = await say(session.id, 'Quiet.', { traceparent: TRACEPARENT.replace(/01$/, '00') });
    const malformed = await say(session.id, 'Loud.', { traceparent: 'nonsense' });
    const [root] = await spansOf(malformed.turn.id);
    expect([root?.traceId === TRACE, root?.parentSpanId ?? '']).toEqual([false, '']);
    const seen = receiver.spans().map(({ attributes }) => attributes['everruns.turn.id']);
    expect(seen).not.toContain(unsampled.turn.id);
  });
});

describe('OTEL_RECORD_CONTENT', () => {
  it('puts in what was said, and tool arguments and results; no key even then', async () => {
    await using own = await startOtlpReceiver();
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: own.url, OTEL_RECORD_CONTENT: 'true' };
    await using verbose = await startStack({ runner: 'local', env });
    api = new ApiClient(verbose.urls);
    const session = await api.createSession();
    const { turn } = await say(session.id, `${SAID} [[sim:tool add {"a":19,"b":23}]][[sim:next]][[sim:text Done.]]`);
    const spans = await spansOf(turn.id, own);
    const texts = spans.map(({ attributes }) => JSON.stringify(attributes));
    expect(texts[0]).toContain(SAID);
    expect(texts.find((text) => text.includes('execute_tool'))).toMatch(/19.*42/s);
    for (const secret of verbose.secrets) expect(own.text()).not.toContain(secret);
    api = new ApiClient(stack.urls);
  });
});

describe('a collector that is away', () => {
  it('is told once in the log and costs no turn anything', async () => {
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1', OTEL_EXPORTER_OTLP_HEADERS: 'k=canary-header' };
    await using lonely = await startStack({ runner: 'local', env });
    const client = new ApiClient(lonely.urls);
    const session = await client.createSession();
    for (const text of ['One.', 'Two.']) {
      expect((await client.post(session.id, text, { wait: 20 })).turn.status).toBe('completed');
    }
    const log = () => lonely.controlPlanes[0]?.output() ?? '';
    await vi.waitFor(() => expect(log()).toContain('Traces could not be sent'), { timeout: 15_000, interval: 200 });
    expect(log()).not.toContain('canary-header');
  });
});
