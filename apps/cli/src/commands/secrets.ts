import type { Secret } from '@everruns/sdk';
import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { withServer, type Cli } from '../client/connect.ts';
import { generateSecrets } from '../secrets/generate.ts';
import { askConsent, askSecret, readStandardInput } from '../terminal/ask.ts';
import { formatTable } from '../terminal/format-table.ts';
import { createPrinter } from '../terminal/printer.ts';
import { take, withExamples } from './with-examples.ts';

const MAX_SECRETS = 1_000;
const OF_SUBJECT = ['--subject <subject>', 'whose it is, such as app:shop; the organization’s where absent'] as const;

const of = (subject: string | undefined) => (subject === undefined ? {} : { subject });

export function addSecretCommands(program: Command, cli: Cli): void {
  const secrets = program
    .command('secrets')
    .description('secrets that tools send to the hosts they list, and the keys that a server keeps its secrets with');
  withExamples(secrets, 'secrets list', 'secrets set github_token --host api.github.com < token.txt', 'secrets rotate');
  addNamedSecretCommands(secrets, cli);
  addKeyCommands(secrets, cli);
}

function addNamedSecretCommands(secrets: Command, cli: Cli): void {
  const list = secrets
    .command('list')
    .description('list the names of secrets and the hosts to which tools send them')
    .option(...OF_SUBJECT)
    .action(({ subject }: { subject?: string }, command: Command) =>
      withServer(cli, command, async ({ api, printer }) => {
        const found = await take(api.secrets.list({ limit: 100, ...of(subject) }), MAX_SECRETS);
        printer.show(found, () => formatSecrets(found));
      }),
    );
  withExamples(list, 'secrets list', 'secrets list -o json');
  const set = secrets
    .command('set')
    .argument('<name>', 'as github_token')
    .requiredOption('--host <hosts...>', 'where tools may send it: api.github.com, *.example.com, api.example.com:8443')
    .option(...OF_SUBJECT)
    .description('create a secret, or replace its value and its hosts; the value is asked for, or read from the input');
  set.action((name: string, { host: hosts, subject }: { host: string[]; subject?: string }) =>
    withServer(cli, set, async ({ api, printer, terminal }) => {
      const value = terminal.isInteractive
        ? await askSecret(terminal, `Value of ${name}`, 'it as the standard input')
        : await readStandardInput();
      if (value === '') throw new CliError('The value is empty: give it as the standard input.', 'usage');
      const secret = await api.secrets.put(name, { value, hosts }, of(subject));
      printer.show(secret, () => `${name} is set. Tools send it to ${secret.hosts.join(', ')} only.`);
    }),
  );
  withExamples(set, 'secrets set github_token --host api.github.com < token.txt');
  const remove = secrets
    .command('delete')
    .argument('<name>', 'of the secret')
    .option('-y, --yes', 'without asking')
    .option(...OF_SUBJECT)
    .description('erase a secret; calls of tools that need it fail from then on');
  remove.action((name: string, { yes, subject }: { yes?: boolean; subject?: string }) =>
    withServer(cli, remove, async ({ api, terminal }) => {
      if (yes !== true && !(await askConsent(terminal, `Erase the secret ${name}`))) return;
      await api.secrets.delete(name, of(subject));
      terminal.note(`${name} is erased.`);
    }),
  );
  withExamples(remove, 'secrets delete github_token --yes');
}

function formatSecrets(secrets: readonly Secret[]): string {
  if (secrets.length === 0) return 'There is no secret.';
  const rows = secrets.map(({ name, subject, hosts, updated_at }) => [name, subject, hosts.join(', '), updated_at]);
  return formatTable(['NAME', 'SUBJECT', 'HOSTS', 'UPDATED'], rows);
}

function addKeyCommands(secrets: Command, { env, terminal }: Cli): void {
  const generate = secrets
    .command('generate')
    .description('print new secrets for a deployment, as settings; nothing is stored')
    .action((_: unknown, command: Command) => {
      const settings = generateSecrets();
      const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
      const { output } = command.optsWithGlobals<{ output?: string }>();
      createPrinter(terminal, output).show(settings, () => lines.join('\n'));
    });
  withExamples(generate, 'secrets generate > .env', 'secrets generate -o json');
  const rotate = secrets
    .command('rotate')
    .description('wrap every stored secret with a new key (SECRETS_ENCRYPTION_KEY and …_PREVIOUS, or the data folder)')
    .action(async () => {
      const command = await import('../secrets/rotate.ts');
      await command.rotate(env, terminal.print);
    });
  withExamples(rotate, 'secrets rotate');
}
