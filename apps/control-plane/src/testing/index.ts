export * from '../grpc/server.ts';
export * from '../turns/testing/engine-kit.ts';
