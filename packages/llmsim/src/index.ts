export * from './beat.ts';
export * from './conversation.ts';
export * from './driver.ts';
export * from './engine.ts';
export * from './pace.ts';
export * from './scenario.ts';
export * from './sim-error.ts';
