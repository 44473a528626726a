import type { SessionEvent } from '@everruns/sdk';
import type { Command } from 'commander';
import { chat, type ChatOptions } from '../chat/chat.ts';
import { onInterrupt } from '../chat/interrupts.ts';
import { withServer, type Cli, type Connection } from '../client/connect.ts';
import { cleanLine } from '../terminal/clean-text.ts';
import { formatJson } from '../terminal/format-data.ts';
import { collect, toCount, toNumber, withExamples } from './with-examples.ts';

const MAX_SUMMARY = 200;
/** Greater than every sequence. */
const BEYOND_ALL = 2_147_483_647;

export function addTalkCommands(program: Command, cli: Cli): void {
  const talk = program
    .command('chat')
    .argument('[message...]', 'what to say; on a terminal without it, a conversation')
    .description('talk to an agent: streams the answer, shows calls of tools, asks you for those of the client')
    .option('--agent <agent>', 'its id or name; the newest one where absent')
    .option('--session <id>', 'go on with this session instead of a new one')
    .option('--file <path>', 'a picture or document for the first message; may be given again', collect)
    .option('--resource <server=uri>', 'a resource of an MCP server for the first message; may be given again', collect)
    .option('--json', 'every event as a line of JSON')
    .option('--model <id>', 'the model that answers')
    .option('--effort <effort>', 'how hard it thinks: none, minimal, low, medium, high or xhigh')
    .option('--max-tokens <count>', 'the limit of an answer', toCount)
    .option('--temperature <number>', 'from 0 to 2', toNumber)
    .option('--top-p <number>', 'from 0 to 1', toNumber)
    .option('--stop <text>', 'ends the answer; may be given again', collect)
    .option('--tool <choice>', 'auto, none, required, or the name of a tool that the first answer must call')
    .option('--schema <file>', 'a JSON Schema that the answer must keep to; the answer is printed as JSON')
    .action((words: string[], options: ChatOptions, command: Command) =>
      withServer(cli, command, (connection) => chat(connection, words, options)),
    );
  withExamples(
    talk,
    'chat "What time is it in Tokyo?"',
    'chat --agent Clock',
    'chat --json "What is 12.5 * 4?" | jq -r .type',
    'chat --schema parcel.json --temperature 0 "A parcel of 300 g to Oslo." | jq .to',
    'chat --file report.pdf "What is this report about?"',
    'chat --resource docs=docs://handbook "How many days off do I have?"',
    'chat < question.txt',
  );
  const events = program.command('events').description('the log of a session');
  withExamples(events, 'events tail 0198c0de-0000-7000-8000-000000000001');
  const tail = events
    .command('tail')
    .argument('<session>', 'its id')
    .description('print the end of the log, one event a line')
    .option('-n, --lines <count>', 'so many events', toCount, 20)
    .option('-f, --follow', 'and those that come, until Ctrl-C')
    .option('--type <type>', 'only this one, such as turn.completed or tool.*; may be given again', collect)
    .action((id: string, options: TailOptions, command: Command) =>
      withServer(cli, command, (connection) => tailEvents(connection, id, options)),
    );
  withExamples(
    tail,
    'events tail 0198c0de-0000-7000-8000-000000000001 -n 50',
    'events tail 0198c0de-0000-7000-8000-000000000001 --follow --type "tool.*" -o json',
  );
}

interface TailOptions {
  lines: number;
  follow?: boolean;
  type?: string[];
}

async function tailEvents(connection: Connection, id: string, options: TailOptions): Promise<void> {
  const { api, terminal, printer } = connection;
  const print = (event: SessionEvent): void => {
    terminal.print(printer.format === 'text' ? formatEvent(event) : formatJson(event, 0));
  };
  // The server validates the types.
  const types = options.type === undefined ? {} : { types: options.type as `${string}.*`[] };
  const limit = Math.min(options.lines, 1_000);
  const { data } = await api.sessions.events(id, { before_sequence: BEYOND_ALL, limit, ...types }).page();
  data.forEach(print);
  if (options.follow !== true) return;
  const abort = new AbortController();
  using _ = onInterrupt(() => abort.abort());
  const after = data.at(-1)?.sequence ?? 0;
  for await (const event of api.sessions.stream(id, { after, ...types, signal: abort.signal })) {
    if (event.sequence !== undefined) print(event);
  }
}

function formatEvent({ sequence, ts, type, data }: SessionEvent): string {
  const summary = cleanLine(formatJson(data, 0));
  const shown = summary.length > MAX_SUMMARY ? `${summary.slice(0, MAX_SUMMARY)}…` : summary;
  return `${String(sequence ?? '').padStart(5)}  ${cleanLine(ts)}  ${cleanLine(type).padEnd(24)}  ${shown}`;
}
