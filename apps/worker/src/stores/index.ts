export * from './grpc-agent-store.ts';
export * from './grpc-llm-provider-store.ts';
export * from './grpc-message-store.ts';
export * from './grpc-session-file-store.ts';
export * from './grpc-session-store.ts';
