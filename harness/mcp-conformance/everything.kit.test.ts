import { spawn, type ChildProcess } from 'node:child_process';
import { systemClock } from '@everruns/kernel';
import { McpPool, toSafeTools } from '@everruns/mcp';
import type { JsonObject } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFreePorts } from '../dev/free-ports.ts';
import { installKit } from './install-kit.ts';

const TIMEOUT_MS = 120_000;
const pool = new McpPool(systemClock);
const signal = AbortSignal.timeout(TIMEOUT_MS);
let program: ChildProcess;
let url: string;

beforeAll(async () => {
  const [port] = await findFreePorts(1);
  url = `http://127.0.0.1:${port}/mcp`;
  const file = installKit()('server-everything/dist/index.js');
  program = spawn(process.execPath, [file, 'streamableHttp'], {
    env: { ...process.env, PORT: String(port) },
    stdio: 'pipe',
  });
  const { promise: isListening, resolve, reject } = Promise.withResolvers<void>();
  program.stderr?.on('data', (chunk: Buffer) => chunk.toString().includes('listening') && resolve());
  program.on('exit', () => reject(new Error('The server ended before it listened.')));
  await isListening;
}, TIMEOUT_MS);
afterAll(async () => {
  await pool.close();
  program.kill();
});

const server = () => ({ key: 'everything', url, fetch });
const call = (name: string, args: JsonObject, onProgress?: (message: string) => void) =>
  pool.use(server(), (client) => client.callTool(name, args, { signal, ...(onProgress && { onProgress }) }));

describe('the reference server "everything"', { timeout: TIMEOUT_MS }, () => {
  it('lists its tools, resources and prompts', async () => {
    const names = await pool.use(server(), async (client) => {
      const tools = toSafeTools('everything', (await client.list('tools')).items);
      expect((await client.list('resources')).items.length).toBeGreaterThan(0);
      expect((await client.list('prompts')).items).toContainEqual(expect.objectContaining({ name: 'simple-prompt' }));
      return tools.map(({ remote_name }) => remote_name);
    });
    expect(names).toEqual(expect.arrayContaining(['echo', 'get-sum', 'get-structured-content', 'get-tiny-image']));
  });

  it('returns text, structured content and images', async () => {
    expect(await call('echo', { message: 'hi' })).toMatchObject({ content: [{ type: 'text', text: 'Echo: hi' }] });
    expect(await call('get-structured-content', { location: 'New York' })).toMatchObject({
      structuredContent: { temperature: expect.any(Number) },
    });
    expect(JSON.stringify(await call('get-tiny-image', {}))).toContain('"mimeType":"image/png"');
  });

  it('gives what its resources, templates and prompts describe', async () => {
    await pool.use(server(), async (client) => {
      const [uri] = (await client.list('resources')).items.map((resource) => resource['uri']);
      const read = await client.readResource(typeof uri === 'string' ? uri : '');
      expect(read['contents']).toMatchObject([{ uri }]);
      expect((await client.list('resource_templates')).items.length).toBeGreaterThan(0);
      const plain = await client.getPrompt('simple-prompt', {});
      expect(plain['messages']).toMatchObject([{ role: 'user', content: { type: 'text' } }]);
      const filled = await client.getPrompt('args-prompt', { city: 'Oslo', state: 'none' });
      expect(JSON.stringify(filled)).toContain('Oslo');
    });
  });

  it('says how far a long call is', async () => {
    const said: string[] = [];
    await call('trigger-long-running-operation', { duration: 1, steps: 2 }, (message) => said.push(message));
    expect(said).toEqual(['1 of 2', '2 of 2']);
  });
});
