export * from './fields.ts';
export * from './read-answer.ts';
