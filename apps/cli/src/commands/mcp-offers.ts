import type {
  McpPrompt,
  McpPromptMessages,
  McpResource,
  McpResourceContents,
  McpResourceTemplate,
} from '@everruns/sdk';
import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { withServer, type Cli } from '../client/connect.ts';
import { findMcpServer } from '../client/find-mcp-server.ts';
import { cleanLine, cleanText } from '../terminal/clean-text.ts';
import { formatTable } from '../terminal/format-table.ts';
import { collect, take, withExamples } from './with-examples.ts';

const MAX_OFFERS = 500;

/** What servers offer beside tools. */
export function addMcpOfferCommands(mcp: Command, cli: Cli): void {
  addResourceCommands(mcp, cli);
  addPromptCommands(mcp, cli);
}

function addResourceCommands(mcp: Command, cli: Cli): void {
  const resources = mcp
    .command('resources')
    .argument('<name>', 'of the server')
    .description('list what a server offers to be read, and templates of addresses that are in no list');
  resources.action((name: string) =>
    withServer(cli, resources, async ({ api, printer }) => {
      const { id } = await findMcpServer(api, name);
      const [found, templates] = await Promise.all([
        take(api.mcpServers.resources(id), MAX_OFFERS),
        take(api.mcpServers.resourceTemplates(id), MAX_OFFERS),
      ]);
      printer.show({ resources: found, templates }, () => formatResources(found, templates));
    }),
  );
  withExamples(resources, 'mcp resources docs', 'mcp resources docs -o json');
  const read = mcp
    .command('read')
    .argument('<name>', 'of the server')
    .argument('<uri>', 'of the resource')
    .description('print a resource of a server as it is now');
  read.action((name: string, uri: string) =>
    withServer(cli, read, async ({ api, printer }) => {
      const { id } = await findMcpServer(api, name);
      const answer = await api.mcpServers.readResource(id, uri);
      printer.show(answer, () => formatContents(answer));
    }),
  );
  withExamples(read, 'mcp read docs docs://handbook');
}

function addPromptCommands(mcp: Command, cli: Cli): void {
  const prompts = mcp
    .command('prompts')
    .argument('<name>', 'of the server')
    .description('list the prompts of a server, with their arguments');
  prompts.action((name: string) =>
    withServer(cli, prompts, async ({ api, printer }) => {
      const found = await take(api.mcpServers.prompts((await findMcpServer(api, name)).id), MAX_OFFERS);
      printer.show(found, () => formatPrompts(found));
    }),
  );
  withExamples(prompts, 'mcp prompts docs');
  const prompt = mcp
    .command('prompt')
    .argument('<name>', 'of the server')
    .argument('<prompt>', 'its name')
    .option('--arg <name=value>', 'an argument of the prompt; may be given again', collect)
    .description('have a server fill in a prompt, and print it');
  prompt.action((name: string, wanted: string, { arg = [] }: { arg?: string[] }) =>
    withServer(cli, prompt, async ({ api, printer }) => {
      const { id } = await findMcpServer(api, name);
      const answer = await api.mcpServers.getPrompt(id, { name: wanted, arguments: toArguments(arg) });
      printer.show(answer, () => formatMessages(answer));
    }),
  );
  withExamples(prompt, 'mcp prompt docs review --arg "code=let a = 1;" | everruns chat');
}

function toArguments(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((one) => {
      const at = one.indexOf('=');
      if (at < 1) throw new CliError(`Write --arg as name=value, not ${cleanLine(one)}.`, 'usage');
      return [one.slice(0, at), one.slice(at + 1)];
    }),
  );
}

function formatResources(found: readonly McpResource[], templates: readonly McpResourceTemplate[]): string {
  if (found.length + templates.length === 0) return 'The server offers nothing to be read.';
  const rows = [
    ...found.map(({ uri, media_type, title, name }) => [uri, media_type ?? '', title ?? name]),
    ...templates.map(({ uri_template, media_type, title, name }) => [uri_template, media_type ?? '', title ?? name]),
  ];
  return formatTable(['ADDRESS', 'TYPE', 'NAME'], rows);
}

function formatContents({ contents }: McpResourceContents): string {
  const said = contents.map(({ uri, media_type = 'bytes', text, base64 = '' }) =>
    text === undefined
      ? `${cleanLine(uri)}: ${Buffer.byteLength(base64, 'base64')} bytes of ${cleanLine(media_type)}. Print them with -o json.`
      : cleanText(text),
  );
  return said.length === 0 ? 'There is nothing at this address.' : said.join('\n\n');
}

function formatPrompts(prompts: readonly McpPrompt[]): string {
  if (prompts.length === 0) return 'The server has no prompts.';
  const rows = prompts.map(({ name, arguments: args, title, description = '' }) => [
    name,
    args.map((one) => (one.required ? one.name : `[${one.name}]`)).join(' '),
    title ?? description,
  ]);
  return formatTable(['PROMPT', 'ARGUMENTS', 'ABOUT'], rows);
}

function formatMessages({ messages }: McpPromptMessages): string {
  return messages
    .map(({ content }) => {
      if (content.type === 'text') return cleanText(content.text);
      if (content.type === 'resource' && content.text !== undefined) return cleanText(content.text);
      return `[${content.type}${'uri' in content ? ` ${cleanLine(content.uri)}` : ''}]`;
    })
    .join('\n\n');
}
