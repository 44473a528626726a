import type { JsonObject } from '@everruns/schemas';
import { refuseCacheKey } from './check-cache-key.ts';
import { refuseDocument } from './check-document.ts';
import { refusePicture } from './check-picture.ts';
import { isObject, objectsIn, sse, type Twin, type TwinAnswer, textIn } from './twin.ts';

const MODEL = 'gpt-5.4';
const NAME = /^[a-zA-Z0-9_-]{1,64}$/;
const PICTURES = {
  media_types: ['image/png', 'image/jpeg', 'image/gif', 'image/webp'],
  bytes: 50 * 1024 * 1024,
  side: 16_000,
  count: 500,
  takesUrls: true,
};
const FIELDS = [
  'model',
  'input',
  'stream',
  'store',
  'instructions',
  'tools',
  'parallel_tool_calls',
  'include',
  'reasoning',
  'max_output_tokens',
  'tool_choice',
  'temperature',
  'top_p',
  'text',
  'prompt_cache_key',
  'max_tool_calls',
];

/**
 * Sources: platform.openai.com "Reasoning models" (an item follows its reasoning), "Function calling", API reference of
 * Responses.
 */
export const RESPONSES_TWIN: Twin = {
  name: 'OpenAI Responses',
  provider_type: 'openai',
  path: '/v1',
  model: MODEL,
  refuse: refuseResponses,
  render: renderAnswer,
};

function refuseResponses(body: JsonObject): string | null {
  const unknown = Object.keys(body).find((field) => !FIELDS.includes(field));
  if (unknown !== undefined) return `Unknown parameter: '${unknown}'.`;
  const items = objectsIn(body['input']);
  if (items.length === 0) return 'input must not be empty';
  const refused = refuseTools(body) ?? refuseSampling(body) ?? refuseCacheKey(body);
  if (refused !== null) return refused;
  const calls = new Map<string, boolean>();
  for (const [index, item] of items.entries()) {
    const reason = refuseItem(item, items[index + 1], calls);
    if (reason !== null) return `input[${index}]: ${reason}`;
  }
  const open = [...calls].find(([, isAnswered]) => !isAnswered);
  return open === undefined ? null : `No tool output found for function call ${open[0]}.`;
}

/** "Reasoning models": sampling parameters only without reasoning. */
function refuseSampling(body: JsonObject): string | null {
  const field = ['temperature', 'top_p'].find((name) => name in body);
  const { reasoning } = body;
  const isReasoning = !isObject(reasoning) || reasoning['effort'] !== 'none';
  return field !== undefined && isReasoning
    ? `Unsupported parameter: '${field}' is not supported with this model.`
    : null;
}

const NOT_AT_ROOT = ['oneOf', 'anyOf', 'allOf', 'enum', 'not'];

function refuseTools(body: JsonObject): string | null {
  const all = objectsIn(body['tools']);
  if (all.length > 128) return "Invalid 'tools': array length.";
  const hosted = all.filter(({ type }) => type === 'web_search');
  if (hosted.length === 0 && 'max_tool_calls' in body) return "'max_tool_calls' needs a built-in tool.";
  const tools = all.filter(({ type }) => type !== 'web_search');
  if (hosted.length > 0 && tools.length === 0) return null;
  if ('tools' in body && (tools.length === 0 || tools.length > 128)) return "Invalid 'tools': array length.";
  if (new Set(tools.map(({ name }) => name)).size < tools.length) return 'tools: names must be unique';
  const choice = body['tool_choice'];
  if (isObject(choice) && tools.every(({ name }) => name !== choice['name']))
    return 'Tool choice is not in the list of tools.';
  for (const { name, parameters } of tools) {
    if (!NAME.test(textIn(name))) return "Invalid 'tools[0].name': string does not match pattern.";
    if (!isObject(parameters) || parameters['type'] !== 'object') return 'schema must be of type object';
    if (NOT_AT_ROOT.some((keyword) => keyword in parameters))
      return `schema must not have ${NOT_AT_ROOT.join(', ')} at the top level`;
  }
  return null;
}

