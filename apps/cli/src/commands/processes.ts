import type { Command } from 'commander';
import type { Cli } from '../client/connect.ts';
import { withExamples } from './with-examples.ts';

/**
 * Adds the commands that run until they are stopped. Each loads its modules only when it runs, so that
 * the other commands start fast.
 */
export function addProcessCommands(program: Command, { env, terminal }: Cli): void {
  const dev = program
    .command('dev')
    .description('run everything in one process, with an embedded PostgreSQL unless DATABASE_URL is set')
    .option('-p, --port <number>', 'port of the API; gRPC takes the next one; 0 means any free port', Number)
    .option('--no-ui', 'serve the API only')
    .option('--demo-data', 'fill it with a week of simulated sessions to look at')
    .action(async (options: { port?: number; ui: boolean; demoData?: boolean }) => {
      const command = await import('../dev/dev.ts');
      await command.dev(env, options, terminal.print);
    });
  withExamples(dev, 'dev', 'dev --port 9000 --no-ui', 'dev --demo-data');
  const serve = program
    .command('serve')
    .description('run one replica of the control plane (DATABASE_URL, SECRETS_ENCRYPTION_KEY)')
    .action(async () => {
      const command = await import('../serve.ts');
      await command.serve(env);
    });
  withExamples(serve, 'serve');
  const worker = program
    .command('worker')
    .description('run a Temporal worker (GRPC_ADDRESS, WORKER_GRPC_TOKEN, TEMPORAL_ADDRESS)')
    .action(async () => {
      const command = await import('../worker.ts');
      await command.worker(env);
    });
  withExamples(worker, 'worker');
}
