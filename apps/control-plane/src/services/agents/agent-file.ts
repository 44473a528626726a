import { CreateAgentRequest, EverrunsError } from '@everruns/schemas';
import { parse, stringify, YAMLParseError } from 'yaml';
import { toInputError } from '../../kernel/problem.ts';
import { assertStorable, JSON_LIMITS, scanJson } from '../../kernel/scan-json.ts';

/** How the text of an agent file is read, by its media type. */
const FORMATS = {
  'text/markdown': readMarkdown,
  'text/plain': readMarkdown,
  'application/yaml': readYaml,
  'application/x-yaml': readYaml,
  'text/yaml': readYaml,
  'application/json': readJson,
} satisfies Record<string, (text: string) => unknown>;
type AgentFileType = keyof typeof FORMATS;

export const AGENT_FILE_TYPES: readonly string[] = Object.keys(FORMATS);

/** Without the flag m: to it U+2028 would begin a line too, and a fence may stand after a line feed only. */
const FRONT_MATTER = /^---[ \t]*\r?\n((?:[\s\S]*?\n)??)---[ \t]*(?:\r?\n|$)/;
const LONGEST_TITLE = 100;
const NAMELESS = 'Imported agent';

/**
 * Reads an agent from a file: YAML or JSON with the fields of a request, or a prompt in Markdown or plain text with the other
 * fields in front matter. A prompt alone is named after its first line. Throws `invalid_request`, `unknown_field`, `malformed_json`.
 */
export function parseAgentFile(mediaType: string, text: string): CreateAgentRequest {
  const value = FORMATS[isAgentFileType(mediaType) ? mediaType : 'text/plain'](text);
  assertStorable(value);
  const result = CreateAgentRequest.safeParse(value);
  if (!result.success) throw toInputError(result.error, 'body');
  return result.data;
}

/** No text of several lines: within one, a line could look like the fence. */
const ONE_LINE = { lineWidth: 0, blockQuote: false, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER } as const;

/** The Markdown that `parseAgentFile` reads back as the same agent. */
export function formatAgentFile({ system_prompt, ...fields }: CreateAgentRequest): string {
  return `---\n${stringify(fields, { ...ONE_LINE, aliasDuplicateObjects: false })}---\n${system_prompt}`;
}

function isAgentFileType(mediaType: string): mediaType is AgentFileType {
  return Object.hasOwn(FORMATS, mediaType);
}

function readMarkdown(text: string): unknown {
  const match = text.startsWith('---') ? FRONT_MATTER.exec(text) : null;
  if (match === null) return { name: titleOf(text), system_prompt: text };
  const fields = readYaml(match[1] ?? '') ?? {};
  if (typeof fields !== 'object' || Array.isArray(fields))
    throw malformed('The front matter must be fields with values');
  if ('system_prompt' in fields)
    throw malformed('The prompt is the text below the front matter, not system_prompt in it');
  const prompt = text.slice(match[0].length);
  return { name: titleOf(prompt), ...fields, system_prompt: prompt };
}

/** YAML 1.2 as data: no tags that make objects, no aliases that multiply. */
function readYaml(text: string): unknown {
  try {
    return parse(text, { schema: 'core', maxAliasCount: 0, logLevel: 'error', prettyErrors: true, merge: false });
  } catch (error) {
    if (error instanceof YAMLParseError) throw malformed(error.message.split('\n')[0] ?? 'It is not YAML', error);
    throw malformed('The YAML is nested too deeply or uses aliases', error);
  }
}

function readJson(text: string): unknown {
  scanJson(text, JSON_LIMITS);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new EverrunsError('malformed_json', 'The file is not valid JSON.', { cause: error });
  }
}

/** The first line that says something, without Markdown's marks. */
function titleOf(prompt: string): string {
  const line = prompt
    .slice(0, 2_000)
    .split(/\r?\n/)
    .map((text) => text.replace(/^[#\s]+/, '').trim())
    .find((text) => text !== '');
  return line === undefined ? NAMELESS : line.slice(0, LONGEST_TITLE).toWellFormed();
}

function malformed(message: string, cause?: unknown): EverrunsError {
  return new EverrunsError('invalid_request', `${message}.`, {
    cause,
    errors: [{ path: '$', code: 'malformed', message }],
  });
}
