/** The entry of the workflow bundle. */
export * from './turn.workflow.ts';
