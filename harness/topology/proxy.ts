import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { StackProcess } from '../dev/child-process.ts';
import { isHealthy } from '../dev/programs.ts';

/** `haproxy` runs the file that `harness/compose` ships; `node` needs nothing that is not here. */
export type ProxyKind = 'haproxy' | 'node';

/** The file that `harness/compose` ships. */
export const HAPROXY_FILE = path.resolve(import.meta.dirname, '../compose/haproxy.cfg');
const BALANCER = new URL('process/balancer.ts', import.meta.url);

/** Returns the path of HAProxy, or null where it is not installed. */
export function findHaproxy(): string | null {
  // Debian installs it where accounts other than root do not look.
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => path.join(folder, 'haproxy')).find(isExecutable) ?? null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export interface ProxyPlan {
  kind: ProxyKind;
  /** `host:port` */
  address: string;
  /** The `host:port` of the replicas' APIs. */
  controlPlanes: readonly string[];
}

/** A proxy in front of the control planes that is not running yet. Throws where its program or its shape does not allow it. */
export function planProxy({ kind, address, controlPlanes }: ProxyPlan): StackProcess {
  const name = 'proxy';
  if (kind === 'node') {
    const env = { PROXY_ADDR: address, CONTROL_PLANES: controlPlanes.join(',') };
    return new StackProcess({ name, entry: BALANCER, env });
  }
  const program = findHaproxy();
  if (program === null) throw new Error('HAProxy is not installed: apt-get install haproxy, or choose --proxy node.');
  if (controlPlanes.length !== 2)
    throw new Error('harness/compose/haproxy.cfg is for two control planes: choose --proxy node.');
  const [first = '', second = ''] = controlPlanes;
  const httpUrl = `http://${address}`;
  return new StackProcess({
    name,
    entry: program,
    args: ['-db', '-f', HAPROXY_FILE],
    env: { PROXY_ADDR: address, CONTROL_PLANE_0: first, CONTROL_PLANE_1: second },
    lookReady: async () => ((await isHealthy(`${httpUrl}/health/ready`)) ? { kind: 'ready', httpUrl } : null),
  });
}
