import type { FileInfo } from '@everruns/sdk';
import type { Command } from 'commander';
import { withServer, type Cli } from '../client/connect.ts';
import { pullFiles, pushFiles } from '../files/transfer-files.ts';
import { formatTable } from '../terminal/format-table.ts';
import { withExamples } from './with-examples.ts';

export function addFileCommands(program: Command, cli: Cli): void {
  const files = program.command('files').description('the files of a session');
  withExamples(files, 'files ls 0198c0de-0000-7000-8000-000000000001');
  const ls = files
    .command('ls')
    .argument('<session>', 'its id')
    .argument('[path]', 'a directory', '/')
    .description('list a directory')
    .option('-r, --recursive', 'all below it');
  ls.action((id: string, path: string, { recursive }: { recursive?: boolean }) =>
    withServer(cli, ls, async ({ api, printer }) => {
      const found = await api.files.list(id, path, { recursive: recursive === true });
      printer.show(found, () => formatFiles(found));
    }),
  );
  withExamples(ls, 'files ls 0198c0de-0000-7000-8000-000000000001 /notes --recursive');
  const push = files
    .command('push')
    .argument('<session>', 'its id')
    .argument('<sources...>', 'files and folders of this machine')
    .description('upload files and folders')
    .option('--to <directory>', 'into this directory of the session', '/');
  push.action((id: string, sources: string[], { to }: { to: string }) =>
    withServer(cli, push, (connection) => pushFiles(connection, id, { sources, to })),
  );
  withExamples(push, 'files push 0198c0de-0000-7000-8000-000000000001 report.csv data --to /inputs');
  const pull = files
    .command('pull')
    .argument('<session>', 'its id')
    .argument('[path]', 'a file or a directory of the session', '/')
    .description('download a file, or all below a directory')
    .option('--into <folder>', 'a folder of this machine', '.')
    .option('--force', 'write over files that are there');
  pull.action((id: string, from: string, { into, force }: { into: string; force?: boolean }) =>
    withServer(cli, pull, (connection) => pullFiles(connection, id, { from, into, force: force === true })),
  );
  withExamples(
    pull,
    'files pull 0198c0de-0000-7000-8000-000000000001 /report.md',
    'files pull 0198c0de-0000-7000-8000-000000000001 / --into out',
  );
}

function formatFiles(files: readonly FileInfo[]): string {
  if (files.length === 0) return 'There is no file.';
  const rows = files.map(({ path, is_directory, size_bytes, updated_at }) => {
    return [is_directory ? '' : String(size_bytes), updated_at, is_directory ? `${path}/` : path];
  });
  return formatTable(['BYTES', 'UPDATED', 'PATH'], rows);
}
