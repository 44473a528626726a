import type { ToolContext } from '@everruns/core';
import type { JsonObject } from '@everruns/schemas';
import type { z } from 'zod';
import { createRefusal } from '../create-refusal.ts';
import type { EditFileParameters } from './definition.ts';

type EditArguments = z.output<typeof EditFileParameters>;

/** Replaces text that occurs exactly once. When it runs again after a lost outcome, it finds its own edit and succeeds. */
export async function editFile(
  args: EditArguments,
  { files, attempt }: Pick<ToolContext, 'files' | 'attempt'>,
): Promise<JsonObject> {
  const { path, old_text, new_text } = args;
  const file = await files.read(path);
  if (file.encoding !== 'text') throw createRefusal(`${path} is not a text file.`);
  const first = file.content.indexOf(old_text);
  const isUnique = first !== -1 && !file.content.includes(old_text, first + 1);
  if (!isUnique) {
    if (attempt > 1 && file.content.includes(new_text)) return { path, size_bytes: file.size_bytes };
    const problem = first === -1 ? 'does not occur in' : 'occurs more than once in';
    throw createRefusal(`old_text ${problem} ${path}. Read the file and give text that occurs exactly once.`);
  }
  const content = file.content.slice(0, first) + new_text + file.content.slice(first + old_text.length);
  const info = await files.write({ path, content, encoding: 'text' });
  return { path, size_bytes: info.size_bytes };
}
