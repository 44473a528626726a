export * from './catalog.ts';
export * from './envelope.ts';
export { FinishReason } from './reason.ts';
export { toToolCompleted } from './tool-completed.ts';
