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
 * Takes from the globals of this process what leads to a network. The walls are the engine, the permissions of Node and the network
 * namespace; this only makes a program that got past the engine find less. An engine that finds these globals looks at them, and whoever
 * looks at one makes Node load its HTTP client, so they go before the engine is loaded.
 */
export function closeNetwork(): void {
  for (const name of GLOBALS) remove(globalThis, name);
}

/** Takes from the process what leads out of it, when the engine no longer needs it. */
export function closeDoors(): void {
  for (const name of OF_PROCESS) remove(process, name);
}

function remove(target: object, name: string): void {
  // To define a global that Node makes when it is needed makes it; to delete it does not.
  Reflect.deleteProperty(target, name);
  Object.defineProperty(target, name, { value: undefined, writable: false, configurable: false });
}
