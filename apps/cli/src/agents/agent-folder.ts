import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { messageOf } from '@everruns/kernel';
import type { Agent, UpdateAgentRequest } from '@everruns/sdk';
import { parse } from 'yaml';
import { CliError, errnoCode } from '../cli-error.ts';

/** An agent as a file defines it. */
export interface AgentFile {
  /** The path relative to the folder. */
  file: string;
  text: string;
  name: string;
  fields: Record<string, unknown>;
}

export type Step =
  | { kind: 'create'; file: AgentFile }
  | { kind: 'update'; file: AgentFile; agent: Agent; changed: string[] }
  | { kind: 'keep'; file: AgentFile; agent: Agent };

const FRONT_MATTER = /^---[ \t]*\r?\n((?:[\s\S]*?\n)??)---[ \t]*(?:\r?\n|$)/;

/**
 * Reads the agents of a folder and its subfolders: Markdown files with a name in their front matter.
 * Throws an error that names the file.
 */
export async function readAgentFolder(folder: string): Promise<AgentFile[]> {
  const names = await listMarkdown(folder);
  const files = await Promise.all(names.map((file) => readAgentFile(folder, file)));
  const seen = new Map<string, string>();
  for (const { name, file } of files) {
    const other = seen.get(name);
    if (other !== undefined) throw new CliError(`${other} and ${file} are both called ${name}: rename one.`);
    seen.set(name, file);
  }
  if (files.length === 0) throw new CliError(`There is no Markdown file in ${folder}.`, 'not_found');
  return files;
}

async function listMarkdown(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith('.md') && entry.name !== 'README.md')
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
      .toSorted();
  } catch (error) {
    throw new CliError(`${folder} cannot be read (${errnoCode(error) ?? 'unknown'}): name a folder of Markdown files.`);
  }
}

async function readAgentFile(folder: string, file: string): Promise<AgentFile> {
  const text = await readFile(path.join(folder, file), 'utf8');
  const match = FRONT_MATTER.exec(text);
  const fields = parseFields(file, match?.[1] ?? '');
  const { name } = fields;
  if (typeof name !== 'string' || name === '') {
    throw new CliError(`${file} gives no name: begin it with front matter, such as\n---\nname: Researcher\n---`);
  }
  return { file, text, name, fields: { ...fields, system_prompt: text.slice(match?.[0].length ?? 0) } };
}

function parseFields(file: string, yaml: string): Record<string, unknown> {
  try {
    const value: unknown = parse(yaml, { maxAliasCount: 0 });
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
    return {};
  } catch (error) {
    throw new CliError(`The front matter of ${file} is not YAML: ${messageOf(error).split('\n')[0] ?? ''}`);
  }
}

/** Plans the steps that make the server's agents equal to the files. `listNamed` finds the active agents of a name. */
export async function planPush(
  files: readonly AgentFile[],
  listNamed: (name: string) => Promise<Agent[]>,
): Promise<Step[]> {
  const steps: Step[] = [];
  for (const file of files) {
    const [agent, ...others] = await listNamed(file.name);
    if (others.length > 0) {
      throw new CliError(
        `${others.length + 1} agents are called ${file.name}: delete or rename all but one.`,
        'conflict',
      );
    }
    steps.push(agent === undefined ? { kind: 'create', file } : compare(file, agent));
  }
  return steps;
}

/** Fields that a file does not contain stay unchanged. */
function compare(file: AgentFile, agent: Agent): Step {
  const current: Readonly<Record<string, unknown>> = { ...agent };
  const changed = Object.keys(file.fields).filter((name) => !isSame(name, file.fields[name], current[name]));
  return changed.length === 0 ? { kind: 'keep', file, agent } : { kind: 'update', file, agent, changed };
}

function isSame(name: string, given: unknown, current: unknown): boolean {
  return isDeepStrictEqual(name === 'tools' ? withPolicies(given) : given, current);
}

/** The server adds the only existing policy to a tool without one, so the comparison adds it too. */
function withPolicies(tools: unknown): unknown {
  if (!Array.isArray(tools)) return tools;
  return tools.map((tool: unknown) =>
    typeof tool === 'object' && tool !== null ? { policy: 'client_side', ...tool } : tool,
  );
}

/** Returns the patch of a step. The server validates it like every body. */
export function toPatch({ file, changed }: Extract<Step, { kind: 'update' }>): UpdateAgentRequest {
  return Object.fromEntries(changed.map((name) => [name, file.fields[name]])) as UpdateAgentRequest;
}

/** Formats the plan for a person. */
export function formatPlan(steps: readonly Step[]): string {
  const lines = steps.map((step) => {
    switch (step.kind) {
      case 'create':
        return `  + ${step.file.name}  (${step.file.file})`;
      case 'update':
        return `  ~ ${step.file.name}  (${step.file.file}): ${step.changed.join(', ')}`;
      case 'keep':
        return `  = ${step.file.name}  (${step.file.file})`;
    }
  });
  const count = (kind: Step['kind']): number => steps.filter((step) => step.kind === kind).length;
  return `${lines.join('\n')}\n${count('create')} to create, ${count('update')} to update, ${count('keep')} unchanged.`;
}
