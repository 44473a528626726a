import type { JsonObject } from '@everruns/schemas';
import { refuseDocument } from './check-document.ts';
import { refusePicture } from './check-picture.ts';
import { isPaused, makeSearch, refuseSearchBlocks } from './search-blocks.ts';
import { isObject, objectsIn, sse, type Twin, type TwinAnswer, textIn } from './twin.ts';

const MODEL = 'claude-sonnet-4-5';
const NAME = /^[a-zA-Z0-9_-]{1,128}$/;
const ID = /^[a-zA-Z0-9_-]+$/;
const PICTURES = {
  media_types: ['image/png', 'image/jpeg', 'image/gif', 'image/webp'],
  bytes: 5 * 1024 * 1024,
  side: 8_000,
  count: 100,
  takesUrls: true,
};
const FIELDS = [
  'model',
  'messages',
  'stream',
  'system',
  'tools',
  'tool_choice',
  'max_tokens',
  'thinking',
  'output_config',
  'temperature',
  'top_p',
  'stop_sequences',
];

/** Sources: platform.claude.com "Messages", "Tool use" (results directly after their calls), "Extended thinking", "Vision". */
export const ANTHROPIC_TWIN: Twin = {
  name: 'Anthropic',
  provider_type: 'anthropic',
  path: '',
  model: MODEL,
  refuse: refuseMessages,
  render: renderAnswer,
  resume: resumeAnswer,
};

/** The answers that have paused, by the ids of their searches. */
const PAUSED = new Map<string, TwinAnswer>();

/** The answer that a request goes on with, exactly as this twin has given its beginning. */
function pausedIn(body: JsonObject): TwinAnswer | undefined {
  const last = objectsIn(body['messages']).at(-1);
  const content = objectsIn(last?.['content']);
  return last?.['role'] === 'assistant' && isPaused(content) ? PAUSED.get(textIn(content.at(-1)?.['id'])) : undefined;
}

function resumeAnswer(body: JsonObject): string | null {
  const answer = pausedIn(body);
  return answer === undefined ? null : renderPart(answer, 'rest');
}

function refuseMessages(body: JsonObject): string | null {
  const unknown = Object.keys(body).find((field) => !FIELDS.includes(field));
  if (unknown !== undefined) return `${unknown}: Extra inputs are not permitted`;
  const messages = objectsIn(body['messages']);
  if (messages[0]?.['role'] !== 'user') return 'messages: first message must use the "user" role';
  const last = messages.at(-1);
  if (last?.['role'] !== 'user' && pausedIn(body) === undefined)
    return 'This model does not support assistant message prefill.';
  const ids = new Set<string>();
  const maySearch = objectsIn(body['tools']).some(isSearchTool);
  for (const [index, message] of messages.entries()) {
    const isLate = message !== last && isPaused(objectsIn(message['content']));
    const reason =
      (isLate ? '`web_search` tool use was found without its `web_search_tool_result` block' : null) ??
      refuseBlocks(message) ??
      refuseSearchBlocks(objectsIn(message['content']), maySearch) ??
      refuseResults(message, messages[index - 1]) ??
      refuseIds(message, ids);
    if (reason !== null) return `messages.${index}: ${reason}`;
    if (message['role'] === messages[index - 1]?.['role']) return 'roles must alternate';
  }
  const pictures = messages.flatMap(({ content }) => objectsIn(content).filter(({ type }) => type === 'image'));
  if (pictures.length > PICTURES.count) return 'too many images';
  const refused = refuseTools(body) ?? refuseThinking(body) ?? refuseSampling(body) ?? refuseCacheMarks(body);
  if (refused !== null) return refused;
  if (JSON.stringify(body).length > 32 * 1024 * 1024) return 'Request exceeds the maximum size';
  return isObject(body['thinking']) && body['thinking']['type'] === 'enabled' ? refuseUnthought(messages) : null;
}

function isSearchTool({ type, name, max_uses: most }: JsonObject): boolean {
  return type === 'web_search_20250305' && name === 'web_search' && Number(most) > 0;
}

const PROPERTY = /^[a-zA-Z0-9_.-]{1,64}$/;

