export { createServedDocument } from './served-document.ts';
export * from '../grpc/server.ts';
export * from '../turns/testing/engine-kit.ts';
