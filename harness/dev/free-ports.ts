import { once } from 'node:events';
import { createServer } from 'node:net';

/** Temporal stores ports in a smallint, so they must be below 32,768, which is also below the system's ephemeral range. */
const LOWEST = 12_000;
const HIGHEST = 32_000;

/** Returns different loopback ports that were free a moment ago. */
export async function findFreePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    if (!ports.has(port) && (await isFree(port))) ports.add(port);
  }
  return [...ports];
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  await new Promise((resolve) => server.close(resolve));
  return true;
}
