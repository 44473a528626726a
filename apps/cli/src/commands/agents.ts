import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Agent, CreateAgentRequest, ImportOptions, WrittenAgent } from '@everruns/sdk';
import type { Command } from 'commander';
import { pushAgents, type PushOptions } from '../agents/push.ts';
import { withServer, type Cli } from '../client/connect.ts';
import { findAgent } from '../client/find-agent.ts';
import { CliError, errnoCode } from '../cli-error.ts';
import { askConsent } from '../terminal/ask.ts';
import { cleanLine, cleanText } from '../terminal/clean-text.ts';
import { formatFields, formatTable } from '../terminal/format-table.ts';
import { noteWarnings } from '../terminal/note-warnings.ts';
import { readObject } from '../terminal/read-object.ts';
import { addAgentVersionCommands } from './agent-versions.ts';
import { collect, take, toCount, withExamples } from './with-examples.ts';

interface AgentFields {
  name?: string;
  prompt?: string;
  description?: string;
  capability?: string[];
  tag?: string[];
  model?: string;
  toolSettings?: string;
}

export function addAgentCommands(program: Command, cli: Cli): void {
  const agents = program.command('agents').description('what turns a model into somebody with a job');
  withExamples(agents, 'agents list', 'agents push ./agents --dry-run');
  addWriting(agents, cli);
  addReading(agents, cli);
  addFiles(agents, cli);
  addAgentVersionCommands(agents, cli);
}

function withFields(command: Command): Command {
  return command
    .option('--name <name>')
    .option('--prompt <text>', 'the system prompt; @file reads it from a file')
    .option('--description <text>')
    .option('--capability <id>', 'one that it has; may be given again', collect)
    .option('--tag <tag>', 'may be given again', collect)
    .option('--model <id>', 'its default model')
    .option(
      '--tool-settings <json>',
      'switches tools off, or gives their calls another time; @file reads it from a file',
    );
}

function addWriting(agents: Command, cli: Cli): void {
  const create = withFields(agents.command('create').description('make an agent')).action(
    (fields: AgentFields, command: Command) =>
      withServer(cli, command, async ({ api, printer }) => {
        const { name, system_prompt, ...rest } = await toRequest(fields);
        if (name === undefined || system_prompt === undefined) {
          throw new CliError('An agent needs --name and --prompt.', 'usage');
        }
        const agent = await api.agents.create({ name, system_prompt, ...rest });
        printer.show(agent, () => agent.id);
      }),
  );
  withExamples(
    create,
    'agents create --name Clock --prompt "You tell the time." --capability current_time',
    'agents create --name Researcher --prompt "$(cat ~/researcher.md)" -o json',
  );
  const update = withFields(agents.command('update').description('change an agent; it gets its next version'))
    .argument('<agent>', 'its id or name')
    .action((given: string, fields: AgentFields, command: Command) =>
      withServer(cli, command, async ({ api, printer }) => {
        const patch = await toRequest(fields);
        if (Object.keys(patch).length === 0)
          throw new CliError('Nothing to change: give at least one option.', 'usage');
        const agent = await api.agents.update((await findAgent(api, given)).id, patch);
        printer.show(agent, () => `${agent.id} has version ${agent.version}.`);
      }),
    );
  withExamples(
    update,
    'agents update Clock --prompt "$(cat ~/clock.md)"',
    'agents update Clock --tag time --tag demo',
    `agents update Clock --tool-settings '{"web_fetch": {"timeout_ms": 60000}, "write_*": {"enabled": false}}'`,
  );
  const remove = agents
    .command('delete')
    .argument('<agent>', 'its id or name')
    .description('archive an agent: its sessions stay, and begin no turn')
    .option('-y, --yes', 'do not ask')
    .action((given: string, { yes }: { yes?: boolean }, command: Command) =>
      withServer(cli, command, async ({ api, terminal }) => {
        const agent = await findAgent(api, given);
        if (yes !== true && !(await askConsent(terminal, `Archive ${cleanLine(agent.name)}?`))) return;
        await api.agents.archive(agent.id);
        terminal.note(`${cleanLine(agent.name)} is archived.`);
      }),
    );
  withExamples(remove, 'agents delete Clock', 'agents delete Clock --yes');
  const restore = agents
    .command('unarchive')
    .argument('<agent>', 'its id')
    .description('make an archived agent active again')
    .action((id: string, _: unknown, command: Command) =>
      withServer(cli, command, async ({ api, printer }) => {
        const agent = await api.agents.unarchive(id);
        printer.show(agent, () => `${cleanLine(agent.name)} is active.`);
      }),
    );
  withExamples(restore, 'agents unarchive 01890000-0000-7000-8000-000000000001');
}

