import type { WrittenAgent } from '@everruns/sdk';
import type { Connection } from '../client/connect.ts';
import { listNamed } from '../client/find-agent.ts';
import { CliError } from '../cli-error.ts';
import { askConsent } from '../terminal/ask.ts';
import { cleanText } from '../terminal/clean-text.ts';
import { noteWarnings } from '../terminal/note-warnings.ts';
import { showProgress } from '../terminal/show-progress.ts';
import { formatPlan, planPush, readAgentFolder, toPatch, type Step } from './agent-folder.ts';

export interface PushOptions {
  dryRun?: boolean;
  yes?: boolean;
}

/** Makes the server's agents equal to those of a folder: shows the plan, asks for consent, and carries it out. */
export async function pushAgents(connection: Connection, folder: string, options: PushOptions): Promise<void> {
  const { api, printer, terminal } = connection;
  const steps = await planPush(await readAgentFolder(folder), (name) => listNamed(api, name));
  const todo = steps.filter(({ kind }) => kind !== 'keep');
  const summary = steps.map((step) => ({
    action: step.kind,
    file: step.file.file,
    name: step.file.name,
    ...(step.kind === 'update' && { changed: step.changed }),
  }));
  printer.show(summary, () => cleanText(formatPlan(steps)));
  if (options.dryRun === true || todo.length === 0) return;
  if (options.yes !== true && !(await askConsent(terminal, 'Apply this plan?'))) {
    throw new CliError('Nothing was done.', 'interrupted');
  }
  const made: WrittenAgent[] = [];
  const work = { title: 'Pushing agents', items: todo, nameOf: ({ file }: Step) => file.name };
  await showProgress(terminal, work, async (step) => {
    if (step.kind === 'create') made.push(await api.agents.import(step.file.text));
    if (step.kind === 'update') await api.agents.update(step.agent.id, toPatch(step));
  });
  for (const agent of made) noteWarnings(terminal, agent);
  terminal.note('Done.');
}
