import type { AgentVersionDiff } from '@everruns/sdk';
import { InvalidArgumentError, type Command } from 'commander';
import { withServer, type Cli } from '../client/connect.ts';
import { findAgent } from '../client/find-agent.ts';
import { cleanLine } from '../terminal/clean-text.ts';
import { formatTable } from '../terminal/format-table.ts';
import { formatDifferences } from './format-differences.ts';
import { take, toCount, withExamples } from './with-examples.ts';

export function addAgentVersionCommands(agents: Command, cli: Cli): void {
  const list = agents
    .command('versions')
    .argument('<agent>', 'its id or name')
    .description('list the versions of an agent, newest first')
    .option('-n, --limit <count>', 'at most so many', toCount, 20)
    .action((given: string, { limit }: { limit: number }, command: Command) =>
      withServer(cli, command, async ({ api, printer }) => {
        const { id } = await findAgent(api, given);
        const found = await take(api.agents.versions(id, { limit: Math.min(limit, 100) }), limit);
        const rows = found.map(({ version, labels = [], created_at, created_by = '', changed }) => [
          `v${version}`,
          labels.join(', '),
          created_at,
          created_by,
          changed.join(', '),
        ]);
        printer.show(found, () => formatTable(['VERSION', 'LABELS', 'MADE', 'BY', 'CHANGED'], rows));
      }),
    );
  withExamples(list, 'agents versions Clock', 'agents versions Clock -o json');
  const diff = agents
    .command('diff')
    .argument('<agent>', 'its id or name')
    .argument('<from>', 'a version', toVersion)
    .argument('<to>', 'another version', toVersion)
    .description('show what differs between two versions of an agent')
    .action((...args: [string, number, number, unknown, Command]) => {
      const [given, from, to, , command] = args;
      return withServer(cli, command, async ({ api, printer }) => {
        const { id } = await findAgent(api, given);
        const found = await api.agents.diffVersions(id, { from, to });
        printer.show(found, () => formatDiff(found));
      });
    });
  withExamples(diff, 'agents diff Clock 1 2');
  const restore = agents
    .command('restore')
    .argument('<agent>', 'its id or name')
    .argument('<version>', 'the version whose definition the new one has', toVersion)
    .description('make a new version with the definition of an older one')
    .action((...args: [string, number, unknown, Command]) => {
      const [given, version, , command] = args;
      return withServer(cli, command, async ({ api, printer }) => {
        const agent = await api.agents.restoreVersion((await findAgent(api, given)).id, version);
        printer.show(agent, () => `${cleanLine(agent.name)} has version ${agent.version}.`);
      });
    });
  withExamples(restore, 'agents restore Clock 1');
  addLabelCommands(agents, cli);
}

function addLabelCommands(agents: Command, cli: Cli): void {
  const label = agents
    .command('label')
    .argument('<agent>', 'its id or name')
    .argument('<label>', 'such as production')
    .argument('<version>', 'the version that has it from now on', toVersion)
    .description('give a label to a version, which takes it from another one')
    .action((...args: [string, string, number, unknown, Command]) => {
      const [given, name, version, , command] = args;
      return withServer(cli, command, async ({ api, printer }) => {
        const agent = await api.agents.putLabel((await findAgent(api, given)).id, { label: name, version });
        printer.show(agent, () => `${name} is version ${version} of ${cleanLine(agent.name)}.`);
      });
    });
  withExamples(label, 'agents label Clock production 3');
  const unlabel = agents
    .command('unlabel')
    .argument('<agent>', 'its id or name')
    .argument('<label>', 'such as production')
    .description('delete a label; sessions that follow it take no more messages until they get another one')
    .action((...args: [string, string, unknown, Command]) => {
      const [given, name, , command] = args;
      return withServer(cli, command, async ({ api, printer }) => {
        await api.agents.deleteLabel((await findAgent(api, given)).id, name);
        printer.show({ label: name }, () => `${name} is no label any more.`);
      });
    });
  withExamples(unlabel, 'agents unlabel Clock staging');
}

function toVersion(text: string): number {
  const version = Number(text.replace(/^v/, ''));
  if (!Number.isSafeInteger(version) || version < 1) throw new InvalidArgumentError('A version is a number from 1.');
  return version;
}

function formatDiff({ system_prompt, capabilities, tools, tags, fields }: AgentVersionDiff): string {
  const lines = formatDifferences({ patch: system_prompt?.patch, sets: { capabilities, tools, tags }, fields });
  return lines.length === 0 ? 'Nothing differs.' : lines.join('\n');
}
