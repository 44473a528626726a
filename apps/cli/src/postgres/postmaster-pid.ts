import { readFile, readlink, realpath } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { errnoCode } from '../cli-error.ts';

/** The content of the file that a running server writes into its data folder (PostgreSQL, `src/include/utils/pidfile.h`). */
export interface PostmasterPid {
  pid: number;
  port: number;
  isReady: boolean;
}

/** Reads `postmaster.pid`. Returns null if the file is missing or incomplete. */
export async function readPostmasterPid(dataDir: string): Promise<PostmasterPid | null> {
  const text = await readFile(path.join(dataDir, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, port: Number(lines[3] ?? 0), isReady: lines[7]?.trim() === 'ready' };
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errnoCode(error) === 'EPERM';
  }
}

/**
 * Returns whether this process is the PostgreSQL server of this data folder. After a reboot another
 * process may have the same pid.
 */
export async function isPostmasterOf(pid: number, dataDir: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const wanted = await realpath(dataDir);
  if (process.platform === 'linux') return (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === wanted;
  const { stdout } = await promisify(execFile)('ps', ['-p', String(pid), '-o', 'command=']).catch(() => ({
    stdout: '',
  }));
  return stdout.includes('postgres') && (stdout.includes(wanted) || stdout.includes(dataDir));
}
