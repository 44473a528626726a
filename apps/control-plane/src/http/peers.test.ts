import { pino } from 'pino';
import { expect, test } from 'vitest';
import { systemClock, systemIds } from '../kernel/system-clock.ts';
import { createHttpApp } from './app.ts';
import { createOpenAuthenticate } from '../auth/principal.ts';
import { createMetricsApp } from './metrics-app.ts';

const hostPolicy = { allowedHosts: ['agents.example'], corsAllowedOrigins: [] };
const listeners = {
  api: createHttpApp({
    routes: [],
    authenticate: createOpenAuthenticate(),
    apiLimits: null,
    recordAudit: () => Promise.resolve(),
    trustedProxyHops: 0,
    hostPolicy,
    log: pino({ level: 'silent' }),
    clock: systemClock,
    ids: systemIds,
  }),
  metrics: createMetricsApp({ read: () => Promise.resolve('') }, hostPolicy),
};

test.each(['api', 'metrics'] as const)('the %s serves names of the own machine to this machine only', async (name) => {
  const ask = async (host: string, remoteAddress: string | undefined) => {
    const socket = remoteAddress === undefined ? {} : { remoteAddress };
    const answer = await listeners[name].request('/metrics', { headers: { host } }, { incoming: { socket } });
    return answer.status !== 421;
  };
  const peers = ['127.0.0.1', '::ffff:127.0.0.1', '::1', '10.0.0.7', '::ffff:10.0.0.7', undefined];
  for (const host of ['localhost:9000', '127.0.0.1', '[::1]', '0.0.0.0', '[::ffff:127.0.0.1]:9000']) {
    const served = await Promise.all(peers.map((peer) => ask(host, peer)));
    expect([host, ...served]).toEqual([host, true, true, true, false, false, false]);
  }
  const listed = await Promise.all(peers.map((peer) => ask('agents.example', peer)));
  expect(listed).toEqual(peers.map(() => true));
});
