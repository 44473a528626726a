import { Agent } from 'undici';
import { WIRE_PATHS, type WireFormat } from '../load/wire-answers.ts';
import type { FloorMessage, ModelStep } from './floor-model.ts';

const TOOL = {
  name: 'add',
  description: 'Adds two numbers.',
  parameters: {
    type: 'object',
    properties: { a: { type: 'number' }, b: { type: 'number' } },
    required: ['a', 'b'],
    additionalProperties: false,
  },
};

export type AskModel = (messages: readonly FloorMessage[]) => AsyncGenerator<ModelStep>;

/** A minimal client of a model over HTTP: one warm agent and one pass over the lines of the answer. */
export function createWireModel(format: WireFormat, url: string): AskModel {
  const agent = new Agent({ keepAliveTimeout: 60_000 });
  return async function* ask(messages) {
    const { statusCode, body } = await agent.request({
      origin: url,
      path: WIRE_PATHS[format],
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer sk-bench' },
      body: JSON.stringify(TO_BODY[format](messages)),
    });
    if (statusCode !== 200) throw new Error(`the model answered ${statusCode}`);
    const call = { name: '', arguments: '' };
    let rest = '';
    body.setEncoding('utf8');
    for await (const text of body as AsyncIterable<string>) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (!line.startsWith('data: {')) continue;
        const said = READ_CHUNK[format](JSON.parse(line.slice(6)) as Chunk, call);
        if (said !== '') yield { kind: 'delta', text: said };
      }
    }
    if (call.name !== '') yield { kind: 'call', name: call.name, arguments: JSON.parse(call.arguments) };
  };
}

const TO_BODY: Record<WireFormat, (messages: readonly FloorMessage[]) => object> = {
  chat: (messages) => ({
    model: 'bench',
    stream: true,
    messages: messages.map(({ role, text }) =>
      role === 'tool' ? { role, tool_call_id: 'call_AbCdEf123', content: text } : { role, content: text },
    ),
    tools: [{ type: 'function', function: TOOL }],
  }),
  responses: (messages) => ({
    model: 'bench',
    stream: true,
    input: messages.map(({ role, text }) =>
      role === 'tool'
        ? { type: 'function_call_output', call_id: 'call_AbCdEf123', output: text }
        : { type: 'message', role, content: text },
    ),
    tools: [{ type: 'function', ...TOOL }],
  }),
  anthropic: (messages) => ({
    model: 'bench',
    stream: true,
    max_tokens: 4_096,
    messages: messages.map(({ role, text }) =>
      role === 'tool'
        ? { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: text }] }
        : { role, content: text },
    ),
    tools: [{ name: TOOL.name, description: TOOL.description, input_schema: TOOL.parameters }],
  }),
};

interface Chunk {
  type?: string;
  delta?: string | { text?: string; partial_json?: string };
  item?: { type: string; name: string };
  content_block?: { type: string; name: string };
  choices?: { delta: { content?: string | null; tool_calls?: { function: { name?: string; arguments: string } }[] } }[];
}

interface Call {
  name: string;
  arguments: string;
}

/** Returns the text of a chunk, and adds the chunk's part of a tool call to `call`. */
const READ_CHUNK: Record<WireFormat, (chunk: Chunk, call: Call) => string> = {
  chat({ choices }, call) {
    const delta = choices?.[0]?.delta;
    for (const {
      function: { name, arguments: text },
    } of delta?.tool_calls ?? []) {
      call.name ||= name ?? '';
      call.arguments += text;
    }
    return delta?.content ?? '';
  },
  responses({ type, delta, item }, call) {
    const text = typeof delta === 'string' ? delta : '';
    if (type === 'response.output_text.delta') return text;
    if (type === 'response.output_item.added' && item?.type === 'function_call') call.name = item.name;
    if (type === 'response.function_call_arguments.delta') call.arguments += text;
    return '';
  },
  anthropic({ delta, content_block: block }, call) {
    if (block?.type === 'tool_use') call.name = block.name;
    if (typeof delta !== 'object') return '';
    call.arguments += delta.partial_json ?? '';
    return delta.text ?? '';
  },
};
