import { z } from 'zod';
import { findFreePorts } from './free-ports.ts';

const Memory = z.object({ rss: z.number(), heapUsed: z.number(), external: z.number() });
const SERVE_MEMORY = new URL('process/serve-memory.ts', import.meta.url).href;

/** What a process has once garbage is collected, in bytes. `used` is its heap, and buffers outside of it. */
export interface ProcessMemory {
  rss: number;
  used: number;
}

/** Chooses a port at which one process of Node tells its memory, and returns the settings with which that process starts. */
export async function reserveMemoryReader(): Promise<{ env: Record<string, string>; read(): Promise<ProcessMemory> }> {
  const [port = 0] = await findFreePorts(1);
  return {
    env: { NODE_OPTIONS: `--import=${SERVE_MEMORY}`, MEMORY_PORT: String(port) },
    async read() {
      const answer = await fetch(`http://127.0.0.1:${port}/`);
      const { rss, heapUsed, external } = Memory.parse(await answer.json());
      return { rss, used: heapUsed + external };
    },
  };
}
