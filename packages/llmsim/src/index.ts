export * from './beat.ts';
export * from './conversation.ts';
export * from './demo/questions.ts';
export { DEMO_MODELS } from './demo/scenarios.ts';
export * from './driver.ts';
export * from './engine.ts';
export * from './pace.ts';
export * from './scenario.ts';
export * from './sim-error.ts';
