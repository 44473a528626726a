export { inspectPicture } from '../llm/pictures/inspect-picture.ts';
/** Fakes for tests of anything that is built on core. They are strict and need no test runner. */
export * from './builders.ts';
export * from './fake-clock.ts';
export * from './in-memory-session-file-store.ts';
export * from './in-memory-steps.ts';
export * from './in-memory-stores.ts';
export * from './in-memory-turn.ts';
export * from './inline-offload.ts';
export * from './no-heads.ts';
export * from './no-mcp.ts';
export * from './no-sandbox.ts';
export * from './no-secrets.ts';
export * from './recording-event-emitter.ts';
export * from './refusing-egress.ts';
export * from './scripted-driver.ts';
export * from './scripted-tool-model.ts';
export * from './sequential-ids.ts';
