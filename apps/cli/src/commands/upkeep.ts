import { VENDOR_OFFERS } from '@everruns/schemas';
import type { Command } from 'commander';
import type { Cli } from '../client/connect.ts';
import { CliError } from '../cli-error.ts';
import { exitCodeOf } from '../exit-code.ts';
import { addDeviceCommands } from './devices.ts';
import { addLimitCommands } from './limits.ts';
import { addMcpCommands } from './mcp.ts';
import { addSecretCommands } from './secrets.ts';
import { addSubjectCommands } from './subjects.ts';
import { addWebhookCommands } from './webhooks.ts';
import { createPrinter } from '../terminal/printer.ts';
import { askConsent } from '../terminal/ask.ts';
import { withExamples } from './with-examples.ts';

/** Adds the operator's commands for data and set-up. Each loads its modules only when it runs. */
export function addUpkeepCommands(program: Command, cli: Cli): void {
  const { env, terminal } = cli;
  const migrate = program
    .command('migrate')
    .description('bring the database at DATABASE_URL to the schema of this release')
    .action(() => migrateDatabase(cli));
  withExamples(migrate, 'migrate');
  const providers = program.command('providers').description('model providers that a start with a vendor’s key stored');
  const forget = providers
    .command('forget')
    .argument(`<${VENDOR_OFFERS.map(({ type }) => type).join('|')}>`)
    .description('delete such a provider with its key and models (DATABASE_URL, or the data folder)')
    .action(async (vendor: string) => {
      const { forgetVendor } = await import('../providers/forget.ts');
      await forgetVendor(env, vendor, terminal.print);
    });
  withExamples(providers, 'providers forget openai');
  withExamples(forget, 'providers forget openai');
  addSecretCommands(program, cli);
  addSubjectCommands(program, cli);
  addMcpCommands(program, cli);
  addWebhookCommands(program, cli);
  addDeviceCommands(program, cli);
  addLimitCommands(program, cli);
  const users = program.command('users').description('people with an account');
  const resetPassword = users
    .command('reset-password')
    .argument('<email>')
    .option('--revoke-api-keys', 'end the API keys of the account too', false)
    .description('give an account a new password, print it, and end its logins (DATABASE_URL, or the data folder)')
    .action(async (email: string, { revokeApiKeys }: { revokeApiKeys: boolean }) => {
      const { resetUserPassword } = await import('../users/reset-password.ts');
      await resetUserPassword(env, { email, revokeApiKeys }, terminal.print);
    });
  withExamples(users, 'users reset-password ada@example.com');
  withExamples(resetPassword, 'users reset-password ada@example.com');
  const reset = program
    .command('reset')
    .description('show the data folder (EVERRUNS_DATA_DIR), and delete it if you agree')
    .option('-y, --yes', 'do not ask')
    .action(async ({ yes }: { yes?: boolean }) => {
      const command = await import('../reset.ts');
      const ask = async (question: string) => yes === true || (await askConsent(terminal, question));
      await command.reset(env, { print: terminal.print, ask });
    });
  withExamples(reset, 'reset', 'reset --yes');
  const doctor = program
    .command('doctor')
    .argument('[dev|serve|worker]', 'whose set-up', 'dev')
    .description('say what is wrong with a set-up, and how to mend it')
    .option('--check-keys', 'ask the vendors of models whether they take the keys of this environment', false)
    .action((subject: string, _: unknown, command: Command) => runDoctor(cli, subject, command));
  withExamples(doctor, 'doctor', 'doctor serve --check-keys', 'doctor worker -o json');
}

async function migrateDatabase({ env, terminal }: Cli): Promise<void> {
  const url = env.DATABASE_DIRECT_URL ?? env.DATABASE_URL;
  if (!url) throw new CliError('DATABASE_URL is not set: set it to the database to migrate.');
  const { describeRoles, findRoles, migrate } = await import('@everruns/control-plane');
  const { openGivenDatabase } = await import('../dev/open-database.ts');
  await openGivenDatabase(url);
  const applied = await migrate({ url });
  terminal.print(applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.join(', ')}.`);
  const said = describeRoles(await findRoles({ url }));
  if (said !== null) terminal.print(`Requests will have no role of their own, because ${said}.`);
}

async function runDoctor({ env, terminal, state }: Cli, subject: string, command: Command): Promise<void> {
  const { examine, toSubject } = await import('../doctor/doctor.ts');
  const { formatFindings } = await import('../doctor/finding.ts');
  const { output, checkKeys } = command.optsWithGlobals<{ output?: string; checkKeys: boolean }>();
  const printer = createPrinter(terminal, output);
  const findings = await examine(env, { subject: toSubject(subject), asksVendors: checkKeys });
  printer.show(findings, () => formatFindings(findings));
  if (findings.some(({ problem }) => problem !== null)) state.exitCode = exitCodeOf('failed');
}
