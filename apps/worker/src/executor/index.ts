export * from './drivers.ts';
export * from './event-stream-client.ts';
export * from './execute-atom.ts';
export * from './retry-later.ts';
export * from './segment-executor.ts';
export * from './turn-context-cache.ts';