/** Checks the names of tools and parameters, and an object at the root (anthropics/claude-code#79418; "Define tools"). */
function refuseTools(body: JsonObject): string | null {
  const all = objectsIn(body['tools']);
  const tools = all.filter((tool) => !isSearchTool(tool));
  if (new Set(all.map(({ name }) => name)).size < all.length) return 'tools: Tool names must be unique.';
  for (const [index, { name, input_schema: schema }] of tools.entries()) {
    if (!NAME.test(textIn(name))) return `tools.${index}.custom.name: String should match pattern`;
    if (!isObject(schema) || schema['type'] !== 'object')
      return `tools.${index}.custom.input_schema.type: Field required`;
    if (['oneOf', 'anyOf', 'allOf'].some((combiner) => combiner in schema))
      return `tools.${index}.custom.input_schema: does not support oneOf, allOf, or anyOf at the top level`;
    const properties = isObject(schema['properties']) ? Object.keys(schema['properties']) : [];
    if (properties.some((property) => !PROPERTY.test(property)))
      return `tools.${index}.custom.input_schema.properties: Property keys should match pattern`;
  }
  return 'tool_choice' in body && all.length === 0 ? 'tool_choice may only be specified while providing tools' : null;
}

function refuseThinking({ thinking, max_tokens: most, tool_choice: choice }: JsonObject): string | null {
  if (typeof most !== 'number' || most < 1) return 'max_tokens: Field required';
  if (!isObject(thinking) || thinking['type'] !== 'enabled') return null;
  const budget = Number(thinking['budget_tokens']);
  if (!(budget >= 1_024)) return 'thinking.enabled.budget_tokens: Input should be greater than or equal to 1024';
  if (budget >= most) return '`max_tokens` must be greater than `thinking.budget_tokens`';
  const isForced = isObject(choice) && !['auto', 'none'].includes(textIn(choice['type']));
  return isForced ? 'Thinking may not be enabled when tool_choice forces tool use.' : null;
}

/** "Extended thinking" (no other temperature), and the errors of the 4.5 models (one of both fields, up to 1). */
function refuseSampling({ temperature, top_p: topP, thinking, stop_sequences: stops }: JsonObject): string | null {
  if (temperature !== undefined && topP !== undefined)
    return '`temperature` and `top_p` cannot both be specified for this model. Please use only one.';
  if (Number(temperature) > 1) return 'temperature: range: 0..1';
  const isThinking = isObject(thinking) && thinking['type'] === 'enabled';
  if (isThinking && temperature !== undefined) return '`temperature` may only be set to 1 when thinking is enabled.';
  const isBlank = Array.isArray(stops) && stops.some((stop) => textIn(stop).trim() === '');
  return isBlank ? 'stop_sequences: each stop sequence must contain non-whitespace' : null;
}

/** Allows at most four cache marks, on blocks that are not empty ("Prompt caching"). */
function refuseCacheMarks(body: JsonObject): string | null {
  const system = objectsIn(body['system']);
  if (system.some(({ text }) => textIn(text).trim() === '')) return 'system: text content blocks must be non-empty';
  const said = objectsIn(body['messages']).flatMap(({ content }) => objectsIn(content));
  const marked = [...system, ...objectsIn(body['tools']), ...said].filter((block) => 'cache_control' in block);
  if (marked.length > 4) return 'A maximum of 4 blocks with cache_control may be provided.';
  return marked.some(({ type }) => type === 'thinking' || type === 'redacted_thinking')
    ? 'thinking: cache_control: Extra inputs are not permitted'
    : null;
}

function refuseBlocks({ role, content }: JsonObject): string | null {
  const blocks = objectsIn(content);
  if (blocks.length === 0) return 'content must be non-empty';
  for (const block of blocks) {
    const reason = role === 'user' ? refuseUserBlock(block) : refuseOwnBlock(block);
    if (reason !== null) return reason;
  }
  return null;
}

function refuseUserBlock(block: JsonObject): string | null {
  if (block['type'] === 'text')
    return textIn(block['text']).trim() === '' ? 'text content blocks must be non-empty' : null;
  const source = isObject(block['source']) ? block['source'] : {};
  if (block['type'] === 'document')
    return refuseDocument(`data:${textIn(source['media_type'])};base64,${textIn(source['data'])}`);
  if (block['type'] !== 'image') return null;
  const url =
    source['type'] === 'url'
      ? textIn(source['url'])
      : `data:${textIn(source['media_type'])};base64,${textIn(source['data'])}`;
  return refusePicture(url, PICTURES);
}

function refuseOwnBlock(block: JsonObject): string | null {
  switch (block['type']) {
    case 'text':
      return textIn(block['text']).trim() === '' ? 'text content blocks must be non-empty' : null;
    case 'tool_use':
      if (!NAME.test(textIn(block['name'])))
        return `tool_use.name: String should match pattern (${textIn(block['name'])})`;
      return isObject(block['input']) ? null : 'tool_use.input: must be an object';
    case 'thinking':
      return block['signature'] === sign(textIn(block['thinking'])) ? null : 'Invalid `signature` in `thinking` block';
    case 'server_tool_use':
    case 'web_search_tool_result':
      return null;
    default:
      return `unexpected block ${textIn(block['type'])}`;
  }
}

