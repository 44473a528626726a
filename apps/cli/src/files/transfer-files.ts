import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { FileInfo } from '@everruns/sdk';
import type { Connection } from '../client/connect.ts';
import { CliError, errnoCode } from '../cli-error.ts';
import { cleanLine } from '../terminal/clean-text.ts';
import { showProgress } from '../terminal/show-progress.ts';

interface Transfer {
  local: string;
  remote: string;
}

/** Uploads files and folders to a directory of the session. Existing files get the new content. */
export async function pushFiles(
  { api, terminal, printer }: Connection,
  sessionId: string,
  { sources, to }: { sources: readonly string[]; to: string },
): Promise<void> {
  const transfers = (await Promise.all(sources.map((source) => listLocal(source, to)))).flat();
  const work = { title: 'Uploading', items: transfers, nameOf: ({ remote }: Transfer) => remote };
  await showProgress(terminal, work, async ({ local, remote }) => {
    await api.files.upload(sessionId, remote, { bytes: new Uint8Array(await readFile(local)) });
  });
  const paths = transfers.map(({ remote }) => remote);
  printer.show(paths, () => paths.map(cleanLine).join('\n'));
}

async function listLocal(source: string, to: string): Promise<Transfer[]> {
  try {
    const name = path.basename(path.resolve(source));
    if (!(await stat(source)).isDirectory()) return [{ local: source, remote: path.posix.join('/', to, name) }];
    const entries = await readdir(source, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const local = path.join(entry.parentPath, entry.name);
        const below = path.relative(source, local).split(path.sep).join('/');
        return { local, remote: path.posix.join('/', to, name, below) };
      });
  } catch (error) {
    throw new CliError(`${source} cannot be read (${errnoCode(error) ?? 'unknown'}).`);
  }
}

/**
 * Downloads a file, or everything below a directory, into a local folder. Without `force` it throws
 * before it would overwrite a file.
 */
export async function pullFiles(
  { api, terminal, printer }: Connection,
  sessionId: string,
  { from, into, force }: { from: string; into: string; force: boolean },
): Promise<void> {
  const infos = await listRemote({ api }, sessionId, from);
  const transfers = infos.map(({ path: remote }) => ({ remote, local: toLocal(remote, { from, into }) }));
  const work = { title: 'Downloading', items: transfers, nameOf: ({ remote }: Transfer) => remote };
  await showProgress(terminal, work, async ({ local, remote }) => {
    const bytes = new Uint8Array(await (await api.files.download(sessionId, remote)).arrayBuffer());
    await mkdir(path.dirname(local), { recursive: true });
    await writeNew(local, bytes, force);
  });
  const paths = transfers.map(({ local }) => path.relative('.', local));
  printer.show(paths, () => paths.map(cleanLine).join('\n'));
}

async function listRemote({ api }: Pick<Connection, 'api'>, sessionId: string, from: string): Promise<FileInfo[]> {
  if (/^\/*$/.test(from)) return onlyFiles(await api.files.list(sessionId, '/', { recursive: true }));
  const info = await api.files.stat(sessionId, from);
  if (!info.is_directory) return [info];
  return onlyFiles(await api.files.list(sessionId, from, { recursive: true }));
}

function onlyFiles(infos: readonly FileInfo[]): FileInfo[] {
  return infos.filter((info) => !info.is_directory);
}

/** The server names the paths, so the path is checked to stay inside the local folder. */
function toLocal(remote: string, { from, into }: { from: string; into: string }): string {
  const base = path.posix.dirname(path.posix.join('/', from));
  const below = path.posix.relative(/^\/*$/.test(from) ? '/' : base, path.posix.join('/', remote));
  const folder = path.resolve(into);
  const local = path.resolve(folder, ...below.split('/'));
  if (local !== folder && local.startsWith(folder + path.sep) && !below.includes('\0')) return local;
  throw new CliError(`The server names the path ${cleanLine(remote)}, which leads out of ${into}.`);
}

async function writeNew(local: string, bytes: Uint8Array, force: boolean): Promise<void> {
  try {
    await writeFile(local, bytes, { flag: force ? 'w' : 'wx' });
  } catch (error) {
    if (errnoCode(error) !== 'EEXIST') throw error;
    throw new CliError(
      `${path.relative('.', local)} is there already: move it, or write over it with --force.`,
      'conflict',
    );
  }
}
