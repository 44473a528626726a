import { createEverruns, type Everruns } from '@everruns/sdk';
import { beforeAll, describe, expect, it } from 'vitest';
import { runEverruns, type Ended } from '../cli/everruns-process.ts';
import { useStack } from './shared-stack.ts';

const shared = useStack();
let api: Everruns;
let url: string;
beforeAll(() => {
  url = shared.running.urls[0] ?? '';
  api = createEverruns({ baseUrl: url });
});

const cli = (...args: string[]): Promise<Ended> =>
  runEverruns(['tools', ...args], { env: { EVERRUNS_API_URL: url, EVERRUNS_CONFIG_DIR: '/nowhere' } });
/** Nothing listens there. */
const HTTP = { config: { hosts: ['127.0.0.1'] }, arguments: { method: 'POST', url: 'http://127.0.0.1:9/' } };

describe('a tool that is run by itself', () => {
  it('answers with its result, and costs nothing', async () => {
    const posted = await shared.api.json<{ session_id: string; turn: object; result: object }>(
      'POST',
      '/v1/tools/math/add/run?wait=30',
      { body: { arguments: { a: 6, b: 7 } } },
    );
    expect(posted).toMatchObject({ turn: { status: 'completed', usage: { input_tokens: 0, output_tokens: 0 } } });
    expect(posted.result).toMatchObject({ type: 'tool_result', result: { result: '13' } });
    expect(
      await api.tools.run('math', 'add', { arguments: { a: 1, b: '``` [[sim:text no]]' } }).toolResult(),
    ).toMatchObject({
      error: expect.stringContaining('b'),
    });
  });

  it('writes files of its session, which is read like any other', async () => {
    const run = api.tools.run('session_file_system', 'write_file', {
      arguments: { path: '/a.txt', content: '```\nkept' },
    });
    expect(await run.toolResult()).toMatchObject({ result: { path: '/a.txt' } });
    expect(await api.files.read((await run).session_id, 'a.txt')).toMatchObject({ content: '```\nkept' });
  });

  it('waits for a person if it must not be repeated', async () => {
    const asked: string[] = [];
    const denied = api.tools.run('http', 'http_request', {
      ...HTTP,
      onApproval: ({ request }) => {
        asked.push(request.tool);
        return { decision: 'deny', reason: 'Not today' };
      },
    });
    expect(await denied.toolResult()).toMatchObject({ error: expect.stringContaining('Not today') });
    expect(asked).toEqual(['http_request']);
    const open = api.tools.run('http', 'http_request', HTTP);
    expect(await open.toolResult()).toBeNull();
    expect(await api.sessions.get((await open).session_id)).toMatchObject({ status: 'requires_action' });
  });
});

describe('everruns tools', () => {
  it('lists tools, runs one, and ends as its result is', async () => {
    const listed = await cli('list', 'math');
    expect(listed.stdout).toMatch(/math +add +read/);
    const added = await cli('run', 'math', 'add', '{"a": 6, "b": 7}', '-o', 'json');
    expect([added.code, JSON.parse(added.stdout)]).toMatchObject([0, { result: { result: '13' } }]);
    expect(await cli('run', 'math', 'add', '{"a": 6}')).toMatchObject({ code: 1 });
    expect(await cli('run', 'math', 'add', '[1]')).toMatchObject({ code: 2 });
    expect(await cli('run', 'math', 'nothing')).toMatchObject({ code: 4 });
    const waiting = await cli(
      'run',
      'http',
      'http_request',
      JSON.stringify(HTTP.arguments),
      '--config',
      JSON.stringify(HTTP.config),
    );
    expect([waiting.code, waiting.stderr]).toEqual([8, expect.stringMatching(/approvals approve [0-9a-f-]{36}/)]);
  });
});
