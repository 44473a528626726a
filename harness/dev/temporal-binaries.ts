import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Versions ≥ 1.30.3 fix CVE-2026-5199; 1.32.2 needs a newer Go than Debian has. */
export const TEMPORAL_VERSION = '1.32.0';
const BUILD_TIMEOUT_MS = 20 * 60_000;

export type TemporalServerSource =
  /** A server that already runs elsewhere, which is used and never stopped. */
  | { kind: 'address'; address: string }
  /** The `temporal` CLI with its development server. */
  | { kind: 'cli'; path: string }
  /** The production server and its schema tool, which need PostgreSQL. */
  | { kind: 'server'; server: string; sql: string };

/**
 * Finds a Temporal server: `TEMPORAL_ADDRESS`, then `TEMPORAL_CLI_PATH` or `temporal` on PATH, then our cache, then a
 * build from Go modules into that cache (3 minutes cold). Throws with what to install if none of them is available.
 */
export async function ensureTemporalServer(env: NodeJS.ProcessEnv = process.env): Promise<TemporalServerSource> {
  if (env['TEMPORAL_ADDRESS']) return { kind: 'address', address: env['TEMPORAL_ADDRESS'] };
  const cli = env['TEMPORAL_CLI_PATH'] || (await findOnPath('temporal', env));
  if (cli) return { kind: 'cli', path: cli };
  return buildTemporalServer(env);
}

/** Returns the production server from the cache, after building it if necessary. */
async function buildTemporalServer(env: NodeJS.ProcessEnv): Promise<TemporalServerSource> {
  const folder = join(homedir(), '.cache', 'everruns', `temporal-server-${TEMPORAL_VERSION}`);
  const server = join(folder, 'server');
  const sql = join(folder, 'sql');
  if ((await isExecutable(server)) && (await isExecutable(sql))) return { kind: 'server', server, sql };
  const go = await findOnPath('go', env);
  if (!go)
    throw new Error(
      'No Temporal server: set TEMPORAL_ADDRESS, put `temporal` on PATH, or install Go 1.25+ for a build.',
    );
  await mkdir(folder, { recursive: true });
  const source = 'go.temporal.io/server/cmd';
  const packages = [`${source}/server@v${TEMPORAL_VERSION}`, `${source}/tools/sql@v${TEMPORAL_VERSION}`];
  await run(go, ['install', '-ldflags=-s -w', ...packages], {
    env: { ...env, GOBIN: folder },
    timeout: BUILD_TIMEOUT_MS,
    maxBuffer: 64 * 1024 * 1024,
  });
  return { kind: 'server', server, sql };
}

async function findOnPath(name: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  for (const folder of (env['PATH'] ?? '').split(delimiter)) {
    const candidate = join(folder, name);
    if (folder !== '' && (await isExecutable(candidate))) return candidate;
  }
  return undefined;
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
