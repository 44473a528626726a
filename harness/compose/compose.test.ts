import { parseConfig } from '@everruns/control-plane';
import { parseWorkerEnv } from '@everruns/worker/settings';
import { expect, it } from 'vitest';
import { TEMPORAL_VERSION } from '../dev/temporal-binaries.ts';
import { IMAGES } from '../packaging/images/stage-image.ts';
import { readCompose } from './read-compose.ts';
import { readBuildTarget } from './read-dockerfile.ts';
import { makeSecrets } from './sample-secrets.ts';

const secrets = makeSecrets();
const services = await readCompose(secrets);
const named = (name: string) => {
  const service = services.get(name);
  if (service === undefined) throw new Error(`compose.yaml has no service ${name}`);
  return service;
};
const ours = [...services].filter(([, { build }]) => build !== undefined);

it('compose.yaml says which secret is missing', async () => {
  const { WORKER_GRPC_TOKEN: _left, ...others } = secrets;
  await expect(readCompose(others)).rejects.toThrow('WORKER_GRPC_TOKEN is not set: see README.md');
});

it('both control planes start with settings that they take', async () => {
  const { environment } = await readBuildTarget('control-plane');
  for (const name of ['control-plane-0', 'control-plane-1']) {
    const config = parseConfig({ ...environment, ...named(name).environment });
    expect(config).toMatchObject({ runner: 'temporal', trustedProxyHops: 1, warnings: [] });
    expect(config.metricsAddr?.port).toBe(9_002);
    // What the UI and a browser of this machine call them.
    expect(config.allowedHosts).toEqual(expect.arrayContaining(['proxy', 'localhost']));
  }
});

it('a worker starts with settings that it takes, and knows neither database nor key', async () => {
  const { environment } = await readBuildTarget('worker');
  const given = { ...environment, ...named('worker').environment };
  expect(parseWorkerEnv(given)).toMatchObject({
    GRPC_ADDRESS: 'dns:///control-plane:9001',
    WORKER_HTTP_ADDR: { port: 9_003 },
  });
  expect(Object.keys(given).filter((name) => /DATABASE|SECRETS|API_KEY|JWT|PASSWORD/.test(name))).toEqual([]);
});

it('the files name the same ports and the same Temporal as the tests', () => {
  const { environment } = named('proxy');
  expect([environment.CONTROL_PLANE_0, environment.CONTROL_PLANE_1]).toEqual([
    'control-plane-0:9000',
    'control-plane-1:9000',
  ]);
  expect(named('ui').environment.EVERRUNS_API_URL).toBe(`http://proxy${environment.PROXY_ADDR}`);
  for (const name of ['temporal', 'temporal-schema', 'temporal-namespace'])
    expect(named(name).image).toMatch(new RegExp(`:${TEMPORAL_VERSION.replaceAll('.', String.raw`\.`)}$`));
});

it('every image has a tag that stays, and every service of ours a read-only root and no privileges', () => {
  const tags = [...services.values()].map(({ image }) => image);
  expect(tags.filter((image) => !/^[\w./-]+:\d[\w.-]*$/.test(image))).toEqual([]);
  expect(ours.map(([name]) => name)).toEqual(['control-plane-0', 'control-plane-1', 'worker', 'ui']);
  for (const [, service] of ours) expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], init: true });
});

it.each([...IMAGES])(
  'the image of %s belongs to nobody, and says what it is and whether it is healthy',
  async (name) => {
    const { user, labels, healthcheck, entrypoint } = await readBuildTarget(name);
    expect(user).toBe('65532:65532');
    const wanted = ['licenses', 'vendor', 'version', 'revision', 'title', 'description'];
    expect(Object.keys(labels)).toEqual(wanted.map((label) => `org.opencontainers.image.${label}`));
    expect([entrypoint[0], healthcheck[0]]).toEqual(['/usr/local/bin/node', '/usr/local/bin/node']);
  },
);
