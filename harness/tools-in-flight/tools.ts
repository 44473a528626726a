import { type Outside, SENTENCE } from './outside.ts';

/** A tool of which each round makes one call. */
export interface ToolInFlight {
  name: string;
  capability: string | ((outside: Outside) => object);
  args: (call: CallInFlight) => object;
  /** A line that a success adds to the file that everybody writes. */
  line?: (label: string) => string;
  /** A file that is there exactly if the call has succeeded. */
  file?: (label: string) => string;
  /** A file that is there before the round: a success has put `AFTER` in place of `BEFORE`, or has deleted it. */
  edits?: (label: string) => string;
  deletes?: (label: string) => string;
  /** What of its deeds counts: a `once` tool does it at most once, an `idempotent` one under one key. */
  deed?: { effect: 'once' | 'idempotent'; name: string };
}

export interface CallInFlight {
  /** The name of the call in all that it does. */
  label: string;
  outside: Outside;
}

/** How long a call is held, so that a kill strikes in its middle. */
export const HOLD_MS = 1_500;
/** The file that programs and a person write at the same time. */
export const SHARED = '/shared.txt';
/** What an edited file holds before and after. */
export const BEFORE = 'before';
export const AFTER = 'after';
/** A document, a picture and a finding that are there before the first round. */
export const TABLE = '/table.csv';
export const PICTURE = '/picture.png';
export const FINDING = 'of before';
/** What a round waits for before it kills: this tool has recorded its first step. */
export const STEPPED = 'ship';

const held = ({ label }: CallInFlight): object => ({ label, hold_ms: HOLD_MS });
const effects = 'test_effects';
const files = 'session_file_system';
const http = ({ host }: Outside): object => ({ ref: 'http', config: { hosts: [host] } });
const SKILL = { name: 'greet', description: 'How to greet.', content: 'Say hello.' };
const skills = (): object => ({ ref: 'skills', config: { skills: [SKILL] } });

const DOCUMENT = {
  openapi: '3.1.0',
  paths: {
    '/put_item/{label}': {
      put: {
        operationId: 'put_item',
        parameters: [{ name: 'label', in: 'path', required: true, schema: { type: 'string' } }],
      },
    },
  },
};

export const TOOLS: readonly ToolInFlight[] = [
  {
    name: 'bash',
    capability: 'shell',
    args: ({ label }) => ({ script: `sleep 1; echo bash-${label} >> ${SHARED}` }),
    line: (label) => `bash-${label}`,
  },
  {
    name: 'run_javascript',
    capability: 'code',
    args: ({ label }) => ({ code: javascriptOf(`run_javascript-${label}`), files: [SHARED] }),
    line: (label) => `run_javascript-${label}`,
  },
  {
    name: 'run_python',
    capability: 'code',
    args: ({ label }) => ({
      code: `import os, time\ntime.sleep(0.5)\nos.makedirs('/python', exist_ok=True)\nopen('/python/${label}.txt', 'w').write('mine')`,
    }),
    file: (label) => `/python/${label}.txt`,
  },
  {
    name: 'write_file',
    capability: files,
    args: ({ label }) => ({ path: `/own/${label}.txt`, content: 'mine', encoding: 'text' }),
    file: (label) => `/own/${label}.txt`,
  },
  {
    name: 'edit_file',
    capability: files,
    args: ({ label }) => ({ path: `/edited/${label}.txt`, old_text: BEFORE, new_text: AFTER }),
    edits: (label) => `/edited/${label}.txt`,
  },
  {
    name: 'delete_file',
    capability: files,
    args: ({ label }) => ({ path: `/deleted/${label}.txt` }),
    deletes: (label) => `/deleted/${label}.txt`,
  },
  { name: 'read_file', capability: files, args: () => ({ path: TABLE }) },
  { name: 'list_directory', capability: files, args: () => ({ path: '/', recursive: true }) },
  { name: 'grep_files', capability: files, args: () => ({ pattern: 'bridge', path: '/' }) },
  { name: 'stat_file', capability: files, args: () => ({ path: TABLE }) },
  { name: 'view_image', capability: files, args: () => ({ path: PICTURE }) },
  { name: 'read_document', capability: files, args: () => ({ path: TABLE }) },
  { name: 'web_fetch', capability: 'web_fetch', args: ({ outside }) => ({ url: `${outside.origin}/page` }) },
  {
    name: 'web_search',
    capability: ({ origin }) => ({ ref: 'web_search', config: { backend: 'searxng', base_url: origin } }),
    args: ({ label }) => ({ query: label }),
  },
  {
    name: 'ask_document',
    capability: 'research',
    args: ({ label }) => ({ path: TABLE, question: `How long is the bridge of ${label}?` }),
  },
  {
    name: 'save_finding',
    capability: 'research',
    args: ({ label, outside }) => {
      return { title: label, text: 'It is long.', quote: SENTENCE, source: `${outside.origin}/page` };
    },
  },
  {
    name: 'plan_research',
    capability: 'research',
    args: ({ label }) => ({ question: label, steps: ['Read the page.'] }),
  },
  { name: 'list_findings', capability: 'research', args: () => ({}) },
  { name: 'cite', capability: 'research', args: () => ({ finding: 1 }) },
  { name: 'list_skills', capability: skills, args: () => ({}) },
  { name: 'load_skill', capability: skills, args: () => ({ name: SKILL.name }) },
  { name: 'http_get', capability: http, args: ({ outside }) => ({ url: `${outside.origin}/page` }) },
  {
    name: 'http_request',
    capability: http,
    args: ({ label, outside }) => ({ url: `${outside.origin}/http_request/${label}`, method: 'POST', body: '{}' }),
    deed: { effect: 'once', name: 'http_request' },
  },
  {
    name: 'put_item',
    capability: ({ origin }) => ({
      ref: 'openapi',
      config: { document: JSON.stringify(DOCUMENT), base_url: origin, changes: 'idempotent' },
    }),
    args: ({ label }) => ({ label }),
    deed: { effect: 'idempotent', name: 'put_item' },
  },
  {
    name: 'notes__put',
    capability: () => ({ ref: 'mcp', config: { servers: ['notes'] } }),
    args: ({ label }) => ({ label }),
    deed: { effect: 'idempotent', name: 'notes__put' },
  },
  {
    name: 'notes__append',
    capability: () => ({ ref: 'mcp', config: { servers: ['notes'] } }),
    args: ({ label }) => ({ label }),
    deed: { effect: 'once', name: 'notes__append' },
  },
  { name: 'peek', capability: effects, args: held },
  { name: 'save', capability: effects, args: held, deed: { effect: 'idempotent', name: 'save' } },
  { name: 'charge', capability: effects, args: held, deed: { effect: 'once', name: 'charge' } },
  {
    name: STEPPED,
    capability: effects,
    args: held,
    file: (label) => `/receipts/${label}.txt`,
    // Its second step; the first one is counted too, see `judgeSteps`.
    deed: { effect: 'once', name: 'pay' },
  },
];

function javascriptOf(line: string): string {
  const wait = 'const end = Date.now() + 700; while (Date.now() < end);';
  return `${wait} files.write("${SHARED}", files.read("${SHARED}") + "${line}\\n");`;
}
