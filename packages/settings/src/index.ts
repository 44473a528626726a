export * from './find-file-errors.ts';
export * from './kinds.ts';
export * from './parse-settings.ts';
