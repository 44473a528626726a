import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildUi } from '@everruns/cli/ui';
import { omitUndefined } from '@everruns/kernel';
import { StackProcess } from '../dev/child-process.ts';
import { findFreePorts } from '../dev/free-ports.ts';
import { startStack, type Stack, type StackOptions } from '../dev/stack.ts';
import { findHaproxy, planProxy, type ProxyKind } from './proxy.ts';

type OfStack =
  | 'env'
  | 'envOf'
  | 'postgres'
  | 'postgresSettings'
  | 'postgresFolder'
  | 'hasStandby'
  | 'proxies'
  | 'programs'
  | 'releaseOf';

export interface TopologyOptions extends Pick<StackOptions, OfStack> {
  /** Default: 2. */
  controlPlanes?: number;
  /** Default: 3. */
  workers?: number;
  /** Default: HAProxy where it is installed. */
  proxy?: ProxyKind;
  /** Whether the UI is built and served. Default: true. */
  hasUi?: boolean;
  onProgress?: (text: string) => void;
}

/** What a cluster consists of, as processes of one machine. */
export interface Topology extends Stack {
  proxy: StackProcess;
  proxyKind: ProxyKind;
  /** Where clients call the API. */
  proxyUrl: string;
  ui: StackProcess | null;
  uiUrl: string | null;
  collector: StackProcess;
  collectorUrl: string;
  /** The exports of traces, one line of JSON each. */
  tracesFile: string;
  /** The addresses of `/metrics`, one of each control plane. */
  metricsUrls: string[];
}

const COLLECTOR = new URL('process/collector.ts', import.meta.url);
const UI_SERVER = new URL('../../apps/ui/src/server/serve.ts', import.meta.url);
const UI_FOLDER = path.resolve(import.meta.dirname, '../../apps/ui');

/**
 * Starts PostgreSQL, Temporal, control planes behind a proxy without sticky sessions, workers that know no database, the UI and a
 * collector of traces. Disposing of it ends every process and deletes every file.
 */
export async function startTopology(options: TopologyOptions = {}): Promise<Topology> {
  const { controlPlanes = 2, workers = 3, hasUi = true, onProgress = () => undefined } = options;
  await using opened = new AsyncDisposableStack();
  const folder = opened.adopt(await mkdtemp(path.join(tmpdir(), 'everruns-topology-')), (made) =>
    rm(made, { recursive: true, force: true }),
  );
  const [proxyPort = 0, uiPort = 0, collectorPort = 0, ...metricsPorts] = await findFreePorts(3 + controlPlanes);
  const metricsUrls = metricsPorts.map((port) => `http://127.0.0.1:${port}/metrics`);
  const start = async (process: StackProcess): Promise<StackProcess> => {
    opened.adopt(process, (started) => started.kill());
    await process.start();
    return process;
  };

  const tracesFile = path.join(folder, 'traces.jsonl');
  const collectorEnv = { COLLECTOR_PORT: String(collectorPort), TRACES_FILE: tracesFile };
  const collector = await start(new StackProcess({ name: 'collector', entry: COLLECTOR, env: collectorEnv }));
  const collectorUrl = `http://127.0.0.1:${collectorPort}`;
  onProgress('Starting PostgreSQL, Temporal, control planes and workers …');
  const stack = opened.use(
    await startStack({
      runner: 'temporal',
      programs: options.programs ?? 'product',
      controlPlanes,
      workers,
      ...omitUndefined({
        postgres: options.postgres,
        postgresSettings: options.postgresSettings,
        postgresFolder: options.postgresFolder,
        hasStandby: options.hasStandby,
        proxies: options.proxies,
        releaseOf: options.releaseOf,
      }),
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: collectorUrl, TRUSTED_PROXY_HOPS: '1', ...options.env },
      envOf: (name) => ({ ...metricsOf(name, metricsPorts), ...options.envOf?.(name) }),
    }),
  );
  const proxyKind = options.proxy ?? (findHaproxy() !== null && controlPlanes === 2 ? 'haproxy' : 'node');
  const address = `127.0.0.1:${proxyPort}`;
  const behind = stack.urls.map((url) => new URL(url).host);
  const proxy = await start(planProxy({ kind: proxyKind, address, controlPlanes: behind }));
  const proxyUrl = `http://${address}`;
  if (hasUi) await buildUi(onProgress);
  const ui = hasUi ? await start(planUi(uiPort, proxyUrl)) : null;
  const uiUrl = hasUi ? `http://127.0.0.1:${uiPort}` : null;
  const running = opened.move();
  return {
    ...stack,
    proxy,
    proxyKind,
    proxyUrl,
    ui,
    uiUrl,
    collector,
    collectorUrl,
    tracesFile,
    metricsUrls,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

function metricsOf(name: string, ports: readonly number[]): Record<string, string> {
  const [, index] = /^control-plane-(\d+)$/.exec(name) ?? [];
  return index === undefined ? {} : { METRICS_ADDR: `127.0.0.1:${ports[Number(index)]}` };
}

function planUi(port: number, apiUrl: string): StackProcess {
  const env = { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', EVERRUNS_API_URL: apiUrl };
  return new StackProcess({ name: 'ui', entry: UI_SERVER, args: [UI_FOLDER, '127.0.0.1', String(port)], env });
}
