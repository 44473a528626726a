export { createServedDocument } from './served-document.ts';
export { createTestDatabase, type TestDatabase } from './test-database.ts';
export * from '../grpc/server.ts';
export * from '../engine/testing/engine-kit.ts';
export { runSql } from '../db/database.ts';
export { PASSING_ERRORS } from '../db/testing/error-table.ts';
export { BYTE_LIMITS, COUNT_LIMITS, NUMBER_LIMITS, TEXT_LIMITS } from '../grpc/check-worker-input.ts';
