import { inputRequired, McpServer, ResourceTemplate } from '@modelcontextprotocol/server';
import { z } from 'zod';

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** A server with one tool of each kind of result. */
export function createSampleServer(name = 'sample'): McpServer {
  const server = new McpServer({ name, version: '1.2.3' }, { instructions: 'Ask echo first.' });
  server.registerTool(
    'echo',
    { description: 'Says it again.', inputSchema: z.object({ text: z.string() }), annotations: { readOnlyHint: true } },
    ({ text }) => ({ content: [{ type: 'text', text }] }),
  );
  server.registerTool(
    'sum',
    {
      description: 'Adds.',
      inputSchema: z.object({ a: z.number(), b: z.number() }),
      outputSchema: z.object({ sum: z.number() }),
      annotations: { idempotentHint: true },
    },
    ({ a, b }) => ({
      content: [{ type: 'text', text: JSON.stringify({ sum: a + b }) }],
      structuredContent: { sum: a + b },
    }),
  );
  server.registerTool('delete.everything', { description: 'Deletes.', annotations: { destructiveHint: true } }, () => ({
    content: [{ type: 'text', text: 'deleted' }],
  }));
  server.registerTool('picture', { description: 'Draws.' }, () => ({
    content: [
      { type: 'image', data: PIXEL, mimeType: 'image/png' },
      { type: 'resource', resource: { uri: 'test://a', text: 'inside' } },
      { type: 'resource_link', uri: 'test://b', name: 'b' },
    ],
  }));
  server.registerTool('fail', { description: 'Fails.' }, () => ({
    isError: true,
    content: [{ type: 'text', text: 'no luck' }],
  }));
  server.registerTool(
    'count',
    { description: 'Counts aloud.', inputSchema: z.object({ to: z.int() }) },
    async ({ to }, context) => {
      for (let at = 1; at <= to; at += 1) await notifyProgress(context, { at, to });
      return { content: [{ type: 'text', text: `counted to ${to}` }] };
    },
  );
  offerResources(server);
  offerPrompts(server);
  return server;
}

function offerResources(server: McpServer): void {
  server.registerResource('note', 'test://note', { description: 'A note', mimeType: 'text/plain' }, () => ({
    contents: [{ uri: 'test://note', text: 'noted' }],
  }));
  server.registerResource('pixel', 'test://pixel', { mimeType: 'image/png' }, () => ({
    contents: [{ uri: 'test://pixel', blob: PIXEL, mimeType: 'image/png' }],
  }));
  server.registerResource('folder', 'test://folder', { title: 'A folder' }, () => ({
    contents: [
      { uri: 'test://folder/one.md', text: '# One', mimeType: 'text/markdown' },
      { uri: 'test://folder/two.md', text: '# Two', mimeType: 'text/markdown' },
    ],
  }));
  const items = new ResourceTemplate('test://item/{id}', { list: undefined });
  server.registerResource('item', items, { description: 'One item' }, (uri, { id }) => ({
    contents: [{ uri: uri.href, text: `item ${String(id)}` }],
  }));
}

function offerPrompts(server: McpServer): void {
  server.registerPrompt(
    'review',
    { description: 'Reviews', argsSchema: z.object({ code: z.string() }) },
    ({ code }) => ({
      messages: [{ role: 'user', content: { type: 'text', text: `Review this: ${code}` } }],
    }),
  );
  server.registerPrompt('picture', { description: 'Looks at a picture' }, () => ({
    messages: [
      { role: 'user', content: { type: 'image', data: PIXEL, mimeType: 'image/png' } },
      { role: 'assistant', content: { type: 'text', text: 'I see a pixel.' } },
      { role: 'user', content: { type: 'resource', resource: { uri: 'test://note', text: 'noted' } } },
      { role: 'user', content: { type: 'resource_link', uri: 'test://pixel', name: 'pixel' } },
    ],
  }));
}

interface ProgressContext {
  mcpReq: {
    _meta?: { progressToken?: string | number | undefined } | undefined;
    notify(notification: {
      method: 'notifications/progress';
      params: { progressToken: string | number; progress: number; total: number; message: string };
    }): Promise<void>;
  };
}

async function notifyProgress({ mcpReq }: ProgressContext, { at, to }: { at: number; to: number }): Promise<void> {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken === undefined) return;
  await mcpReq.notify({
    method: 'notifications/progress',
    params: { progressToken, progress: at, total: to, message: `at ${at}` },
  });
}

/** The sample with a tool `paint` that wants a color first (2026-07-28), and says it with what it had kept. */
export function createPaintingServer(): McpServer {
  const server = createSampleServer('painter');
  server.registerTool('paint', { description: 'Paints.' }, ({ mcpReq }) => {
    const answer = mcpReq.inputResponses?.['color'] as { content?: { color?: string } } | undefined;
    const color = answer?.content?.color;
    if (color !== undefined) return { content: [{ type: 'text', text: `${color}, ${String(mcpReq.requestState())}` }] };
    const requestedSchema = { type: 'object' as const, properties: { color: { type: 'string' as const } } };
    const params = { mode: 'form' as const, message: 'Which color?', requestedSchema };
    return inputRequired({ inputRequests: { color: { method: 'elicitation/create', params } }, requestState: 'kept' });
  });
  return server;
}
