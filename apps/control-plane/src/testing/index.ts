export { createServedDocument } from './served-document.ts';
export { createTestDatabase, type TestDatabase } from './test-database.ts';
export * from '../grpc/server.ts';
export * from '../turns/testing/engine-kit.ts';
export { createWorkerService } from '../turns/create-worker-service.ts';
export { WorkerStreams } from '../turns/worker-streams.ts';
