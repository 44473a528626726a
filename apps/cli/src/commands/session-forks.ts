import type { SessionLineage } from '@everruns/sdk';
import type { Command } from 'commander';
import { withServer, type Cli } from '../client/connect.ts';
import { cleanLine } from '../terminal/clean-text.ts';
import { noteWarnings } from '../terminal/note-warnings.ts';
import { toCount, withExamples } from './with-examples.ts';

interface ForkOptions {
  at?: number;
  title?: string;
}

/** Adds `sessions fork` and `sessions lineage`. */
export function addForkCommands(sessions: Command, cli: Cli): void {
  const id = '0198c0de-0000-7000-8000-000000000001';
  const fork = sessions
    .command('fork')
    .argument('<session>', 'its id')
    .argument('[message]', 'what to say in the fork')
    .description('make a session that has the log of another one up to a place, and goes on from there')
    .option('--at <sequence>', 'the last event that it has too; the end of the log, where absent', toCount)
    .option('--title <text>')
    .action((...args: [string, string | undefined, ForkOptions, Command]) => {
      const [session, message, { at, title }, command] = args;
      return withServer(cli, command, async ({ api, printer, terminal }) => {
        const made = await api.sessions.fork(session, {
          ...(at !== undefined && { at_sequence: at }),
          ...(title !== undefined && { title }),
          ...(message !== undefined && { message }),
        });
        noteWarnings(terminal, made);
        printer.show(made, () => made.id);
      });
    });
  withExamples(fork, `sessions fork ${id}`, `sessions fork ${id} --at 12 "And in French?"`);
  const lineage = sessions
    .command('lineage')
    .argument('<session>', 'its id')
    .description('show everything that was forked from the same beginning as a session')
    .action((session: string, _: unknown, command: Command) =>
      withServer(cli, command, async ({ api, printer }) => {
        const found = await api.sessions.lineage(session);
        printer.show(found, () => formatLineage(found, session));
      }),
    );
  withExamples(lineage, `sessions lineage ${id}`);
}

/** Each fork below the session it was made of. */
function formatLineage({ sessions }: SessionLineage, chosen: string): string {
  const ids = new Set(sessions.map(({ session_id }) => session_id));
  const lines: string[] = [];
  const add = ({ session_id, title = '', at_sequence }: SessionLineage['sessions'][number], depth: number): void => {
    const place = at_sequence === undefined ? '' : ` from #${at_sequence}`;
    const mark = session_id === chosen ? ' (this one)' : '';
    lines.push(`${'  '.repeat(depth)}${session_id}${place}${mark} ${cleanLine(title)}`.trimEnd());
    for (const child of sessions.filter(({ from_session_id }) => from_session_id === session_id)) add(child, depth + 1);
  };
  for (const one of sessions) if (!ids.has(one.from_session_id ?? '')) add(one, 0);
  return lines.join('\n');
}
