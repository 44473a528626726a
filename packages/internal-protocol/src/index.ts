export * from './channel-options.ts';
export * from './client.ts';
export type * from './model-call-counts.ts';
export type * from './probe-model.ts';
export * from './status.ts';
export type * from './tool-requests.ts';
export * from './worker-service.ts';
export * from './workflow-contract.ts';
export type { StreamState } from './worker-stream.ts';
