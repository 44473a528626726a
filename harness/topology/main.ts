import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findDrill } from './drills/drills.ts';
import { like, type DrillReport } from './drills/drill.ts';
import type { ProxyKind } from './proxy.ts';
import { startTopology, type Topology } from './topology.ts';

// `pnpm topology [--drill NAME]`: a whole cluster as processes of this machine, until Ctrl-C or the end of the drill.
const { values } = parseArgs({
  options: {
    drill: { type: 'string' },
    'control-planes': { type: 'string', default: '2' },
    workers: { type: 'string', default: '3' },
    proxy: { type: 'string' },
    'no-ui': { type: 'boolean', default: false },
    /** Of a drill: the sessions that go on meanwhile, the turns between two faults, and whether the proxy is restarted too. */
    sessions: { type: 'string', default: '20' },
    turns: { type: 'string', default: '40' },
    'with-proxy': { type: 'boolean', default: false },
    /** Whether the bounds of a drill, which are for a quiet machine, count. */
    strict: { type: 'boolean', default: false },
    /** A folder for what control planes and workers have logged since their last start. */
    logs: { type: 'string' },
  },
});
const drill = values.drill === undefined ? null : findDrill(values.drill);
const stopped = Promise.race((['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((signal) => once(process, signal)));
const print = (line: string): void => console.log(line);

const ground = drill?.prepare === undefined ? like({}) : await drill.prepare();
if (ground === null) process.exit(0);
const topology = await startTopology({
  controlPlanes: Number(values['control-planes']),
  workers: Number(values.workers),
  ...ground.options,
  hasUi: !values['no-ui'],
  onProgress: print,
  ...(values.proxy === undefined ? {} : { proxy: toProxyKind(values.proxy) }),
});
try {
  print(describe(topology));
  if (drill === null) {
    await stopped;
    print('Stopping …');
  } else {
    const running = drill.run(topology, {
      sessions: Number(values.sessions),
      turnsBetween: Number(values.turns),
      hasProxy: values['with-proxy'],
      isStrict: values.strict,
      onProgress: print,
    });
    running.catch(() => undefined);
    const report = await Promise.race([running, stopped.then(() => null)]);
    process.exitCode = report !== null && tell(report) ? 0 : 1;
  }
} finally {
  if (values.logs !== undefined) await keepLogs(topology, values.logs);
  await topology[Symbol.asyncDispose]();
  await ground[Symbol.asyncDispose]();
}
process.exit();

async function keepLogs({ controlPlanes, workers }: Topology, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const process of [...controlPlanes, ...workers])
    await writeFile(path.join(folder, `${process.name}.log`), process.output());
}

function toProxyKind(name: string): ProxyKind {
  if (name === 'haproxy' || name === 'node') return name;
  throw new Error(`--proxy ${name}: choose haproxy or node.`);
}

function describe({ urls, grpcAddresses, workers, postgres, temporal, simulator, ...parts }: Topology): string {
  const { proxyUrl, proxyKind, uiUrl, collectorUrl, tracesFile, metricsUrls } = parts;
  const rows: [string, string][] = [
    ['API', `${proxyUrl}, ${proxyKind} without sticky sessions`],
    ...(uiUrl === null ? [] : [['UI', uiUrl] satisfies [string, string]]),
    ...urls.map((url, index): [string, string] => [
      `control plane ${index}`,
      `${url}, gRPC ${grpcAddresses[index]}, ${metricsUrls[index]}`,
    ]),
    ['workers', workers.map(({ name, pid }) => `${name} (pid ${pid})`).join(', ')],
    ['PostgreSQL', postgres.url],
    ['Temporal', temporal?.address ?? ''],
    ['model', `${simulator.url}, simulated`],
    ['traces', `${collectorUrl}, ${tracesFile}`],
  ];
  const table = rows.map(([name, value]) => `  ${name.padEnd(16)} ${value}`);
  return ['', ...table, '', drill === null ? '  Ctrl-C stops everything.\n' : `  Drill: ${drill.says}\n`].join('\n');
}

/** Returns whether nothing was lost. */
function tell({ lines, violations }: DrillReport): boolean {
  print(['', ...lines].join('\n'));
  for (const { invariant, session_id, says } of violations) print(`  ${invariant} ${session_id}: ${says}`);
  print(violations.length === 0 ? 'Nothing was lost, doubled or stuck.' : `${violations.length} violations.`);
  return violations.length === 0;
}
