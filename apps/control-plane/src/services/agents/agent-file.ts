import { defineJob, type RunJob } from '@everruns/core/catalog';
import { CreateAgentRequest, LIMITS } from '@everruns/schemas';
import { JSON_LIMITS } from '../../kernel/json-limits.ts';
import { toInputError } from '../../kernel/problem.ts';
import type formatInThread from './format-agent-file.job.ts';
import type readInThread from './read-agent-file.job.ts';
import type { AgentFileType } from './read-agent-file.job.ts';

export const AGENT_FILE_TYPES: readonly AgentFileType[] = [
  'text/markdown',
  'text/plain',
  'application/yaml',
  'application/x-yaml',
  'text/yaml',
  'application/json',
];

const FILE_JOB = {
  timeoutMs: 5_000,
  subject: 'The file',
  advice: 'make it smaller, with the prompt as text below the front matter',
  field: '$',
};

const READ_AGENT_FILE = defineJob<typeof readInThread>({
  ...FILE_JOB,
  name: 'read_agent_file',
  module: new URL('./read-agent-file.job.ts', import.meta.url),
  maxInputBytes: 2 * LIMITS.agentFileBytes,
  sizeOf: ({ text }) => 2 * text.length,
});

/** An agent is at most as large as the body of the request that made it. */
const FORMAT_AGENT_FILE = defineJob<typeof formatInThread>({
  ...FILE_JOB,
  name: 'format_agent_file',
  module: new URL('./format-agent-file.job.ts', import.meta.url),
  maxInputBytes: LIMITS.bodyBytes,
  sizeOf: () => LIMITS.bodyBytes,
});

/**
 * Reads an agent from a file: YAML or JSON with the fields of a request, or a prompt in Markdown or plain text with the other
 * fields in front matter. `text/plain` is each of these by its content. A prompt alone is named after its first line. Throws
 * `invalid_request`, `unknown_field`, `malformed_json`.
 */
export async function parseAgentFile(mediaType: string, text: string, runJob: RunJob): Promise<ParsedAgentFile> {
  const { fields, leftOut } = leaveOutForeign(await readAgentFields(mediaType, text, runJob));
  const result = CreateAgentRequest.safeParse(fields);
  if (!result.success) throw toInputError(result.error, 'body');
  return { agent: result.data, leftOut };
}

export interface ParsedAgentFile {
  agent: CreateAgentRequest;
  /** Fields of the file that mean something to other products alone. */
  leftOut: string[];
}

/** What agent files of other products say beside a name, a description and tools. */
const FOREIGN: ReadonlySet<string> = new Set([
  'model',
  'color',
  'target',
  'mode',
  'hooks',
  'skills',
  'memory',
  'infer',
  'handoffs',
  'globs',
  'alwaysApply',
  'applyTo',
  'argument-hint',
  'mcp-servers',
  'mcpServers',
  'permissionMode',
  'disallowedTools',
  'maxTurns',
]);

function leaveOutForeign(fields: unknown): { fields: unknown; leftOut: string[] } {
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return { fields, leftOut: [] };
  const leftOut = Object.keys(fields).filter((name) => FOREIGN.has(name));
  const own = Object.entries(fields).filter(([name]) => !FOREIGN.has(name));
  return { fields: leftOut.length === 0 ? fields : Object.fromEntries(own), leftOut };
}

/** The fields in such a file, not yet checked. Throws `invalid_request`, `malformed_json`. */
export function readAgentFields(mediaType: string, text: string, runJob: RunJob): Promise<unknown> {
  const type = AGENT_FILE_TYPES.find((known) => known === mediaType) ?? 'text/plain';
  return runJob(READ_AGENT_FILE, { mediaType: type, text, limits: JSON_LIMITS });
}

/** Returns the Markdown that `parseAgentFile` reads back as the same agent. */
export function formatAgentFile(agent: CreateAgentRequest, runJob: RunJob): Promise<string> {
  return runJob(FORMAT_AGENT_FILE, agent);
}
