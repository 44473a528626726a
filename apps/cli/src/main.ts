import { messageOf } from '@everruns/kernel';
import { isEverrunsError, VENDOR_OFFERS } from '@everruns/schemas';
import { migrate } from '@everruns/control-plane';
import { Command, CommanderError } from 'commander';
import { CliError } from './cli-error.ts';
import { type Environment, readEnvironment } from './config/env.ts';
import { dev } from './dev/dev.ts';
import { openGivenDatabase } from './dev/open-database.ts';
import { examine, formatFindings, toSubject } from './doctor/doctor.ts';
import { forgetVendor } from './providers/forget.ts';
import { reset } from './reset.ts';
import { rotate } from './secrets/rotate.ts';
import { serve } from './serve.ts';
import { resetUserPassword } from './users/reset-password.ts';
import { waitForStop } from './wait-for-stop.ts';

/** Runs one command and returns the exit code. A failure that a person can mend is one sentence on stderr. */
export async function main(argv: string[], env: Environment = readEnvironment()): Promise<number> {
  try {
    const state = { exitCode: 0 };
    await createProgram(env, state).parseAsync(argv, { from: 'user' });
    return state.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    // Anything else is our mistake, and whoever reports it needs the stack.
    const isExpected = error instanceof CliError || isEverrunsError(error);
    console.error(isExpected ? messageOf(error) : error);
    return 1;
  }
}

type Print = (text: string) => void;

function createProgram(env: Environment, state: { exitCode: number }): Command {
  const print: Print = (text) => console.log(text);
  const program = new Command('everruns').description('A durable execution platform for AI agents').exitOverride();
  addProcesses(program, env, print);
  addUpkeep(program, env, print);
  program
    .command('doctor')
    .argument('[dev|serve|worker]', 'whose set-up', 'dev')
    .description('say what is wrong with a set-up, and how to mend it')
    .action(async (subject: string) => {
      const findings = await examine(env, toSubject(subject));
      print(formatFindings(findings));
      if (findings.some(({ problem }) => problem !== null)) state.exitCode = 1;
    });
  return program;
}

/** What runs until it is stopped. */
function addProcesses(program: Command, env: Environment, print: Print): void {
  program
    .command('dev')
    .description('run everything in one process, with an embedded PostgreSQL unless DATABASE_URL is set')
    .option('-p, --port <number>', 'port of the API; gRPC takes the next one; 0 means any free port', Number)
    .option('--no-ui', 'serve the API only')
    .action((options: { port?: number; ui: boolean }) => dev(env, options, print));
  program
    .command('serve')
    .description('run one replica of the control plane (DATABASE_URL, SECRETS_ENCRYPTION_KEY)')
    .action(() => serve(env));
  program
    .command('worker')
    .description('run a Temporal worker (GRPC_ADDRESS, WORKER_GRPC_TOKEN, TEMPORAL_ADDRESS)')
    .action(async () => {
      // Loaded here only: the Temporal SDK takes a second to load and nobody else needs it.
      const { startWorker } = await import('@everruns/worker');
      const stopped = waitForStop();
      const worker = await startWorker(env);
      const refusal = await Promise.race([stopped.then(() => null), worker.refused]);
      await worker.close();
      if (refusal !== null) throw refusal;
    });
}

/** What an operator does to the data. */
function addUpkeep(program: Command, env: Environment, print: Print): void {
  program
    .command('migrate')
    .description('bring the database at DATABASE_URL to the schema of this release')
    .action(async () => {
      if (!env.DATABASE_URL) throw new CliError('DATABASE_URL is not set: set it to the database to migrate.');
      await openGivenDatabase(env.DATABASE_URL);
      const applied = await migrate({ url: env.DATABASE_URL });
      print(applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.join(', ')}.`);
    });
  program
    .command('providers')
    .description('model providers that a start with a vendor’s key stored')
    .command('forget')
    .argument(`<${VENDOR_OFFERS.map(({ type }) => type).join('|')}>`)
    .description('delete such a provider with its key and models (DATABASE_URL, or the data folder)')
    .action((vendor: string) => forgetVendor(env, vendor, print));
  program
    .command('secrets')
    .description('the key that stored secrets are encrypted with')
    .command('rotate')
    .description('wrap every stored secret with a new key (SECRETS_ENCRYPTION_KEY and …_PREVIOUS, or the data folder)')
    .action(() => rotate(env, print));
  program
    .command('users')
    .description('people with an account')
    .command('reset-password')
    .argument('<email>')
    .description('give an account a new password, print it, and end its logins (DATABASE_URL, or the data folder)')
    .action((email: string) => resetUserPassword(env, email, print));
  program
    .command('reset')
    .description('show, then delete, the data folder (EVERRUNS_DATA_DIR)')
    .action(() => reset(env, print));
}
