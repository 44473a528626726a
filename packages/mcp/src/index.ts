export { McpPool } from './connection-pool.ts';
export { McpFailure } from './mcp-failure.ts';
export { type ListKind, type McpClient } from './open-client.ts';
export { toSafeTools, type SafeTool } from './safe-tools.ts';
