import type { Capability, ToolRunning } from '@everruns/sdk';
import type { Command } from 'commander';
import { askApproval } from '../chat/ask-approval.ts';
import { onInterrupt } from '../chat/interrupts.ts';
import { CliError } from '../cli-error.ts';
import { withServer, type Cli, type Connection } from '../client/connect.ts';
import { findAgent } from '../client/find-agent.ts';
import { exitCodeOf } from '../exit-code.ts';
import { cleanLine, cleanText } from '../terminal/clean-text.ts';
import { formatJson } from '../terminal/format-data.ts';
import { formatTable } from '../terminal/format-table.ts';
import { readObject } from '../terminal/read-object.ts';
import { take, withExamples } from './with-examples.ts';

const MAX_CAPABILITIES = 1_000;
const MAX_DESCRIPTION = 60;

export function addToolCommands(program: Command, cli: Cli): void {
  const tools = program.command('tools').description('the tools of capabilities, and single calls of them');
  withExamples(tools, 'tools list', `tools run math add '{"a": 6, "b": 7}'`);
  const list = tools
    .command('list')
    .argument('[capability]', 'only its tools')
    .description('list the tools that capabilities bring by themselves');
  list.action((capability: string | undefined) =>
    withServer(cli, list, async ({ api, printer }) => {
      const all = await take(api.capabilities.list(), MAX_CAPABILITIES);
      const found = all.filter(({ id }) => capability === undefined || id === capability);
      if (found.length === 0) throw new CliError(`There is no capability ${cleanLine(capability ?? '')}.`, 'not_found');
      printer.show(
        found.flatMap(({ tool_definitions }) => tool_definitions),
        () => formatTools(found),
      );
    }),
  );
  withExamples(list, 'tools list', 'tools list web_fetch -o json');
  const run = tools
    .command('run')
    .argument('<capability>', 'whose tool it is')
    .argument('<tool>', 'its name')
    .argument('[arguments]', 'a JSON object', '{}')
    .option('--agent <agent>', 'whose settings, limits and policy count: an id or name')
    .option('--config <json>', 'the settings of the capability')
    .description('run one call of a tool in a session that lists leave out, and print its result');
  run.action((...[capability, tool, args, options]: [string, string, string, RunOptions]) =>
    withServer(cli, run, (connection) => runTool(connection, { capability, tool, args, ...options })),
  );
  withExamples(
    run,
    `tools run math add '{"a": 6, "b": 7}'`,
    `tools run web_fetch web_fetch '{"url": "https://example.com"}' -o json`,
    `tools run mcp github__search '{"query": "crash"}' --config '{"servers": ["github"]}'`,
  );
}

interface RunOptions {
  agent?: string;
  config?: string;
}

interface Wanted extends RunOptions {
  capability: string;
  tool: string;
  args: string;
}

async function runTool(connection: Connection, { capability, tool, args, agent, config }: Wanted): Promise<void> {
  const { api, terminal, printer, state } = connection;
  const running = api.tools.run(capability, tool, {
    arguments: readObject('arguments', args),
    ...(agent !== undefined && { agent_id: (await findAgent(api, agent)).id }),
    ...(config !== undefined && { config: readObject('--config', config) }),
    ...(terminal.isInteractive && { onApproval: (approval) => askApproval(terminal, approval) }),
  });
  using _ = onInterrupt(() => void running.cancel().catch(() => undefined));
  const result = await running.toolResult();
  if (result === null) return explainWait(connection, running);
  printer.show(result, () => cleanText(result.error ?? formatValue(result.result)));
  if (result.error !== undefined) state.exitCode = exitCodeOf('failed');
}

async function explainWait({ api, terminal, state }: Connection, running: ToolRunning): Promise<void> {
  const { session_id } = await running;
  const [approval] = (await api.sessions.approvals(session_id).page()).data;
  terminal.note(`The call waits for a person: everruns approvals approve ${approval?.id ?? ''}, or deny, or answer.`);
  state.exitCode = exitCodeOf('waits');
}

function formatValue(value: unknown): string {
  return typeof value === 'string' ? value : formatJson(value ?? null, 2);
}

function formatTools(capabilities: readonly Capability[]): string {
  const rows = capabilities.flatMap(({ id, tool_definitions }) =>
    tool_definitions.map(({ name, effect, description }) => [
      id,
      name,
      effect,
      cleanLine(description).slice(0, MAX_DESCRIPTION),
    ]),
  );
  return formatTable(['CAPABILITY', 'TOOL', 'EFFECT', 'DESCRIPTION'], rows);
}
