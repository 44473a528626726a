export * from './find-file-errors.ts';
export * from './kinds.ts';
export * from './model-limits.ts';
export * from './parse-settings.ts';
