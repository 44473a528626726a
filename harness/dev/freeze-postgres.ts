import { readdir, readFile } from 'node:fs/promises';

/** Stops or continues a server with all of its processes. Resolves with how many there were. */
export async function freezePostgres(postmaster: number, signal: 'SIGSTOP' | 'SIGCONT'): Promise<number> {
  const pids = await listProcesses(postmaster);
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // The process has ended meanwhile.
    }
  }
  return pids.length;
}

/** The postmaster, and then its children. */
async function listProcesses(postmaster: number): Promise<number[]> {
  const ids = (await readdir('/proc')).map(Number).filter((id) => id > 0);
  const parents = await Promise.all(ids.map((id) => parentOf(id)));
  return [postmaster, ...ids.filter((_, index) => parents[index] === postmaster)];
}

async function parentOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}
