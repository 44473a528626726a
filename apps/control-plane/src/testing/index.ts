export { createServedDocument } from './served-document.ts';
export { createTestDatabase, type TestDatabase } from './test-database.ts';
export * from '../grpc/server.ts';
export * from '../engine/testing/engine-kit.ts';
