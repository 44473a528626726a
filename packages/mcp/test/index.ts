export { startMcpServer, type LocalMcpOptions, type LocalMcpServer } from './start-mcp-server.ts';
export { createSampleServer } from './sample-server.ts';
