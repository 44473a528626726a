import { EverrunsError } from '@everruns/schemas';
import { createInlineOffload } from '@everruns/core/testing';
import { createLogger } from '@everruns/log';
import { expect, it } from 'vitest';
import { systemClock } from '@everruns/kernel';
import { createIds } from '../kernel/create-ids.ts';
import { createHttpApp } from './app.ts';
import { createOpenAuthenticate } from '../auth/principal.ts';
import { healthRoutes } from './routes/health.ts';

const hostPolicy = { allowedHosts: ['agents.example'], corsAllowedOrigins: [] };
const lines: [Record<string, unknown>, string][] = [];
const app = createHttpApp({
  routes: healthRoutes({
    version: '1',
    authMode: 'none',
    runner: 'local',
    checkReady: () => Promise.reject(new EverrunsError('unavailable', 'Gone.', { cause: new Error('secret cause') })),
  }),
  authenticate: createOpenAuthenticate(),
  apiLimits: null,
  recordAudit: () => Promise.resolve(),
  trustedProxyHops: 0,
  hostPolicy,
  log: Object.assign(createLogger({ level: 'silent' }), {
    warn: (details: Record<string, unknown>, message: string) => void lines.push([details, message]),
  }),
  offload: createInlineOffload(),
  clock: systemClock,
  ids: createIds(systemClock),
});

async function ask(path: string, headers: Record<string, string>, remoteAddress?: string): Promise<Response> {
  const socket = remoteAddress === undefined ? {} : { remoteAddress };
  return app.request(path, { headers }, { incoming: { socket } });
}

it('what is refused for where it comes from is said once in a while, with what to change', async () => {
  for (let time = 0; time < 5; time += 1) await ask('/x', { host: `${'h'.repeat(300)}.example` }, '10.0.0.7');
  expect(lines).toEqual([[{ host: 'h'.repeat(200), peer: '10.0.0.7' }, expect.stringContaining('ALLOWED_HOSTS')]]);
});

it('names of the own machine are served to this machine only', async () => {
  const isServed = async (host: string, peer: string | undefined) => (await ask('/x', { host }, peer)).status !== 421;
  const peers = ['127.0.0.1', '::ffff:127.0.0.1', '::1', '10.0.0.7', '::ffff:10.0.0.7', undefined];
  for (const host of ['localhost:9000', '127.0.0.1', '[::1]', '0.0.0.0', '[::ffff:127.0.0.1]:9000']) {
    const served = await Promise.all(peers.map((peer) => isServed(host, peer)));
    expect([host, ...served]).toEqual([host, true, true, true, false, false, false]);
  }
  const listed = await Promise.all(peers.map((peer) => isServed('agents.example', peer)));
  expect(listed).toEqual(peers.map(() => true));
});

it.each(['10.1.2.3:9000', '[fd00::1]:9000', 'pod-0.everruns.svc', ''])(
  'a probe that comes as %j is answered, and hears nothing but yes or no',
  async (host) => {
    const [live, ready, about] = await Promise.all(
      ['/health/live', '/health/ready', '/health'].map((path) => ask(path, { host }, '10.0.0.7')),
    );
    expect([live?.status, await live?.text()]).toEqual([200, '{"status":"ok"}']);
    expect(ready?.status).toBe(503);
    expect(await ready?.text()).not.toContain('secret cause');
    expect(about?.status).toBe(421);
  },
);
