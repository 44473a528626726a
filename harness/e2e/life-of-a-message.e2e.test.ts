import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ApiClient } from '../dev/api-client.ts';
import { CallRecorder } from '../dev/call-recorder.ts';
import { findFreePorts } from '../dev/free-ports.ts';
import { startStack, type Stack } from '../dev/stack.ts';
import { findBody, listSteps } from '../structure/life-of.ts';
import { readSource, repositoryRoot } from '../structure/source-files.ts';

/** Functions that are called when the process starts and not for each message. */
const AT_START = new Set(['messageRoutes']);

let stack: Stack;
let inspectorPort = 0;
beforeAll(async () => {
  [inspectorPort = 0] = await findFreePorts(1);
  stack = await startStack({ runner: 'local', env: { NODE_OPTIONS: `--inspect=127.0.0.1:${inspectorPort}` } });
});
afterAll(() => stack[Symbol.asyncDispose]());

it('a posted message passes the functions of apps/docs/life-of/message.md in their order', async () => {
  const api = new ApiClient(stack.urls);
  const session = await api.createSession();
  // The test uses the second message, because this process remembers the session from the first one on.
  await api.post(session.id, '[[sim:text One]]', { wait: 20 });
  const steps = listSteps('apps/docs/life-of/message.md').filter(({ name }) => !AT_START.has(name));
  await using recorder = await CallRecorder.connect(inspectorPort);
  for (const { file, name } of steps) {
    const line = findBody(readSource(file), name) ?? 0;
    await recorder.watch({ file: path.join(repositoryRoot, file), line, name });
  }
  // On a busy machine the commit of a message may end before the next request has begun, and the turn then builds it itself.
  const post = async () => {
    await api.post(session.id, '[[sim:text Two]]', { wait: 20 });
    return [...new Set(await recorder.take())];
  };
  await expect.poll(post).toEqual(steps.map(({ name }) => name));
});
