import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findFreePort } from './free-port.ts';

export interface RedisServer extends AsyncDisposable {
  url: string;
  port: number;
  stop(): Promise<void>;
  /** Keeps the connections open but stops answering. */
  freeze(): void;
  thaw(): void;
}

const TLS = path.join(import.meta.dirname, '../grpc/testing/tls');
/** The certificate names `localhost`. */
export const REDIS_TLS = { cert: path.join(TLS, 'test-only.cert.pem'), key: path.join(TLS, 'test-only.key.pem') };

/** Starts a Redis for this test only, on loopback and without persistence. */
export async function startRedisServer({
  port,
  isTls = false,
}: { port?: number; isTls?: boolean } = {}): Promise<RedisServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'everruns-redis-'));
  const chosen = port ?? (await findFreePort());
  const listener = isTls
    ? ['--port', '0', '--tls-port', String(chosen), '--tls-cert-file', REDIS_TLS.cert, '--tls-key-file', REDIS_TLS.key]
    : ['--port', String(chosen)];
  const settings = ['--bind', '127.0.0.1', '--save', '', '--dir', folder, '--requirepass', 'canary-redis-password'];
  const tls = isTls ? ['--tls-auth-clients', 'no'] : [];
  const child = spawn('redis-server', [...listener, ...settings, ...tls], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  for await (const chunk of child.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    if (String(chunk).includes('Ready to accept connections')) break;
  }
  child.stdout.resume();
  const stop = async () => {
    child.kill('SIGKILL');
    await exited;
    await rm(folder, { recursive: true, force: true });
  };
  return {
    url: `${isTls ? 'rediss' : 'redis'}://:canary-redis-password@localhost:${chosen}/0`,
    port: chosen,
    stop,
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    [Symbol.asyncDispose]: stop,
  };
}
