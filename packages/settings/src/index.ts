export * from './database-url.ts';
export * from './find-file-errors.ts';
export * from './kinds.ts';
export * from './model-limits.ts';
export * from './judge-names.ts';
/** @public The structure test compares them with the names that are read. */
export { OUR_NAMES } from './our-names.ts';
export * from './parse-settings.ts';
export * from './provider-settings.ts';
export * from './secret-strength.ts';
export * from './secrets.ts';
export * from './stdio-servers.ts';
