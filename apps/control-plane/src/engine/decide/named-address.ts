import type { JsonValue, Message, ToolCall, ToolDefinition } from '@everruns/schemas';

/**
 * The address that a call would read and that the model has put together itself, as far as its tool says so. Null for a tool whose hosts
 * are listed somewhere, and for one that names no address.
 */
export function freeAddressOf(
  definition: Pick<ToolDefinition, 'hints'>,
  call: Pick<ToolCall, 'arguments'>,
): URL | null {
  const { url } = call.arguments;
  return definition.hints?.any_host === true && typeof url === 'string' ? URL.parse(url) : null;
}

/**
 * Whether the address may be read in a session with foreign content: a person named its host, or exactly this address stands in the
 * conversation, as in the results of a search. An address that a page made the model put together could carry what the session knows.
 */
export function isNamedAddress({ href, hostname }: URL, messages: readonly Message[]): boolean {
  const bare = href.endsWith('/') ? href.slice(0, -1) : href;
  return messages.some(({ role, content }) =>
    content.some((part) => {
      if (part.type === 'text') return role === 'user' ? namesHost(part.text, hostname) : false;
      return part.type === 'tool_result' && someText(part.result, (text) => holdsAddress(text, bare));
    }),
  );
}

function namesHost(text: string, hostname: string): boolean {
  return holds(text.toLowerCase(), hostname, /[a-z0-9.-]/);
}

/** The address ends there: a longer one is another one. */
function holdsAddress(text: string, address: string): boolean {
  for (let at = text.indexOf(address); at >= 0; at = text.indexOf(address, at + 1)) {
    const after = text.slice(at + address.length, at + address.length + 3).replace(/^\//, '');
    if (/^(?:$|[\s"'<>()[\]{}]|[.,;:!?](?:$|\s))/.test(after)) return true;
  }
  return false;
}

/** Whether a word stands in a text and is not part of a longer one. */
function holds(text: string, word: string, inside: RegExp): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const [before, after] = [text[at - 1] ?? ' ', text[at + word.length] ?? ' '];
    const isEnd = !inside.test(after) || (after === '.' && !inside.test(text[at + word.length + 1] ?? ' '));
    if (!inside.test(before) && isEnd) return true;
  }
  return false;
}

function someText(value: JsonValue | undefined, test: (text: string) => boolean): boolean {
  if (typeof value === 'string') return test(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((inner) => someText(inner, test));
}
