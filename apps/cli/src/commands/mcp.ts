import type { McpConnection, McpServer, McpTool } from '@everruns/sdk';
import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { withServer, type Cli } from '../client/connect.ts';
import { askConsent, askSecret, readStandardInput } from '../terminal/ask.ts';
import { cleanLine } from '../terminal/clean-text.ts';
import { formatTable } from '../terminal/format-table.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { findMcpServer, MAX_SERVERS } from '../client/find-mcp-server.ts';
import { addMcpOfferCommands } from './mcp-offers.ts';
import { take, withExamples } from './with-examples.ts';

const MAX_TOOLS = 500;
const MAX_CONNECTIONS = 1_000;

export function addMcpCommands(program: Command, cli: Cli): void {
  const mcp = program.command('mcp').description('MCP servers, whose tools agents get as server__tool');
  withExamples(
    mcp,
    'mcp add github https://mcp.example.com/mcp --header Authorization < header.txt',
    'mcp check github',
  );
  addReadingCommands(mcp, cli);
  addMcpOfferCommands(mcp, cli);
  addChangingCommands(mcp, cli);
  addLoginCommands(mcp, cli);
}

function addReadingCommands(mcp: Command, cli: Cli): void {
  const list = mcp
    .command('list')
    .description('list the servers, and whether they answered when they were last asked')
    .action((_: unknown, command: Command) =>
      withServer(cli, command, async ({ api, printer }) => {
        const found = await take(api.mcpServers.list({ limit: 100 }), MAX_SERVERS);
        printer.show(found, () => formatServers(found));
      }),
    );
  withExamples(list, 'mcp list', 'mcp list -o json');
  const check = mcp
    .command('check')
    .argument('<name>', 'of the server')
    .description('connect to a server and ask for its tools');
  check.action((name: string) =>
    withServer(cli, check, async ({ api, printer }) => {
      const answer = await api.mcpServers.check((await findMcpServer(api, name)).id);
      printer.show(answer, () => `${answer.status}: ${cleanLine(answer.detail)}`);
      if (answer.status !== 'ok') throw new CliError(`${name} is not usable.`, 'unavailable');
    }),
  );
  withExamples(check, 'mcp check github');
  const tools = mcp
    .command('tools')
    .argument('<name>', 'of the server')
    .description('list the tools that agents get, with the effect and the policy of each');
  tools.action((name: string) =>
    withServer(cli, tools, async ({ api, printer }) => {
      const found = await take(api.mcpServers.tools((await findMcpServer(api, name)).id), MAX_TOOLS);
      printer.show(found, () => formatTools(found));
    }),
  );
  withExamples(tools, 'mcp tools github', 'mcp tools github -o json');
}

function addChangingCommands(mcp: Command, cli: Cli): void {
  const add = mcp
    .command('add')
    .argument('<name>', 'begins the names of its tools, as github')
    .argument('<url>', 'where it speaks the Model Context Protocol')
    .option(
      '--header <name>',
      'a header that signs in, as Authorization; its value is asked for, or read from the input',
    )
    .option('--oauth', 'each subject signs in at the server')
    .description('register a server');
  add.action((name: string, url: string, { header, oauth }: { header?: string; oauth?: boolean }) =>
    withServer(cli, add, async ({ api, printer, terminal }) => {
      const given =
        header === undefined
          ? oauth === true
            ? { auth: 'oauth' as const }
            : {}
          : { auth: 'headers' as const, headers: { [header]: await readValue(terminal, header) } };
      const server = await api.mcpServers.create({ name, url, ...given });
      const next = oauth === true ? 'Sign in with: everruns mcp connect' : 'Try it with: everruns mcp check';
      printer.show(server, () => `${name} is registered. ${next} ${name}`);
    }),
  );
  withExamples(
    add,
    'mcp add docs https://mcp.example.com/mcp',
    'mcp add github https://mcp.example.com/mcp --header Authorization < header.txt',
  );
  const remove = mcp
    .command('delete')
    .argument('<name>', 'of the server')
    .option('-y, --yes', 'without asking')
    .description('erase a server and its headers; agents that name it run without its tools');
  remove.action((name: string, { yes }: { yes?: boolean }) =>
    withServer(cli, remove, async ({ api, terminal }) => {
      const { id } = await findMcpServer(api, name);
      if (yes !== true && !(await askConsent(terminal, `Erase the MCP server ${name}`))) return;
      await api.mcpServers.delete(id);
      terminal.note(`${name} is erased.`);
    }),
  );
  withExamples(remove, 'mcp delete github --yes');
}

