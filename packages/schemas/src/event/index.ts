export * from './catalog.ts';
export * from './envelope.ts';
export { FinishReason } from './reason.ts';
export { toToolCompleted, type EndOfCall } from './tool-completed.ts';
