import { writeFile } from 'node:fs/promises';
import type { Session } from '@everruns/sdk';
import type { Command } from 'commander';
import { EventView } from '../chat/event-view.ts';
import { onInterrupt } from '../chat/interrupts.ts';
import { withServer, type Cli, type Connection } from '../client/connect.ts';
import { findAgent } from '../client/find-agent.ts';
import { askConsent } from '../terminal/ask.ts';
import { cleanText } from '../terminal/clean-text.ts';
import { formatCost } from '../terminal/format-cost.ts';
import { formatJson } from '../terminal/format-data.ts';
import { formatFields, formatTable } from '../terminal/format-table.ts';
import { addContextCommand } from './session-context.ts';
import { addForkCommands } from './session-forks.ts';
import { addSessionJobs } from './session-jobs.ts';
import { addSessionTree } from './session-tree.ts';
import { addSelection, toSelection, type SelectionOptions } from './session-selection.ts';
import { take, toCount, withExamples } from './with-examples.ts';

export function addSessionCommands(program: Command, cli: Cli): void {
  const sessions = program
    .command('sessions')
    .description('conversations with an agent, with everything that happened');
  withExamples(sessions, 'sessions list --status active', 'sessions create Clock');
  addReading(sessions, cli);
  addSessionTree(sessions, cli);
  addCreate(sessions, cli);
  addLabel(sessions, cli);
  addRedaction(sessions, cli);
  addFollowing(sessions, cli);
  addEnding(sessions, cli);
  addSessionJobs(sessions, cli);
  addContextCommand(sessions, cli);
  addForkCommands(sessions, cli);
}

interface CreateOptions {
  title?: string;
  subject?: string;
  label?: string;
}

function addCreate(sessions: Command, cli: Cli): void {
  const create = sessions
    .command('create')
    .argument('<agent>', 'its id or name')
    .description('begin a session')
    .option('--title <text>')
    .option('--subject <subject>', 'on whose behalf: local, app:<name>, or user:<id>; you, where absent')
    .option('--label <label>', 'the label of the agent whose version its turns use, such as production')
    .action((given: string, { title, subject, label }: CreateOptions, command: Command) =>
      withServer(cli, command, async ({ api, printer }) => {
        const agent_id = (await findAgent(api, given)).id;
        const session = await api.sessions.create({
          agent_id,
          ...(title !== undefined && { title }),
          ...(subject !== undefined && { subject }),
          ...(label !== undefined && { agent_label: label }),
        });
        printer.show(session, () => session.id);
      }),
    );
  withExamples(create, 'sessions create Clock', 'sessions create Clock --title "Trains" -o json');
}

function addLabel(sessions: Command, cli: Cli): void {
  const label = sessions
    .command('label')
    .argument('<session>', 'its id')
    .argument('[label]', 'such as production; without one, its turns use the current version')
    .description('say which label of its agent a session follows')
    .action((...args: [string, string | undefined, unknown, Command]) => {
      const [id, name, , command] = args;
      return withServer(cli, command, async ({ api, printer }) => {
        const session = await api.sessions.update(id, { agent_label: name ?? null });
        printer.show(session, () => `Its next turn uses the version ${name ?? 'that is current then'}.`);
      });
    });
  withExamples(label, 'sessions label 0198c0de-0000-7000-8000-000000000001 production');
}

function addRedaction(sessions: Command, cli: Cli): void {
  const redact = sessions
    .command('redact')
    .argument('<session>', 'its id')
    .argument('<message>', 'the id of the message')
    .description('erase what a message said, in the session and in all forks that have it')
    .option('-y, --yes', 'do not ask')
    .action((...args: [string, string, { yes?: boolean }, Command]) => {
      const [id, message, { yes }, command] = args;
      return withServer(cli, command, async ({ api, printer, terminal }) => {
        const question = `Erase what the message says from the session ${id} and its forks, for good`;
        if (yes !== true && !(await askConsent(terminal, question))) return;
        printer.show(await api.sessions.redactMessage(id, message), () => 'The message is redacted.');
      });
    });
  withExamples(
    redact,
    'sessions redact 0198c0de-0000-7000-8000-000000000001 0198c0de-0000-7000-8000-000000000002 --yes',
  );
}

