import type { ToolCallState } from '@everruns/sdk';
import { readProgram, type ProgramRun } from './read-program.ts';
import { readTable, type Table } from './read-table.ts';
import { readTodos, type Todo } from './read-todos.ts';

/** A page of the web that a tool read. */
export interface PageFound {
  url: string;
  title: string | null;
  /** Null if the page was not opened. */
  text: string | null;
  facts: readonly string[];
}

/** A text that was replaced or written in a file. */
export interface FileEdit {
  path: string;
  removed: string;
  added: string;
}

/** The result of a call as what it is. */
export type ToolView =
  | { kind: 'todos'; todos: readonly Todo[] }
  | { kind: 'program'; run: ProgramRun }
  | { kind: 'page'; page: PageFound }
  | { kind: 'links'; links: readonly PageFound[] }
  | { kind: 'edit'; edit: FileEdit }
  /** `path`: the file that it is from. Null: the tool said it. `files`: what else it left. */
  | { kind: 'text'; path: string | null; text: string; files: readonly string[] }
  | { kind: 'image'; path: string | null; sources: readonly string[] }
  | { kind: 'table'; table: Table };

/** Returns how to show a call, or null for one that only JSON shows. */
export function readToolView(call: ToolCallState): ToolView | null {
  const todos = readTodos(call);
  if (todos !== null) return { kind: 'todos', todos };
  const run = readProgram(call);
  if (run !== null) return { kind: 'program', run };
  const edit = readEdit(call);
  if (edit !== null) return { kind: 'edit', edit };
  const seen = readSeen(call);
  return seen ?? readResult(call.result?.result);
}

/** The pictures that the model saw. */
function readSeen({ images = [], result }: ToolCallState): ToolView | null {
  if (images.length === 0) return null;
  const value = result?.result;
  const path = isObject(value) && typeof value['path'] === 'string' ? value['path'] : null;
  const sources = images.flatMap(({ base64, media_type }) =>
    base64 === undefined ? [] : [`data:${media_type ?? 'image/png'};base64,${base64}`],
  );
  return { kind: 'image', path, sources };
}

function readResult(result: unknown): ToolView | null {
  if (!isObject(result)) {
    const table = readTable(result);
    return table === null ? null : { kind: 'table', table };
  }
  const { content, path, encoding } = result;
  if (isWebAddress(result['final_url'])) return { kind: 'page', page: readPage(result, result['final_url']) };
  const links = readLinks(result);
  if (links !== null) return { kind: 'links', links };
  if (typeof path === 'string' && typeof content === 'string') {
    if (encoding !== 'base64') return { kind: 'text', path, text: unfence(content), files: [] };
    const type = IMAGE_TYPES[path.split('.').at(-1)?.toLowerCase() ?? ''];
    return type === undefined ? null : { kind: 'image', path, sources: [`data:${type};base64,${content}`] };
  }
  const said = readSaid(result);
  if (said !== null) return said;
  const table = readTable(result);
  return table === null ? null : { kind: 'table', table };
}

/** What tools of MCP servers and questions to documents answer: a text, and files that came with it. */
function readSaid(result: Record<string, unknown>): ToolView | null {
  const { text, answer, path, files } = result;
  const said = [text, answer].find((part) => typeof part === 'string' && part !== '');
  const left = Array.isArray(files) ? files.flatMap((file) => (isObject(file) ? [file['path']] : [])) : [];
  const paths = left.filter((one) => typeof one === 'string');
  if (typeof said !== 'string' && paths.length === 0) return null;
  return {
    kind: 'text',
    path: typeof path === 'string' ? path : null,
    text: typeof said === 'string' ? unfence(said) : '',
    files: paths,
  };
}

const IMAGE_TYPES: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
};

function readEdit({ name, arguments: args, result }: ToolCallState): FileEdit | null {
  const { path, content, old_text, new_text, encoding } = args;
  if (typeof path !== 'string' || result?.error !== undefined) return null;
  if (name === 'write_file' && typeof content === 'string' && encoding !== 'base64')
    return { path, removed: '', added: content };
  if (name === 'edit_file' && typeof old_text === 'string' && typeof new_text === 'string')
    return { path, removed: old_text, added: new_text };
  return null;
}

function readPage(result: Record<string, unknown>, url: string): PageFound {
  const { title, content, status, content_type, total_chars } = result;
  return {
    url,
    title: typeof title === 'string' ? unfence(title) : null,
    text: typeof content === 'string' ? unfence(content) : null,
    facts: [
      typeof status === 'number' ? `status ${status}` : '',
      typeof content_type === 'string' ? content_type : '',
      typeof total_chars === 'number' ? `${total_chars} characters` : '',
    ].filter((fact) => fact !== ''),
  };
}

/** Search results, findings and citations: whatever names a source on the web. */
function readLinks(result: Record<string, unknown>): PageFound[] | null {
  const lists = Object.values(result).filter((value) => Array.isArray(value));
  const items: unknown[] = typeof result['source'] === 'string' ? [result] : (lists.find(hasLinks) ?? []);
  const links = items.flatMap((item) => (isObject(item) ? (toLink(item) ?? []) : []));
  return links.length === 0 ? null : links;
}

function hasLinks(list: readonly unknown[]): boolean {
  return list.length > 0 && list.every((item) => isObject(item) && toLink(item) !== null);
}

function toLink(item: Record<string, unknown>): PageFound | null {
  const url = item['url'] ?? item['source'];
  if (!isWebAddress(url)) return null;
  const title = item['title'] ?? item['citation'];
  const text = item['snippet'] ?? item['quote'];
  const date = item['published'] ?? item['fetched_at'];
  return {
    url,
    title: typeof title === 'string' ? unfence(title) : null,
    text: typeof text === 'string' ? unfence(text) : null,
    facts: typeof date === 'string' ? [unfence(date).slice(0, 10)] : [],
  };
}

/** Removes the marks that tell a model that a text comes from outside. */
function unfence(text: string): string {
  return text.replaceAll(/<\/?untrusted-[0-9a-f]{12}>\s?/g, '').trim();
}

function isWebAddress(value: unknown): value is string {
  return typeof value === 'string' && /^https?:\/\//.test(value) && URL.canParse(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
