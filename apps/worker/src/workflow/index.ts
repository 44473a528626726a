/** The only file that the workflow bundle enters by. */
export * from './turn.workflow.ts';
