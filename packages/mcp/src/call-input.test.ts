import { systemClock } from '@everruns/kernel';
import { inputRequired } from '@modelcontextprotocol/server';
import { afterEach, describe, expect, it } from 'vitest';
import { createPaintingServer, createSampleServer, startAskingServer, startMcpServer } from '../test/index.ts';
import { McpPool } from './connection-pool.ts';
import { McpAsks, type CallInput } from './mcp-asks.ts';

const pools: McpPool[] = [];
afterEach(async () => {
  for (const pool of pools.splice(0)) await pool.close();
});

function callsOf(url: string) {
  const pool = new McpPool(systemClock);
  pools.push(pool);
  return (name: string, args: Record<string, string>, more: { input?: CallInput; mayRunAgain?: boolean } = {}) =>
    pool.use({ key: 'k', url, fetch }, (client) =>
      client.callTool(name, args, { signal: AbortSignal.timeout(60_000), ...more }),
    );
}
const askedBy = (work: Promise<unknown>): Promise<McpAsks> =>
  work.then(
    () => Promise.reject(new Error('it was not asked')),
    (error: unknown) => (error instanceof McpAsks ? error : Promise.reject(error)),
  );

describe('a server of 2025 that asks in the middle of a call', () => {
  it('breaks off a call that may run again, and the next one goes through with the answer', async () => {
    await using server = await startAskingServer();
    const call = callsOf(server.url);
    const { questions, runsAgain } = await askedBy(call('paint', { wall: 'a' }, { mayRunAgain: true }));
    expect(questions).toMatchObject([{ message: 'Which color for a?', schema: { properties: { color: {} } } }]);
    expect(runsAgain).toBe(true);
    const answers = questions.map((question) => ({ ...question, content: { color: 'blue' } }));
    const result = await call('paint', { wall: 'a' }, { mayRunAgain: true, input: { answers } });
    expect(JSON.stringify(result)).toContain('a: accept {\\"color\\":\\"blue\\"}');
    expect(server.calls()).toBe(2);
  });

  it('is told that nobody answers where the call must not run twice', async () => {
    await using server = await startAskingServer();
    expect(JSON.stringify(await callsOf(server.url)('paint', { wall: 'a' }))).toContain('a: cancel null');
    expect(server.calls()).toBe(1);
  });

  it('asks each of twenty calls on one connection its own question', async () => {
    await using server = await startAskingServer({ together: 20 });
    const call = callsOf(server.url);
    const walls = Array.from({ length: 20 }, (_, at) => `wall ${at}`);
    const asked = await Promise.all(walls.map((wall) => askedBy(call('paint', { wall }, { mayRunAgain: true }))));
    expect(asked.map(({ questions }) => questions[0]?.message)).toEqual(
      walls.map((wall) => `Which color for ${wall}?`),
    );
  });
});

describe('a server of 2026 that wants answers first', () => {
  it('gets them with what it wanted back', async () => {
    await using server = await startMcpServer({ setUp: createPaintingServer, legacy: 'reject' });
    const call = callsOf(server.url);
    const { questions, requestState, runsAgain } = await askedBy(call('paint', {}));
    expect([questions, requestState, runsAgain]).toMatchObject([
      [{ key: 'color', message: 'Which color?' }],
      'kept',
      false,
    ]);
    const answers = questions.map((question) => ({ ...question, content: { color: 'green' } }));
    const result = await call('paint', {}, { input: { request_state: requestState, answers } });
    expect(JSON.stringify(result)).toContain('green, kept');
  });

  it('is refused where it wants a generation', async () => {
    const sampling = () => {
      const server = createSampleServer();
      server.registerTool('think', { description: 'Thinks.' }, () => {
        const params = { messages: [], maxTokens: 10 };
        return inputRequired({ inputRequests: { a: { method: 'sampling/createMessage', params } } });
      });
      return server;
    };
    await using server = await startMcpServer({ setUp: sampling, legacy: 'reject' });
    await expect(callsOf(server.url)('think', {})).rejects.toMatchObject({ kind: 'refused' });
  });
});
