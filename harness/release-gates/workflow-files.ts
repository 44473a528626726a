import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

export const repository = path.resolve(import.meta.dirname, '../..');

const Permissions = z.record(z.string(), z.string());
const Job = z.object({
  permissions: Permissions.optional(),
  'timeout-minutes': z.number().optional(),
  uses: z.string().optional(),
});
const Workflow = z.object({ permissions: Permissions.optional(), jobs: z.record(z.string(), Job) });

export interface WorkflowFile {
  /** Relative to the repository. */
  file: string;
  text: string;
  workflow: z.infer<typeof Workflow>;
}

/** Reads every workflow of the repository. */
export function listWorkflows(): WorkflowFile[] {
  return readdirSync(path.join(repository, '.github/workflows')).map((name) => {
    const file = `.github/workflows/${name}`;
    const text = readFileSync(path.join(repository, file), 'utf8');
    return { file, text, workflow: Workflow.parse(parse(text)) };
  });
}

/** Returns what stands after `uses:` in the workflows and in the repository's own actions, with its comment. */
export function listUses(): string[] {
  const actions = readdirSync(path.join(repository, '.github/actions')).map((name) =>
    readFileSync(path.join(repository, '.github/actions', name, 'action.yml'), 'utf8'),
  );
  const texts = [...listWorkflows().map(({ text }) => text), ...actions];
  return texts.flatMap((text) => [...text.matchAll(/^ *(?:- )?uses: (.*)$/gm)].map(([, used = '']) => used));
}
