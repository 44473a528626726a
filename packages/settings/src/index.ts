export * from './find-file-errors.ts';
export * from './kinds.ts';
export * from './model-limits.ts';
export * from './judge-names.ts';
export { OUR_NAMES } from './our-names.ts';
export * from './parse-settings.ts';
export * from './provider-settings.ts';
export * from './secret-strength.ts';
export * from './secrets.ts';
