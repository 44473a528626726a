import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Controls } from '@everruns/sdk';
import { CliError, errnoCode } from '../cli-error.ts';

/** What the options of a chat ask of the model, as the terminal gives them. */
export interface AskedControls {
  model?: string;
  effort?: string;
  maxTokens?: number;
  temperature?: number;
  topP?: number;
  stop?: string[];
  tool?: string;
  /** A file with a JSON Schema. */
  schema?: string;
}

/** A choice that is none of these words is the name of a tool. */
const CHOICES: readonly string[] = ['auto', 'none', 'required'];

/** Returns the controls of every message of the chat, or null if no option asks for any. Throws `CliError` for a schema that is none. */
export async function readControls(asked: AskedControls): Promise<Controls | null> {
  const { model, effort, maxTokens, temperature, topP, stop, tool, schema } = asked;
  // The server validates the words and the numbers.
  const controls = {
    ...(model !== undefined && { model_id: model }),
    ...(effort !== undefined && { reasoning: { effort } }),
    ...(maxTokens !== undefined && { max_tokens: maxTokens }),
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { top_p: topP }),
    ...(stop !== undefined && { stop }),
    ...(tool !== undefined && { tool_choice: CHOICES.includes(tool) ? tool : { name: tool } }),
    ...(schema !== undefined && { response_format: await readFormat(schema) }),
  } as Controls;
  return Object.keys(controls).length === 0 ? null : controls;
}

async function readFormat(file: string): Promise<Controls['response_format']> {
  const name = path
    .parse(file)
    .name.replaceAll(/[^A-Za-z0-9_-]/g, '_')
    .slice(0, 64);
  return { type: 'json_schema', name: name === '' ? 'answer' : name, schema: await readSchema(file) };
}

async function readSchema(file: string): Promise<Record<string, unknown>> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new CliError(
      `${file} cannot be read (${errnoCode(error) ?? 'unknown'}): give a file with a JSON Schema.`,
      'usage',
    );
  });
  try {
    const schema: unknown = JSON.parse(text);
    if (typeof schema === 'object' && schema !== null && !Array.isArray(schema)) return { ...schema };
  } catch {
    // The sentence below says it.
  }
  throw new CliError(`${file} is not a JSON Schema: it must be one JSON object.`, 'usage');
}
