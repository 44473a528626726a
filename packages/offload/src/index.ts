export * from './create-offload.ts';
export type { FairQueueLimits } from './fair-queue.ts';
