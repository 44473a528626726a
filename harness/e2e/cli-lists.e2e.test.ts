import { createEverruns, type Everruns, type TurnStatistics, type View } from '@everruns/sdk';
import { beforeAll, expect, it } from 'vitest';
import { runEverruns, type Ended } from '../cli/everruns-process.ts';
import { useStack } from './shared-stack.ts';

const shared = useStack();
let api: Everruns;
let env: Record<string, string>;
let agent: string;
beforeAll(async () => {
  const url = shared.running.urls[0] ?? '';
  api = createEverruns({ baseUrl: url });
  env = { EVERRUNS_API_URL: url, EVERRUNS_CONFIG_DIR: '/nowhere' };
  agent = (await api.agents.create({ name: 'Lister', system_prompt: 'You test.' })).id;
});

const run = (...args: string[]): Promise<Ended> => runEverruns(args, { env });
const json = async <T>(...args: string[]): Promise<T> => JSON.parse((await run(...args, '-o', 'json')).stdout) as T;

it('a view is saved, opened by its name, changed and deleted', async () => {
  const { id: session } = await api.sessions.create({ agent_id: agent, tags: ['late'] });
  await api.sessions.create({ agent_id: agent });
  expect((await run('views', 'create', 'Late ones', '--agent', 'Lister', '--tag', 'late', '--shared')).code).toBe(0);
  expect(await json('sessions', 'list', '--view', 'Late ones')).toMatchObject([{ id: session }]);
  expect((await run('views', 'list')).stdout).toMatch(/Late ones +all +.*tag=late/);
  const updated = await json<View>('views', 'update', 'Late ones', '--name', 'Later ones', '--readers', 'me');
  expect(updated).toMatchObject({ name: 'Later ones', is_shared: false, filter: { agent_id: agent, tag: 'late' } });
  expect(await run('views', 'delete', 'Later ones', '--yes')).toMatchObject({ code: 0 });
  expect(await run('views', 'delete', 'Later ones', '--yes')).toMatchObject({
    code: 4,
    stderr: 'There is no view Later ones.\n',
  });
});

it('feedback is given, and what counts is listed', async () => {
  const { id } = await api.sessions.create({ agent_id: agent });
  const { messages } = await api.sessions.send(id, '[[sim:text Two.]]').result();
  const message = messages[0]?.id ?? '';
  expect(await run('feedback', 'give', id, message, 'up')).toMatchObject({ code: 0 });
  expect(await run('feedback', 'give', id, message, 'down', '--comment', 'Wrong sum')).toMatchObject({ code: 0 });
  expect(await json('feedback', 'list', id)).toEqual([
    { message_id: message, rating: 'down', comment: 'Wrong sum', by: 'operator' },
  ]);
  expect(await run('feedback', 'give', id, message, 'none')).toMatchObject({ code: 0 });
  expect((await run('feedback', 'list', id)).stdout).toBe('Nobody has said anything.\n');
  expect(await run('feedback', 'give', id, message, 'great')).toMatchObject({ code: 2 });
});

it('turns and what they used are counted', async () => {
  const { id } = await api.sessions.create({ agent_id: agent });
  await api.sessions.send(id, '[[sim:text Hello.]]', { wait: 30 });
  await api.sessions.send(id, '[[sim:error 400]]', { wait: 30 });
  const counted = await json<TurnStatistics>('statistics', 'turns', '--agent', 'Lister');
  expect(counted).toMatchObject({ failed: 1, canceled: 0 });
  expect(counted.turns).toBe(counted.completed + 1);
  expect((await run('statistics', 'turns', '--agent', 'Lister')).stdout).toMatch(
    /failed +1 \(provider_bad_request 1\)\ncanceled +0\nduration +p50 \d+ ms, p95 \d+ ms/,
  );
  expect((await run('statistics', 'usage', '--by', 'model')).stdout).toMatch(/^OF +GENERATIONS[\s\S]*openai gpt/);
  expect(await run('statistics', 'turns', '--since', 'once')).toMatchObject({ code: 2 });
});
