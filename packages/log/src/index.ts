export * from './create-logger.ts';
export * from './describe-error.ts';
export * from './quiet-log.ts';
