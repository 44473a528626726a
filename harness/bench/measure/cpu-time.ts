import { readdirSync, readFileSync } from 'node:fs';

const TICK_MS = 10;

/** Returns the user and system CPU milliseconds that these processes and all their descendants have used (Linux). */
export function readCpuMs(pids: readonly number[]): number {
  const processes = listProcesses();
  const wanted = new Set(pids);
  // Parents usually come before their children, but not always, so this repeats until nothing is added.
  for (let size = 0; size !== wanted.size;) {
    size = wanted.size;
    for (const { pid, parent } of processes) if (wanted.has(parent)) wanted.add(pid);
  }
  return processes.filter(({ pid }) => wanted.has(pid)).reduce((sum, { cpuMs }) => sum + cpuMs, 0);
}

/** Returns the resident memory in bytes. */
export function readRssBytes(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) * 1024;
}

function listProcesses(): { pid: number; parent: number; cpuMs: number }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        // The times of ended children would be in cutime and cstime, but no process ends within a round.
        return [
          { pid: Number(name), parent: Number(fields[1]), cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS },
        ];
      } catch {
        return [];
      }
    });
}
