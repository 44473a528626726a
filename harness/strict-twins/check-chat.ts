import { refuseDocument } from './check-document.ts';
import { refuseCacheKey } from './check-cache-key.ts';
import type { JsonObject } from '@everruns/schemas';
import { type PictureRules, refusePicture } from './check-picture.ts';
import { isObject, objectsIn, textIn } from './twin.ts';

/** The rules that a server of Chat Completions enforces. */
export interface ChatRules {
  /** The allowed fields of the request; any other field is refused. */
  fields: readonly string[];
  /** The allowed fields of a message besides role, content, tool_calls and tool_call_id. */
  messageFields: readonly string[];
  callFields: readonly string[];
  name: RegExp;
  id: RegExp;
  pictures: PictureRules | null;
  /** Whether a user message may directly follow tool results. */
  userAfterTool: boolean;
  /** Whether every answer of the model must contain its reasoning. */
  needsReasoning: boolean;
  /** Whether a message may have PDFs. */
  takesFiles: boolean;
  /** Whether a call's signature is one that this server created, or its placeholder for a foreign one. */
  isSignature: ((extra: unknown) => boolean) | null;
  /** Keywords of tool schemas that are refused at any depth. */
  schemaKeywords: readonly string[];
  /** Whether each alternative must state its own type, instead of the schema that contains them. */
  typedBranches: boolean;
  /** The maximum number of characters in a tool's description. */
  descriptionLength: number;
}

const MAX_MESSAGES = 2_048;
const MAX_TOOLS = 128;
const MAX_CALLS = 128;
const MAX_TEXT = 10_485_760;

const COMMON = ['role', 'content', 'tool_calls', 'tool_call_id'];

export function refuseChat(body: JsonObject, rules: ChatRules): string | null {
  const unknown = Object.keys(body).find((field) => !rules.fields.includes(field));
  if (unknown !== undefined) return `Unrecognized request argument supplied: ${unknown}`;
  const messages = objectsIn(body['messages']);
  const tools = objectsIn(body['tools']);
  return (
    refuseCacheKey(body) ??
    refuseLists(body, tools, messages) ??
    firstOf(messages, (message) => refuseMessage(message, rules)) ??
    refuseOrder(messages, rules) ??
    refuseCalls(messages, rules) ??
    refusePictures(messages, rules) ??
    firstOf(tools, (tool) => refuseTool(tool, rules))
  );
}

function refuseLists(body: JsonObject, tools: readonly JsonObject[], messages: readonly JsonObject[]): string | null {
  if (messages.length > MAX_MESSAGES) return "Invalid 'messages': array too long.";
  if ('tools' in body && (tools.length === 0 || tools.length > MAX_TOOLS)) return "Invalid 'tools': array length.";
  const names = tools.map((tool) => (isObject(tool['function']) ? tool['function']['name'] : null));
  if (new Set(names).size < names.length) return 'tools: names must be unique';
  const isLonely = 'parallel_tool_calls' in body && tools.length === 0;
  if (isLonely) return "'parallel_tool_calls' is only allowed when 'tools' are specified.";
  return 'tool_choice' in body ? refuseToolChoice(body['tool_choice'], names) : null;
}

function refuseToolChoice(choice: unknown, names: readonly unknown[]): string | null {
  if (names.length === 0) return "'tool_choice' is only allowed when 'tools' are specified.";
  if (typeof choice === 'string') {
    return ['auto', 'none', 'required'].includes(choice) ? null : "Invalid value for 'tool_choice'.";
  }
  const chosen = isObject(choice) && isObject(choice['function']) ? choice['function']['name'] : undefined;
  return names.includes(chosen) ? null : 'Tool choice is not in the list of tools.';
}

function refuseMessage(message: JsonObject, rules: ChatRules): string | null {
  const { role, content } = message;
  const unknown = Object.keys(message).find((field) => ![...COMMON, ...rules.messageFields].includes(field));
  if (unknown !== undefined) return `property '${unknown}' of a message is unsupported`;
  if (typeof content === 'string' && content.length > MAX_TEXT)
    return "Invalid 'messages[1].content': string too long.";
  if ('tool_calls' in message && role !== 'assistant') return `a ${textIn(role)} message has no tool_calls`;
  const calls = objectsIn(message['tool_calls']);
  if ('tool_calls' in message && (calls.length === 0 || calls.length > MAX_CALLS))
    return "Invalid 'messages[1].tool_calls': array length.";
  const isBlank = typeof content === 'string' ? content.trim() === '' : objectsIn(content).length === 0;
  if (role === 'assistant' && isBlank && calls.length === 0) return 'assistant message must have content or tool_calls';
  if (role !== 'assistant' && isBlank) return `${textIn(role)} message must not be empty`;
  const refusedFile = refuseFiles(objectsIn(content), rules);
  if (refusedFile !== null) return refusedFile;
  const isEmptyPart = objectsIn(content).some((part) => part['type'] === 'text' && textIn(part['text']).trim() === '');
  if (isEmptyPart) return 'text content blocks must be non-empty';
  if (role === 'assistant' && rules.needsReasoning && !message['reasoning_content']) {
    return 'thinking is enabled but reasoning_content is missing in assistant message';
  }
  return null;
}

