export * from './worker-service.ts';
export * from './workflow-contract.ts';
