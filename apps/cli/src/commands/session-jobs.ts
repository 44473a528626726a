import { sleep } from '@everruns/kernel';
import type { CreateSessionJobRequest, Everruns, SessionJob } from '@everruns/sdk';
import { Argument, type Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { withServer, type Cli, type Connection } from '../client/connect.ts';
import { formatFields, formatTable } from '../terminal/format-table.ts';
import { addSelection, toSelection, type SelectionOptions } from './session-selection.ts';
import { collect, take, toCount, withExamples } from './with-examples.ts';

const EVERY_MS = 500;

interface BulkOptions extends SelectionOptions {
  session?: string[];
  withTag?: string[];
  yes?: boolean;
  detach?: boolean;
}

/** Adds `sessions bulk` and `sessions jobs`. */
export function addSessionJobs(sessions: Command, cli: Cli): void {
  const bulk = addSelection(
    sessions
      .command('bulk')
      .addArgument(new Argument('<action>').choices(['cancel', 'retry', 'tag', 'untag', 'delete']))
      .description('do something with many sessions: those that the options find, or those that are named'),
  )
    .option('--session <id>', 'this session; may be given several times', collect)
    .option('--with-tag <tag>', 'the tag to add or remove; may be given several times', collect)
    .option('--detach', 'return as soon as the job has begun')
    .option('-y, --yes', 'delete without asking')
    .action((action: SessionJob['action'], options: BulkOptions, command: Command) =>
      withServer(cli, command, (connection) => runBulk(connection, action, options)),
    );
  withExamples(
    bulk,
    'sessions bulk retry --outcome failed --since 2026-11-30',
    'sessions bulk tag --search invoice --with-tag billing',
    'sessions bulk delete --agent Clock --until 2026-01-01 --yes',
  );
  addJobs(sessions, cli);
}

function addJobs(sessions: Command, cli: Cli): void {
  const jobs = sessions
    .command('jobs')
    .description('list your jobs on sessions, newest first')
    .option('-n, --limit <count>', 'at most so many', toCount, 20)
    .action(({ limit }: { limit: number }, command: Command) =>
      withServer(cli, command, async ({ api, printer }) => {
        const found = await take(api.sessionJobs.list({ limit: Math.min(limit, 100) }), limit);
        printer.show(found, () => formatJobs(found));
      }),
    );
  withExamples(jobs, 'sessions jobs');
  const stop = sessions
    .command('stop-job')
    .argument('<job>', 'its id')
    .description('end a job; what it has done stays')
    .action((id: string, _: unknown, command: Command) =>
      withServer(cli, command, async ({ api, printer }) => {
        await api.sessionJobs.cancel(id);
        const job = await api.sessionJobs.get(id);
        printer.show(job, () => formatJob(job));
      }),
    );
  withExamples(stop, 'sessions stop-job 0198c0de-0000-7000-8000-000000000001');
}

async function runBulk(
  { api, printer, terminal }: Connection,
  action: SessionJob['action'],
  options: BulkOptions,
): Promise<void> {
  if (action === 'delete' && options.yes !== true)
    throw new CliError('Deleted sessions do not come back: add --yes.', 'usage');
  const job = await api.sessionJobs.create(await toRequest(api, action, options));
  const last = options.detach === true ? job : await follow(api, job);
  printer.show(last, () => formatJob(last));
  for (const { session_id, message } of last.failures) terminal.print(`${session_id}: ${message}`);
}

async function toRequest(
  api: Everruns,
  action: SessionJob['action'],
  { session, withTag, ...options }: BulkOptions,
): Promise<CreateSessionJobRequest> {
  const filter = await toSelection(api, options);
  return {
    action,
    ...(session === undefined ? { filter } : { session_ids: session }),
    ...(withTag !== undefined && { tags: withTag }),
  };
}

async function follow(api: Everruns, begun: SessionJob): Promise<SessionJob> {
  let job = begun;
  while (job.status === 'running') {
    await sleep(EVERY_MS);
    job = await api.sessionJobs.get(job.id);
  }
  return job;
}

function formatJobs(jobs: readonly SessionJob[]): string {
  if (jobs.length === 0) return 'There is no job.';
  const rows = jobs.map(({ id, action, status, changed, skipped, failed, created_at }) => {
    return [id, action, status, String(changed), String(skipped), String(failed), created_at];
  });
  return formatTable(['ID', 'ACTION', 'STATUS', 'CHANGED', 'SKIPPED', 'FAILED', 'CREATED'], rows);
}

function formatJob({ id, action, status, changed, skipped, failed }: SessionJob): string {
  return formatFields({
    id,
    action,
    status,
    changed: String(changed),
    skipped: String(skipped),
    failed: String(failed),
  });
}
