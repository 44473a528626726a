import { open, readFile, readlink, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { CliError, errnoCode } from '../cli-error.ts';
import { isAlive } from '../postgres/postmaster-pid.ts';

/**
 * The content of `dev.json`: the process that runs on this data folder, and its addresses. Tools read
 * it. It contains the database's password (mode 0600).
 */
export const Instance = z.object({
  pid: z.int().positive(),
  http_url: z.string().nullable(),
  grpc_addr: z.string().nullable(),
  ui_url: z.string().nullable(),
  database_url: z.string().nullable(),
});
export type Instance = z.infer<typeof Instance>;

export interface ClaimedFolder {
  publish(addresses: Omit<Instance, 'pid'>): Promise<void>;
  release(): Promise<void>;
}

/** Makes this process the only one on the data folder. The file of a process that was killed is replaced. */
export async function claimFolder(folder: string): Promise<ClaimedFolder> {
  const file = path.join(folder, 'dev.json');
  const nowhere = { http_url: null, grpc_addr: null, ui_url: null, database_url: null };
  if (!(await tryCreate(file, { pid: process.pid, ...nowhere }))) {
    await refuseLiving(folder);
    await rm(file, { force: true });
    if (!(await tryCreate(file, { pid: process.pid, ...nowhere }))) await refuseLiving(folder);
  }
  return {
    async publish(addresses) {
      await writeFile(`${file}.new`, format({ pid: process.pid, ...addresses }), { mode: 0o600 });
      await rename(`${file}.new`, file);
    },
    release: () => rm(file, { force: true }),
  };
}

/** Throws if a running process has claimed the folder. */
export async function refuseLiving(folder: string): Promise<void> {
  const instance = await readInstance(folder);
  if (instance === null || instance.pid === process.pid || !(await isEverruns(instance.pid))) return;
  const where = instance.http_url === null ? '' : ` at ${instance.http_url}`;
  throw new CliError(
    `Everruns already runs on ${folder} (process ${instance.pid}${where}): stop it, or set EVERRUNS_DATA_DIR to another folder.`,
  );
}

/** Reads `dev.json`. Returns null if the file is missing or incomplete. */
export async function readInstance(folder: string): Promise<Instance | null> {
  const text = await readFile(path.join(folder, 'dev.json'), 'utf8').catch(() => 'null');
  try {
    return Instance.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

async function tryCreate(file: string, instance: Instance): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(format(instance));
    await handle.close();
    return true;
  } catch (error) {
    if (errnoCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** After a reboot the process id may belong to any program, so it counts as Everruns only if that program is Node. */
async function isEverruns(pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  const program = await readlink(`/proc/${pid}/exe`).catch(() => '');
  return program === '' || path.basename(program).startsWith('node');
}

function format(instance: Instance): string {
  return `${JSON.stringify(instance, null, 2)}\n`;
}
