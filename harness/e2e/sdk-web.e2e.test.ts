import { createContext, runInContext } from 'node:vm';
import { expect, it } from 'vitest';
import { bundleSdk } from '../sdk/bundle-sdk.ts';
import { useStack } from './shared-stack.ts';

const shared = useStack();

/** The globals that every browser and edge runtime has. There is no `process`, no `require` and no `Buffer`. */
const WEB = {
  AbortController,
  AbortSignal,
  Blob,
  clearTimeout,
  crypto,
  fetch,
  btoa,
  setTimeout,
  TextDecoder,
  URLSearchParams,
};

it('the SDK needs web standards alone: it talks to the platform from a context that has nothing of Node', async () => {
  const context = createContext({ ...WEB, baseUrl: shared.running.urls[0] ?? '' });
  runInContext(await bundleSdk('script'), context);
  const script = `(async () => {
    const everruns = sdk.createEverruns({ baseUrl });
    const agent = await everruns.agents.create({ name: 'web', system_prompt: 'You test.', capabilities: ['math'] });
    const session = await everruns.sessions.create({ agent_id: agent.id });
    const text = await everruns.sessions.send(session.id, '[[sim:tool add {"a":1,"b":2}]][[sim:next]][[sim:text Three.]]').text();
    await everruns.files.upload(session.id, 'a.bin', { bytes: new Blob(['abc']) });
    return text + (await (await everruns.files.download(session.id, 'a.bin')).text()) + typeof process;
  })()`;
  expect(await runInContext(script, context)).toBe('Three.abcundefined');
});
