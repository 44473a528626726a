const GLOBALS = ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest', 'Worker', 'BroadcastChannel', 'navigator'];
const OF_PROCESS = [
  'binding',
  '_linkedBinding',
  '_debugProcess',
  '_kill',
  'abort',
  'chdir',
  'constrainedMemory',
  'dlopen',
  'execve',
  'getBuiltinModule',
  'kill',
  'loadEnvFile',
  'mainModule',
  'moduleLoadList',
  'reallyExit',
  'report',
  'setgid',
  'setuid',
];

/**
 * Takes from the globals of this process what leads out of it. The walls are the engine, the permissions of Node and the network
 * namespace; this only makes a program that got past the engine find less.
 */
export function closeDoors(): void {
  for (const name of GLOBALS) remove(globalThis, name);
  for (const name of OF_PROCESS) remove(process, name);
}

function remove(target: object, name: string): void {
  Object.defineProperty(target, name, { value: undefined, writable: false, configurable: false });
}
