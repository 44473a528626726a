export * from './client-frame.ts';
export * from './close-code.ts';
export * from './server-frame.ts';
