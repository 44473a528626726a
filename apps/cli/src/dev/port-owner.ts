import { execFile } from 'node:child_process';
import { readFile, readdir, readlink } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const LISTEN = '0A';

/** Returns the process that listens on a TCP port, as `node (process 4711)`. Null if this process cannot see it. */
export async function findPortOwner(port: number): Promise<string | null> {
  return process.platform === 'linux' ? findInProc(port) : findByLsof(port);
}

async function findInProc(port: number): Promise<string | null> {
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')),
  );
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = tables.flatMap((table) => table.split('\n').map((line) => line.trim().split(/\s+/)));
  const inode = rows.find((row) => row[1]?.endsWith(suffix) && row[3] === LISTEN)?.[9];
  if (inode === undefined) return null;
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  for (const pid of pids) {
    if (await holdsSocket(pid, inode)) {
      return `${(await readProgram(pid)) || 'a program'} (process ${pid})`;
    }
  }
  return null;
}

/** The name of a program as a person started it: `comm` is that of its first thread, which Node calls MainThread. */
async function readProgram(pid: string): Promise<string> {
  const read = (file: string) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
  const [program = ''] = (await read('cmdline')).split('\0');
  return path.basename(program) || (await read('comm')).trim();
}

async function holdsSocket(pid: string, inode: string): Promise<boolean> {
  const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => []);
  const targets = await Promise.all(descriptors.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')));
  return targets.includes(`socket:[${inode}]`);
}

async function findByLsof(port: number): Promise<string | null> {
  const args = ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'];
  const { stdout } = await promisify(execFile)('lsof', args).catch(() => ({ stdout: '' }));
  const pid = /^p(\d+)$/m.exec(stdout)?.[1];
  const name = /^c(.+)$/m.exec(stdout)?.[1];
  return pid === undefined ? null : `${name ?? 'a program'} (process ${pid})`;
}
