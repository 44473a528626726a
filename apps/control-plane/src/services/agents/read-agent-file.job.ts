import { parseJson } from '../../kernel/parse-json.ts';
import { assertStorable, type JsonLimits } from '../../kernel/scan-json.ts';
import { malformedFile, readYaml } from './read-yaml.ts';

/** The readers of an agent file's text, by its media type. */
const FORMATS = {
  'text/markdown': readMarkdown,
  'text/plain': readByContent,
  'application/yaml': readYaml,
  'application/x-yaml': readYaml,
  'text/yaml': readYaml,
  'application/json': parseJson,
} satisfies Record<string, (text: string, limits: JsonLimits) => unknown>;
export type AgentFileType = keyof typeof FORMATS;

/** Without the flag `m`, for which U+2028 would begin a line too. A fence may follow a line feed only. */
const FRONT_MATTER = /^---[ \t]*\r?\n((?:[\s\S]*?\n)??)---[ \t]*(?:\r?\n|$)/;
const MAX_TITLE = 100;
const NAMELESS = 'Imported agent';

export interface ReadAgentFileInput {
  mediaType: AgentFileType;
  text: string;
  limits: JsonLimits;
}

/** Returns the fields of the agent in a file, storable and within the limits, but not yet checked against a schema. */
export default function readAgentFile({ mediaType, text, limits }: ReadAgentFileInput): unknown {
  if (text.trim() === '') throw malformedFile('The file is empty');
  const value = FORMATS[mediaType](text, limits);
  assertStorable(value);
  return value;
}

/** Without a type of its own, a file is what it looks like. */
function readByContent(text: string, limits: JsonLimits): unknown {
  if (/^\s*\{\s*"/.test(text)) return parseJson(text, limits);
  return isYamlOfAgent(text) ? readYaml(text, limits) : readMarkdown(text, limits);
}

/** It begins with a field, and its prompt is one: front matter has the prompt below it. */
function isYamlOfAgent(text: string): boolean {
  const first = text
    .slice(0, 2_000)
    .split(/\r?\n/)
    .find((line) => !/^(?:---)?[ \t]*(?:#.*)?$/.test(line));
  return first !== undefined && /^[a-z_]+[ \t]*:(?:[ \t]|$)/.test(first) && /^system_prompt[ \t]*:/m.test(text);
}

function readMarkdown(text: string, limits: JsonLimits): unknown {
  const match = text.startsWith('---') ? FRONT_MATTER.exec(text) : null;
  if (match === null) return { name: titleOf(text), system_prompt: text };
  const fields = readYaml(match[1] ?? '', limits) ?? {};
  if (typeof fields !== 'object' || Array.isArray(fields))
    throw malformedFile('The front matter must be fields with values');
  if ('system_prompt' in fields)
    throw malformedFile('The prompt is the text below the front matter, not system_prompt in it');
  const prompt = text.slice(match[0].length);
  return { name: titleOf(prompt), ...withNamedTools({ ...fields }), system_prompt: prompt };
}

/**
 * Agent files of other products list their tools by name: `tools: Read, Grep`. The names become capabilities, and the answer to
 * the import warns about those that nobody knows here.
 */
function withNamedTools({ tools, ...fields }: Record<string, unknown>): Record<string, unknown> {
  const names = typeof tools === 'string' ? tools.split(',').map((name) => name.trim()) : tools;
  const isNames = Array.isArray(names) && names.length > 0 && names.every((name) => typeof name === 'string');
  if (!isNames) return tools === undefined ? fields : { ...fields, tools };
  const own = Array.isArray(fields['capabilities']) ? fields['capabilities'] : [];
  return { ...fields, capabilities: [...own, ...names.filter((name) => name !== '')] };
}

/** Returns the first line with text, without Markdown's marks. */
function titleOf(prompt: string): string {
  const line = prompt
    .slice(0, 2_000)
    .split(/\r?\n/)
    .map((text) => text.replace(/^[#\s]+/, '').trim())
    .find((text) => text !== '');
  return line === undefined ? NAMELESS : line.slice(0, MAX_TITLE).toWellFormed();
}