function refuseIds({ content }: JsonObject, seen: Set<string>): string | null {
  for (const block of objectsIn(content)) {
    if (block['type'] !== 'tool_use') continue;
    const id = textIn(block['id']);
    if (!ID.test(id)) return 'tool_use.id: String should match pattern';
    if (seen.has(id)) return '`tool_use` ids must be unique';
    seen.add(id);
  }
  return null;
}

/** All results of a message's calls must be in the next message, before its other blocks, and in no other message. */
function refuseResults({ role, content }: JsonObject, before: JsonObject | undefined): string | null {
  const called = objectsIn(before?.['content']).flatMap((block) =>
    block['type'] === 'tool_use' ? [textIn(block['id'])] : [],
  );
  const blocks = role === 'user' ? objectsIn(content) : [];
  const results = blocks.flatMap((block) => (block['type'] === 'tool_result' ? [textIn(block['tool_use_id'])] : []));
  if (called.some((id) => !results.includes(id)))
    return '`tool_use` ids were found without `tool_result` blocks immediately after';
  if (results.some((id) => !called.includes(id))) return 'unexpected `tool_use_id` found in `tool_result` blocks';
  const isLate = blocks.slice(0, results.length).some((block) => block['type'] !== 'tool_result');
  return isLate ? 'tool_result blocks must come first' : null;
}

function refuseUnthought(messages: readonly JsonObject[]): string | null {
  const last = messages.at(-1);
  if (!objectsIn(last?.['content']).some(({ type }) => type === 'tool_result')) return null;
  const first = objectsIn(messages.at(-2)?.['content'])[0];
  return first?.['type'] === 'thinking' ? null : 'Expected `thinking` or `redacted_thinking`, but found `tool_use`';
}

function sign(thinking: string): string {
  return Buffer.from(`${MODEL}:${thinking}`).toString('base64');
}

function renderAnswer(answer: TwinAnswer): string {
  if (answer.pauses !== true) return renderPart(answer, 'whole');
  PAUSED.set(textIn(makeSearch(answer.seed).blocks[0]?.['id']), answer);
  return renderPart(answer, 'beginning');
}

/** `beginning`: up to the search, without its result. `rest`: from there. */
function renderPart(answer: TwinAnswer, part: 'whole' | 'beginning' | 'rest'): string {
  const { seed, texts, calls, hasSearched } = answer;
  const stream = new MessageStream(seed);
  const search = hasSearched === true ? makeSearch(seed) : null;
  const [use, ...results] = search?.blocks ?? [];
  if (part !== 'rest') stream.think(answer.reasoning);
  if (part !== 'rest' && use !== undefined) {
    stream.add({ type: 'text', text: '' }, [{ type: 'text_delta', text: 'I look it up.' }]);
    stream.add(use, [{ type: 'input_json_delta', partial_json: JSON.stringify(search?.input) }]);
  }
  if (part === 'beginning') return stream.end('pause_turn');
  for (const result of results) stream.add(result, []);
  for (const text of texts) {
    const cited = search === null ? [] : [{ type: 'citations_delta', citation: search.citation }];
    stream.add({ type: 'text', text: '' }, [...cited, { type: 'text_delta', text }]);
  }
  for (const [ordinal, call] of calls.entries()) {
    stream.add({ type: 'tool_use', id: `toolu_${seed}_${ordinal}`, name: call.name, input: {} }, [
      { type: 'input_json_delta', partial_json: JSON.stringify(call.arguments) },
    ]);
  }
  return stream.end(calls.length > 0 ? 'tool_use' : 'end_turn');
}

/** The server-sent events of one answer. */
class MessageStream {
  readonly #events: JsonObject[];
  #index = 0;

  constructor(id: string) {
    this.#events = [{ type: 'message_start', message: { id, model: MODEL, usage: { input_tokens: 1 } } }];
  }

  think(thinking: string): void {
    const signed = { type: 'signature_delta', signature: sign(thinking) };
    this.add({ type: 'thinking', thinking: '', signature: '' }, [{ type: 'thinking_delta', thinking }, signed]);
  }

  add(content_block: JsonObject, deltas: JsonObject[]): void {
    const index = this.#index;
    this.#events.push({ type: 'content_block_start', index, content_block });
    for (const delta of deltas) this.#events.push({ type: 'content_block_delta', index, delta });
    this.#events.push({ type: 'content_block_stop', index });
    this.#index += 1;
  }

  end(stop_reason: string): string {
    this.#events.push({ type: 'message_delta', delta: { stop_reason }, usage: { output_tokens: 1 } });
    this.#events.push({ type: 'message_stop' });
    return sse(
      this.#events,
      this.#events.map(({ type }) => textIn(type)),
    );
  }
}
