import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Temporal stores ports in a smallint, so they must be below 32,768, which is also below the system's ephemeral range. */
const LOWEST = 12_000;
const HIGHEST = 32_000;

/** One file for each port that a process of this user has chosen. It contains the pid of that process. */
export const RESERVED = path.join(tmpdir(), `everruns-ports-${process.getuid?.() ?? 'user'}`);
const own = new Set<string>();

/**
 * Returns different loopback ports on which nothing listens. They are reserved for this process until it ends, so that no other process
 * that asks here gets one of them before it is bound, or while its server restarts.
 */
export async function findFreePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    if (reserve(port) && (await isFree(port))) ports.push(port);
  }
  return ports;
}

/** Returns whether the port is now reserved for this process, and was not before. */
function reserve(port: number): boolean {
  mkdirSync(RESERVED, { recursive: true });
  const file = path.join(RESERVED, String(port));
  if (!create(file)) {
    if (own.has(file) || isAlive(readOwner(file))) return false;
    rmSync(file, { force: true });
    if (!create(file)) return false;
  }
  if (own.size === 0) process.once('exit', releaseAll);
  own.add(file);
  return true;
}

function create(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Returns null where the file is gone, or its process has not written its pid yet. */
function readOwner(file: string): number | null {
  try {
    return Number(readFileSync(file, 'utf8')) || null;
  } catch {
    return null;
  }
}

function isAlive(pid: number | null): boolean {
  if (pid === null) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

function releaseAll(): void {
  for (const file of own) rmSync(file, { force: true });
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
