import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findFreePort } from './free-port.ts';

/** Undefined where it is not installed. */
export const PGBOUNCER = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer'].find((file) => existsSync(file));

/** Starts a PgBouncer in transaction mode with so many connections to the database. */
export async function startPgBouncer(
  databaseUrl: string,
  connections: number,
): Promise<AsyncDisposable & { url: string; pid: number }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'everruns-pgbouncer-'));
  const { hostname, port, username, password, pathname } = new URL(databaseUrl);
  const secret = password === '' ? '' : ` password=${password}`;
  const listenPort = await findFreePort();
  const settings = [
    '[databases]',
    `${pathname.slice(1)} = host=${hostname} port=${port} user=${username}${secret}`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${listenPort}`,
    'unix_socket_dir =',
    'auth_type = any',
    'pool_mode = transaction',
    `default_pool_size = ${connections}`,
  ];
  const file = path.join(folder, 'pgbouncer.ini');
  await writeFile(file, `${settings.join('\n')}\n`);
  await chmod(folder, 0o755);
  // It refuses to run as root.
  const asNobody = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const child = spawn(PGBOUNCER ?? '', [...asNobody, file], { stdio: ['ignore', 'ignore', 'pipe'] });
  for await (const chunk of child.stderr.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    if (String(chunk).includes('process up')) break;
  }
  child.stderr.resume();
  return {
    pid: child.pid ?? 0,
    url: `postgres://${username}@127.0.0.1:${listenPort}${pathname}`,
    async [Symbol.asyncDispose]() {
      child.kill('SIGINT');
      if (child.exitCode === null) await once(child, 'exit');
      await rm(folder, { recursive: true });
    },
  };
}
