import { afterAll, beforeAll, expect, it } from 'vitest';
import { ApiClient } from '../dev/api-client.ts';
import { startStack, type Stack } from '../dev/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ runner: 'local' });
});
afterAll(() => stack[Symbol.asyncDispose]());

interface File {
  content: string;
}

it('programs of a turn work on the files of its session, and leave what they wrote', { timeout: 120_000 }, async () => {
  const api = new ApiClient(stack.urls);
  const session = await api.createSession({ capabilities: ['shell', 'code', 'session_file_system'] });
  await api.json('POST', `/v1/sessions/${session.id}/fs/data/a.txt`, { body: { content: 'b\na\n' } });
  const script = JSON.stringify({ script: 'sort /data/a.txt > /data/sorted.txt; cat /data/sorted.txt' });
  const code = JSON.stringify({
    code: 'files.write("/data/upper.txt", files.read("/data/sorted.txt").toUpperCase()); return files.list().length',
    files: ['/data/sorted.txt'],
  });
  const text = `[[sim:tool bash ${script}]][[sim:next]][[sim:tool run_javascript ${code}]][[sim:next]][[sim:text Done.]]`;
  const { turn } = await api.post(session.id, text, { wait: 60 });
  expect(turn.status).toBe('completed');
  const ended = (await api.events(session.id)).filter(({ type }) => type === 'tool.completed');
  expect(ended.map(({ data }) => data)).toMatchObject([
    { name: 'bash', success: true, result: { result: { exit_code: 0, stdout: 'a\nb\n' } } },
    { name: 'run_javascript', success: true, result: { result: { exit_code: 0, value: 2 } } },
  ]);
  const file = await api.json<File>('GET', `/v1/sessions/${session.id}/fs/data/upper.txt`);
  expect(file.content).toBe('A\nB\n');
});