function addReading(agents: Command, cli: Cli): void {
  const list = agents
    .command('list')
    .description('list agents, newest first')
    .option('--search <text>')
    .option('--tag <tag>')
    .option('--archived', 'those that were deleted')
    .option('-n, --limit <count>', 'at most so many', toCount, 20)
    .action(
      (
        { search, tag, archived, limit }: { search?: string; tag?: string; archived?: boolean; limit: number },
        command,
      ) =>
        withServer(cli, command as Command, async ({ api, printer }) => {
          const query = {
            ...(search !== undefined && { search }),
            ...(tag !== undefined && { tag }),
            ...(archived === true && { status: 'archived' as const }),
          };
          const found = await take(api.agents.list({ ...query, limit: Math.min(limit, 100) }), limit);
          printer.show(found, () => formatAgents(found));
        }),
    );
  withExamples(list, 'agents list', 'agents list --search clock --limit 5', 'agents list -o json');
  const get = agents
    .command('get')
    .argument('<agent>', 'its id or name')
    .description('show an agent')
    .action((given: string, _: unknown, command: Command) =>
      withServer(cli, command, async ({ api, printer }) => {
        const agent = await findAgent(api, given);
        printer.show(agent, () => formatAgent(agent));
      }),
    );
  withExamples(get, 'agents get Clock', 'agents get 0198c0de-0000-7000-8000-000000000001 -o yaml');
}

function addFiles(agents: Command, cli: Cli): void {
  const importing = agents
    .command('import')
    .argument('<files...>', 'Markdown with front matter, YAML, JSON, or a plain prompt')
    .description('make an agent of each file')
    .action((files: string[], _: unknown, command: Command) =>
      withServer(cli, command, async ({ api, printer, terminal }) => {
        const made: WrittenAgent[] = [];
        for (const file of files) made.push(await api.agents.import(await readText(file), mediaTypeOf(file)));
        for (const agent of made) noteWarnings(terminal, agent);
        printer.show(made, () => made.map(({ id, name }) => `${id}  ${cleanLine(name)}`).join('\n'));
      }),
    );
  withExamples(importing, 'agents import ~/clock.md', 'agents import agents/*.yaml');
  const exporting = agents
    .command('export')
    .argument('<agent>', 'its id or name')
    .description('print an agent as Markdown with front matter, which import takes')
    .option('-f, --file <path>', 'write it there instead')
    .action((given: string, { file }: { file?: string }, command: Command) =>
      withServer(cli, command, async ({ api, terminal }) => {
        const text = await api.agents.export((await findAgent(api, given)).id);
        if (file === undefined) terminal.write(cleanText(text));
        else await writeFile(file, text);
      }),
    );
  withExamples(exporting, 'agents export Clock', 'agents export Clock -f ~/clock.md');
  const push = agents
    .command('push')
    .argument('<folder>', 'a folder of Markdown agents; the name in the front matter says which agent a file is')
    .description('make the agents of the server those of a folder: shows a plan, asks, and carries it out')
    .option('--dry-run', 'show the plan only')
    .option('-y, --yes', 'do not ask')
    .action((folder: string, options: PushOptions, command: Command) =>
      withServer(cli, command, (connection) => pushAgents(connection, folder, options)),
    );
  withExamples(push, 'agents push ./agents --dry-run', 'agents push ./agents --yes');
}

type ToolSettings = NonNullable<CreateAgentRequest['tool_settings']>;

async function toRequest(fields: AgentFields): Promise<Partial<CreateAgentRequest>> {
  const { name, prompt, description, capability, tag, model, toolSettings } = fields;
  return {
    ...(name !== undefined && { name }),
    ...(prompt !== undefined && { system_prompt: await readGiven(prompt) }),
    ...(description !== undefined && { description }),
    ...(capability !== undefined && { capabilities: capability }),
    ...(tag !== undefined && { tags: tag }),
    ...(model !== undefined && { default_model_id: model }),
    ...(toolSettings !== undefined && {
      tool_settings: readObject('--tool-settings', await readGiven(toolSettings)) as ToolSettings,
    }),
  };
}

/** The text of an option, or of the file that it names. */
async function readGiven(text: string): Promise<string> {
  return text.startsWith('@') ? readText(text.slice(1)) : text;
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new CliError(`${file} cannot be read (${errnoCode(error) ?? 'unknown'}).`);
  }
}

function mediaTypeOf(file: string): ImportOptions {
  switch (path.extname(file).toLowerCase()) {
    case '.yaml':
    case '.yml':
      return { mediaType: 'application/yaml' };
    case '.json':
      return { mediaType: 'application/json' };
    case '.txt':
      return { mediaType: 'text/plain' };
    default:
      return { mediaType: 'text/markdown' };
  }
}

function formatAgents(agents: readonly Agent[]): string {
  if (agents.length === 0) return 'There is no such agent.';
  const rows = agents.map(({ id, name, version, updated_at, tags }) => [
    id,
    name,
    `v${version}`,
    updated_at,
    tags.join(', '),
  ]);
  return formatTable(['ID', 'NAME', 'VERSION', 'UPDATED', 'TAGS'], rows);
}

function formatAgent(agent: Agent): string {
  const fields = formatFields({
    id: agent.id,
    name: agent.name,
    description: agent.description,
    version: String(agent.version),
    status: agent.status,
    model: agent.default_model_id,
    capabilities: agent.capabilities.map((each) => (typeof each === 'string' ? each : each.ref)).join(', '),
    tools: agent.tools.map(({ name }) => name).join(', '),
    tags: agent.tags.join(', '),
    updated: agent.updated_at,
  });
  return `${fields}\n\n${cleanText(agent.system_prompt)}`;
}
