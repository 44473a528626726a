export type { CallInput, McpQuestion } from '../src/mcp-asks.ts';
export { startAskingServer, type AskingServer } from './asking-server.ts';
export { startOauthTwin, type OauthTwin } from './oauth-twin.ts';
export { startMcpServer, type LocalMcpOptions, type LocalMcpServer } from './start-mcp-server.ts';
export { createPaintingServer, createSampleServer } from './sample-server.ts';

/** A program that speaks the protocol over its standard input and output. */
export const STDIO_SERVER = new URL('stdio-server.ts', import.meta.url).pathname;