function refuseFiles(parts: readonly JsonObject[], { takesFiles }: ChatRules): string | null {
  return firstOf(
    parts.filter(({ type }) => type === 'file'),
    ({ file }) => {
      if (!takesFiles) return 'Invalid content type: file';
      return isObject(file) && textIn(file['filename']) !== ''
        ? refuseDocument(textIn(file['file_data']))
        : 'Invalid file';
    },
  );
}

function refuseOrder(messages: readonly JsonObject[], rules: ChatRules): string | null {
  const roles = messages.map(({ role }) => textIn(role));
  if (roles.indexOf('system') > 0 || roles.filter((role) => role === 'system').length > 1)
    return 'system message must be first';
  const turns = roles.filter((role) => role !== 'system');
  if (turns[0] !== 'user') return 'Conversation roles must start with user';
  if (!['user', 'tool'].includes(turns.at(-1) ?? '')) return 'Expected last role User or Tool';
  for (const [index, role] of turns.entries()) {
    const before = turns[index - 1];
    if (role === before && role !== 'tool') return 'Conversation roles must alternate';
    if (role === 'user' && before === 'tool' && !rules.userAfterTool) return "Unexpected role 'user' after role 'tool'";
  }
  return null;
}

function refuseCalls(messages: readonly JsonObject[], rules: ChatRules): string | null {
  const seen = new Set<string>();
  let open = new Set<string>();
  for (const message of messages) {
    if (message['role'] === 'tool') {
      if (!open.delete(textIn(message['tool_call_id']))) return 'tool message without a preceding tool call of its id';
      continue;
    }
    if (open.size > 0) return 'an assistant message with tool_calls must be followed by tool messages for each id';
    const calls = objectsIn(message['tool_calls']);
    for (const call of calls) {
      const reason = refuseCall(call, rules);
      if (reason !== null) return reason;
      const id = textIn(call['id']);
      if (seen.has(id)) return 'duplicate tool call id';
      seen.add(id);
    }
    open = new Set(calls.map(({ id }) => textIn(id)));
    const signed = rules.isSignature;
    if (signed !== null && calls.length > 0 && !signed(calls[0]?.['extra_content'])) {
      return 'Function call is missing a thought_signature in functionCall parts';
    }
  }
  return open.size > 0 ? 'tool calls without results' : null;
}

function refuseCall(call: JsonObject, rules: ChatRules): string | null {
  const called = isObject(call['function']) ? call['function'] : {};
  const unknown = Object.keys(call).find((field) => !['id', 'type', 'function', ...rules.callFields].includes(field));
  if (unknown !== undefined) return `Unknown name "${unknown}" of a tool call`;
  if (!rules.name.test(textIn(called['name']))) return `Invalid function name ${JSON.stringify(called['name'])}`;
  if (!rules.id.test(textIn(call['id']))) return `Tool call id was ${textIn(call['id'])}`;
  try {
    return isObject(JSON.parse(textIn(called['arguments']))) ? null : 'arguments must be an object';
  } catch {
    return 'arguments must be JSON';
  }
}

function refusePictures(messages: readonly JsonObject[], { pictures }: ChatRules): string | null {
  const urls = messages.flatMap(({ content }) =>
    objectsIn(content).flatMap((part) => (isObject(part['image_url']) ? [textIn(part['image_url']['url'])] : [])),
  );
  if (urls.length === 0) return null;
  if (pictures === null) return 'unknown variant image_url, expected text';
  if (urls.length > pictures.count) return 'too many images';
  return firstOf(urls, (url) => refusePicture(url, pictures));
}

function refuseTool(tool: JsonObject, rules: ChatRules): string | null {
  const { name, parameters, description } = isObject(tool['function']) ? tool['function'] : {};
  if (!rules.name.test(textIn(name))) return `Invalid tool name ${textIn(name)}`;
  if (!isObject(parameters) || parameters['type'] !== 'object') return 'schema must be of type object';
  if (textIn(description).length > rules.descriptionLength)
    return "Invalid 'tools[0].function.description': string too long.";
  if (rules.typedBranches && hasUntypedBranches(parameters))
    return 'when using anyOf, type should be defined in anyOf items instead of the parent schema';
  const keys = JSON.stringify(parameters).matchAll(/"([a-zA-Z$]+)":/g);
  const refused = [...keys].find(([, key]) => rules.schemaKeywords.includes(key ?? ''));
  return refused === undefined ? null : `Unknown name "${refused[1]}" in the schema`;
}

function hasUntypedBranches(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.some(hasUntypedBranches);
  if (!isObject(schema)) return false;
  return ('type' in schema && Array.isArray(schema['anyOf'])) || Object.values(schema).some(hasUntypedBranches);
}

function firstOf<Item>(items: readonly Item[], refuse: (item: Item) => string | null): string | null {
  for (const item of items) {
    const reason = refuse(item);
    if (reason !== null) return reason;
  }
  return null;
}
