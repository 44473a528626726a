import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { withServer, type Cli } from '../client/connect.ts';
import { askConsent } from '../terminal/ask.ts';
import { cleanLine } from '../terminal/clean-text.ts';
import { withExamples } from './with-examples.ts';

interface DeleteOptions {
  sessions: string;
  yes?: boolean;
}

export function addSubjectCommands(program: Command, cli: Cli): void {
  const subjects = program.command('subjects').description('the people and things on whose behalf sessions run');
  withExamples(subjects, 'subjects show app:customer-7', 'subjects delete app:customer-7 --sessions delete');
  const show = subjects
    .command('show')
    .argument('<subject>', 'such as app:customer-7')
    .description('how much is stored of a subject')
    .action((subject: string, _: unknown, command: Command) =>
      withServer(cli, command, async ({ api, printer }) => {
        const { subject: name, ...counts } = await api.subjects.get(subject);
        const lines = Object.entries(counts).map(([kind, count]) => `${kind.replaceAll('_', ' ')}: ${count}`);
        printer.show({ subject: name, ...counts }, () => [cleanLine(name), ...lines].join('\n'));
      }),
    );
  withExamples(show, 'subjects show app:customer-7', 'subjects show app:customer-7 -o json');
  const remove = subjects
    .command('delete')
    .argument('<subject>', 'such as app:customer-7')
    .requiredOption('--sessions <what>', 'delete: its sessions too; keep: they belong to the organization from then on')
    .option('-y, --yes', 'without asking')
    .description('erase what is stored of a subject');
  remove.action((subject: string, { sessions, yes }: DeleteOptions) =>
    withServer(cli, remove, async ({ api, printer, terminal }) => {
      if (sessions !== 'delete' && sessions !== 'keep') throw new CliError('--sessions is delete or keep.', 'usage');
      const question = `Erase what is stored of ${cleanLine(subject)}, and ${sessions} its sessions`;
      if (yes !== true && !(await askConsent(terminal, question))) return;
      let erased = await api.subjects.delete(subject, { sessions });
      while (erased.sessions_left > 0) {
        terminal.note(`${erased.sessions_left} sessions are left.`);
        erased = await api.subjects.delete(subject, { sessions });
      }
      printer.show(erased, () => `${cleanLine(subject)} is erased.`);
    }),
  );
  withExamples(remove, 'subjects delete app:customer-7 --sessions delete --yes');
}