function refuseItem(item: JsonObject, next: JsonObject | undefined, calls: Map<string, boolean>): string | null {
  switch (item['type']) {
    case 'reasoning':
      if (item['encrypted_content'] !== encrypt(textIn(item['id'])))
        return 'The encrypted content could not be verified.';
      if (!Array.isArray(item['summary'])) return "Missing required parameter: 'input[0].summary'.";
      return next === undefined || !isOwn(next)
        ? `Item '${textIn(item['id'])}' of type 'reasoning' was provided without its required following item.`
        : null;
    case 'web_search_call':
      return textIn(item['id']).startsWith('ws_') && item['status'] === 'completed' && isObject(item['action'])
        ? null
        : 'Invalid web_search_call';
    case 'function_call':
      if (!NAME.test(textIn(item['name']))) return 'Invalid name: string does not match pattern';
      if (calls.has(textIn(item['call_id'])) || textIn(item['call_id']).length > 64) return 'Invalid call_id';
      calls.set(textIn(item['call_id']), false);
      return typeof item['arguments'] === 'string' ? null : 'Invalid type for arguments';
    case 'function_call_output':
      if (calls.get(textIn(item['call_id'])) !== false) return 'No tool call found for function call output';
      calls.set(textIn(item['call_id']), true);
      return typeof item['output'] === 'string' && item['output'] !== '' ? null : 'output must not be empty';
    default:
      return refuseMessage(item);
  }
}

function isOwn(item: JsonObject): boolean {
  return ['function_call', 'web_search_call'].includes(textIn(item['type'])) || item['role'] === 'assistant';
}

function refuseMessage({ role, content, phase }: JsonObject): string | null {
  if (phase !== undefined && phase !== 'commentary' && phase !== 'final_answer') return 'Invalid phase';
  if (role === 'assistant') return typeof content === 'string' && content.trim() !== '' ? null : 'Invalid content';
  const parts = objectsIn(content);
  if (parts.length === 0) return 'content must not be empty';
  for (const part of parts) {
    if (part['type'] === 'input_text' && textIn(part['text']).trim() === '') return 'text must not be empty';
    if (part['type'] === 'input_file') {
      const refused =
        textIn(part['filename']) === '' ? 'filename is missing' : refuseDocument(textIn(part['file_data']));
      if (refused !== null) return refused;
    }
    const reason = part['type'] === 'input_image' ? refusePicture(textIn(part['image_url']), PICTURES) : null;
    if (reason !== null) return reason;
  }
  return null;
}

function encrypt(id: string): string {
  return `${MODEL}:${id}`;
}

/** Puts reasoning before every other item; texts are `commentary` while the model works and `final_answer` at its end. */
function renderAnswer({ seed, texts, calls, hasSearched }: TwinAnswer): string {
  const output: JsonObject[] = [];
  const events: JsonObject[] = [{ type: 'response.created', response: { id: seed, model: MODEL } }];
  const add = (item: JsonObject): void => {
    events.push({ type: 'response.output_item.done', output_index: output.length, item });
    output.push(item);
  };
  const think = (): void => {
    const id = `rs_${seed}_${output.length}`;
    add({ type: 'reasoning', id, summary: [], encrypted_content: encrypt(id) });
  };
  if (hasSearched === true) {
    think();
    add({ type: 'web_search_call', id: `ws_${seed}`, status: 'completed', action: { type: 'search', query: seed } });
  }
  for (const [index, text] of texts.entries()) {
    think();
    events.push({ type: 'response.output_text.delta', output_index: output.length, content_index: 0, delta: text });
    const isLast = index === texts.length - 1 && calls.length === 0;
    add({
      type: 'message',
      id: `msg_${index}`,
      role: 'assistant',
      phase: isLast ? 'final_answer' : 'commentary',
      content: [],
    });
  }
  for (const [index, call] of calls.entries()) {
    if (index === 0) think();
    add({
      type: 'function_call',
      call_id: `call_${index}`,
      name: call.name,
      arguments: JSON.stringify(call.arguments),
    });
  }
  const response = { id: seed, model: MODEL, status: 'completed', output: output.filter(isObject) };
  events.push({ type: 'response.completed', response });
  return sse(
    events,
    events.map(({ type }) => textIn(type)),
  );
}