function addLoginCommands(mcp: Command, cli: Cli): void {
  const connect = mcp
    .command('connect')
    .argument('<name>', 'of the server')
    .option('--subject <subject>', 'whose login it will be', 'local')
    .description('show the page on which one signs in at a server');
  connect.action((name: string, { subject }: { subject: string }) =>
    withServer(cli, connect, async ({ api, printer }) => {
      const { id } = await findMcpServer(api, name);
      const login = await api.mcpServers.login(id, { subject });
      printer.show(login, () => `Open this page in the browser in which you use Everruns:\n${login.authorize_url}`);
    }),
  );
  withExamples(connect, 'mcp connect github');
  const connections = mcp
    .command('connections')
    .description('list the logins at servers')
    .action((_: unknown, command: Command) =>
      withServer(cli, command, async ({ api, printer }) => {
        const found = await take(api.mcpConnections.list({ limit: 100 }), MAX_CONNECTIONS);
        printer.show(found, () => formatConnections(found));
      }),
    );
  withExamples(connections, 'mcp connections', 'mcp connections -o json');
  const disconnect = mcp
    .command('disconnect')
    .argument('<connection_id>', 'of the login')
    .description('erase a login and revoke its tokens');
  disconnect.action((id: string) =>
    withServer(cli, disconnect, async ({ api, terminal }) => {
      await api.mcpConnections.delete(id);
      terminal.note('The login is erased.');
    }),
  );
  withExamples(disconnect, 'mcp disconnect 0194f7a0-0000-7000-8000-0000000000f2');
}

async function readValue(terminal: Terminal, header: string): Promise<string> {
  const value = terminal.isInteractive
    ? await askSecret(terminal, `Value of ${header}`, 'it as the standard input')
    : await readStandardInput();
  if (value === '') throw new CliError('The value is empty: give it as the standard input.', 'usage');
  return value;
}

function formatServers(servers: readonly McpServer[]): string {
  if (servers.length === 0) return 'There is no MCP server.';
  const rows = servers.map(({ name, url, status, last_error, checked_at }) => [
    name,
    url,
    status,
    last_error === undefined ? (checked_at ?? 'never asked') : cleanLine(last_error),
  ]);
  return formatTable(['NAME', 'URL', 'STATUS', 'ASKED'], rows);
}

function formatConnections(connections: readonly McpConnection[]): string {
  if (connections.length === 0) return 'Nobody has signed in at an MCP server.';
  const rows = connections.map(({ id, subject, status, issuer, last_error }) => [
    id,
    subject,
    status,
    cleanLine(issuer),
    last_error === undefined ? '' : cleanLine(last_error),
  ]);
  return formatTable(['ID', 'SUBJECT', 'STATUS', 'SIGNED IN AT', 'LAST ERROR'], rows);
}

function formatTools(tools: readonly McpTool[]): string {
  if (tools.length === 0) return 'Agents get none of its tools.';
  const rows = tools.map(({ name, effect, policy, description }) => [
    name,
    effect,
    policy,
    cleanLine(description).slice(0, 60),
  ]);
  return formatTable(['TOOL', 'EFFECT', 'POLICY', 'DESCRIPTION'], rows);
}
