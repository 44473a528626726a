import { spawn } from 'node:child_process';

/** How a child's command line begins, before the path of Node. */
export interface Wrapper {
  command: readonly string[];
  /** Whether the child has a network namespace of its own, and with it no network. */
  isWithoutNetwork: boolean;
}

/** A child that outlives its parent, in a program without end, ends itself after this much time of the processor. */
const CPU_SECONDS = 120;
const LIMITS = ['sh', '-c', `ulimit -c 0; ulimit -t ${CPU_SECONDS}; exec "$@"`, 'sh'];
const NO_NETWORK = ['unshare', '--user', '--net', '--map-current-user'];

/** In the order of preference. A container often forbids namespaces, and a small image may have no shell. */
const WRAPPERS: readonly Wrapper[] = [
  ...(process.platform === 'linux' ? [{ command: [...LIMITS, ...NO_NETWORK], isWithoutNetwork: true }] : []),
  { command: LIMITS, isWithoutNetwork: false },
];

/** Returns the best wrapper that works here, by trying. */
export async function findWrapper(): Promise<Wrapper> {
  for (const wrapper of WRAPPERS) {
    if (await works(wrapper.command)) return wrapper;
  }
  return { command: [], isWithoutNetwork: false };
}

function works([command = '', ...args]: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, [...args, 'sh', '-c', ':'], { env: {}, stdio: 'ignore' });
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
  });
}
