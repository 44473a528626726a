export * from './arguments-text.ts';
export * from './fields.ts';
export * from './finish-reason.ts';
export * from './read-answer.ts';
export * from './token-report.ts';
