import type { CreateFeedbackRequest, Feedback } from '@everruns/sdk';
import { Argument, type Command } from 'commander';
import { withServer, type Cli } from '../client/connect.ts';
import { formatTable } from '../terminal/format-table.ts';
import { withExamples } from './with-examples.ts';

const SESSION = '0198c0de-0000-7000-8000-000000000001';
const MESSAGE = '0198c0de-0000-7000-8000-000000000002';

/** Adds `feedback give` and `feedback list`. */
export function addFeedbackCommands(program: Command, cli: Cli): void {
  const feedback = program.command('feedback').description('what people think of messages');
  withExamples(feedback, `feedback list ${SESSION}`);
  const give = feedback
    .command('give')
    .argument('<session>', 'its id')
    .argument('<message>', 'its id')
    .addArgument(new Argument('<rating>', 'none takes back what you have said').choices(['up', 'down', 'none']))
    .option('--comment <text>', 'why')
    .description('say what you think of a message; the newest of each person counts')
    .action(
      (
        session_id: string,
        message_id: string,
        ...[rating, { comment }, command]: [CreateFeedbackRequest['rating'], { comment?: string }, Command]
      ) =>
        withServer(cli, command, async ({ api, printer }) => {
          const body = { rating, ...(comment !== undefined && { comment }) };
          const given = await api.sessions.giveFeedback({ session_id, message_id }, body);
          printer.show(given, () => 'It is in the log.');
        }),
    );
  withExamples(
    give,
    `feedback give ${SESSION} ${MESSAGE} down --comment "The sum is wrong."`,
    `feedback give ${SESSION} ${MESSAGE} none`,
  );
  const list = feedback
    .command('list')
    .argument('<session>', 'its id')
    .description('list what counts now, oldest first')
    .action((id: string, _: unknown, command: Command) =>
      withServer(cli, command, async ({ api, printer }) => {
        const counts = new Map<string, Feedback>();
        for await (const event of api.sessions.events(id, { types: ['feedback.given'] })) {
          if (event.type !== 'feedback.given') continue;
          const key = `${event.data.message_id} ${event.data.by}`;
          counts.delete(key);
          if (event.data.rating !== 'none') counts.set(key, event.data);
        }
        const found = [...counts.values()];
        printer.show(found, () => formatFeedback(found));
      }),
    );
  withExamples(list, `feedback list ${SESSION}`, `feedback list ${SESSION} -o json`);
}

function formatFeedback(given: readonly Feedback[]): string {
  if (given.length === 0) return 'Nobody has said anything.';
  const rows = given.map(({ message_id, rating, by, comment = '' }) => [message_id, rating, by, comment]);
  return formatTable(['MESSAGE', 'RATING', 'BY', 'COMMENT'], rows);
}