function addFollowing(sessions: Command, cli: Cli): void {
  const watch = sessions
    .command('watch')
    .argument('<session>', 'its id')
    .description('show what was said and done, and what happens, until the session rests')
    .option('-f, --follow', 'go on until Ctrl-C')
    .action((id: string, { follow }: { follow?: boolean }, command: Command) =>
      withServer(cli, command, (connection) => watchSession(connection, id, follow === true)),
    );
  withExamples(watch, 'sessions watch 0198c0de-0000-7000-8000-000000000001 --follow');
  const exporting = sessions
    .command('export')
    .argument('<session>', 'its id')
    .description('print the whole log as lines of JSON')
    .option('-f, --file <path>', 'write it there instead')
    .action((id: string, { file }: { file?: string }, command: Command) =>
      withServer(cli, command, async ({ api, terminal }) => {
        const text = await api.sessions.export(id);
        if (file === undefined) terminal.write(cleanText(text));
        else await writeFile(file, text);
      }),
    );
  withExamples(exporting, 'sessions export 0198c0de-0000-7000-8000-000000000001 -f log.jsonl');
}

function addEnding(sessions: Command, cli: Cli): void {
  const cancel = sessions
    .command('cancel')
    .argument('<session>', 'its id')
    .description('end the running turn and drop what waits')
    .action((id: string, _: unknown, command: Command) =>
      withServer(cli, command, async ({ api, printer }) => {
        const session = await api.sessions.cancel(id);
        printer.show(session, () => `The session is ${session.status}.`);
      }),
    );
  withExamples(cancel, 'sessions cancel 0198c0de-0000-7000-8000-000000000001');
  const clear = sessions
    .command('clear-taint')
    .argument('<session>', 'its id')
    .description('say that what the session has read from outside is harmless')
    .action((id: string, _: unknown, command: Command) =>
      withServer(cli, command, async ({ api, printer }) => {
        printer.show(await api.sessions.clearTaint(id), () => 'The session is not tainted.');
      }),
    );
  withExamples(clear, 'sessions clear-taint 0198c0de-0000-7000-8000-000000000001');
}

function addReading(sessions: Command, cli: Cli): void {
  const list = addSelection(sessions.command('list').description('list sessions, newest first'))
    .option('-n, --limit <count>', 'at most so many', toCount, 20)
    .action((options: SelectionOptions & { limit: number }, command: Command) =>
      withServer(cli, command, async ({ api, printer }) => {
        const { limit } = options;
        const query = await toSelection(api, options);
        const found = await take(api.sessions.list({ ...query, limit: Math.min(limit, 100) }), limit);
        printer.show(found, () => formatSessions(found));
      }),
    );
  withExamples(
    list,
    'sessions list',
    'sessions list --agent Clock --status active -o json',
    'sessions list --outcome failed --since 2026-11-30 --search invoice',
  );
  const get = sessions
    .command('get')
    .argument('<session>', 'its id')
    .description('show a session')
    .action((id: string, _: unknown, command: Command) =>
      withServer(cli, command, async ({ api, printer }) => {
        const session = await api.sessions.get(id);
        printer.show(session, () => formatSession(session));
      }),
    );
  withExamples(get, 'sessions get 0198c0de-0000-7000-8000-000000000001');
}

async function watchSession({ api, terminal, printer }: Connection, id: string, follows: boolean): Promise<void> {
  const abort = new AbortController();
  using _ = onInterrupt(() => abort.abort());
  const view = new EventView({
    write: terminal.write,
    line: (text) => terminal.print(terminal.style('dim', text)),
    showsInput: true,
  });
  const until = follows ? {} : { until: 'idle' as const };
  for await (const event of api.sessions.stream(id, { ...until, signal: abort.signal })) {
    if (printer.format === 'text') view.take(event);
    else terminal.print(formatJson(event, 0));
  }
  view.end();
}

function formatSessions(sessions: readonly Session[]): string {
  if (sessions.length === 0) return 'There is no such session.';
  const rows = sessions.map(({ id, title = '', status, last_turn, updated_at, usage }) => {
    const outcome = status === 'idle' && last_turn !== undefined ? last_turn.status : status;
    return [id, outcome, updated_at, formatCost(usage), title];
  });
  return formatTable(['ID', 'STATUS', 'UPDATED', 'COST', 'TITLE'], rows);
}

function formatSession(session: Session): string {
  return formatFields({
    id: session.id,
    agent: session.agent_id,
    label: session.agent_label,
    title: session.title,
    status: session.status,
    queued: String(session.queued_count),
    events: String(session.last_sequence),
    tokens: `${session.usage.input_tokens} in, ${session.usage.output_tokens} out`,
    cost: formatCost(session.usage),
    created: session.created_at,
    updated: session.updated_at,
  });
}
