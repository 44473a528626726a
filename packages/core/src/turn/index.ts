/** The loop alone, which is safe in the Temporal sandbox. Nothing here may import more than types. */
export * from './next-step.ts';
export * from './run-turn.ts';
export type * from './turn-runtime.ts';
