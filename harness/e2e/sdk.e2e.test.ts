import { applyEvent, createEverruns, initialSessionState, type SessionEvent } from '@everruns/sdk';
import { expect, it } from 'vitest';
import { startCuttingProxy } from './cutting-proxy.ts';
import { useStack } from './shared-stack.ts';

const shared = useStack();

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

it('the SDK’s stream gives exactly the log though its connection is cut at every frame', async () => {
  await using proxy = await startCuttingProxy(shared.running.urls[0] ?? '');
  const everruns = createEverruns({ baseUrl: proxy.url });
  const agent = await everruns.agents.create({ name: 'cut', system_prompt: 'You test.', capabilities: ['math'] });
  const session = await everruns.sessions.create({ agent_id: agent.id });
  await everruns.sessions.send(session.id, '[[sim:tool add {"a":1,"b":2}]][[sim:next]][[sim:tps 60]][[sim:words 90]]');
  const seen: SessionEvent[] = [];
  for await (const event of everruns.sessions.stream(session.id, { until: 'idle' })) {
    if (event.sequence !== undefined) seen.push(event);
    proxy.cut();
  }
  expect(seen).toEqual(await shared.api.events(session.id));
  expect(proxy.connections()).toBeGreaterThan(3);
});

it('the SDK’s reducer shows the same live, with every delta, as from the log afterwards', async () => {
  const everruns = createEverruns({ baseUrl: shared.running.urls[0] ?? '' });
  const agent = await everruns.agents.create({ name: 'live', system_prompt: 'You test.', capabilities: ['math'] });
  const { id } = await everruns.sessions.create({ agent_id: agent.id });
  const streaming = collect(everruns.sessions.stream(id, { until: 'idle' }));
  await everruns.sessions.send(
    id,
    '[[sim:reasoning Hm.]][[sim:tool add {"a":1,"b":2}]][[sim:next]][[sim:tps 80]][[sim:words 60]]',
  );
  await everruns.sessions.send(id, 'and then?');
  const events = await streaming;
  const live = events.reduce(applyEvent, initialSessionState);
  const log = await collect(everruns.sessions.events(id));
  expect(events.length).toBeGreaterThan(log.length + 5);
  expect(live).toEqual(log.reduce(applyEvent, initialSessionState));
  expect(live.turns.map(({ status }) => status)).toEqual(['completed', 'completed']);
  const session = await everruns.sessions.get(id);
  expect(live).toMatchObject({ status: 'idle', sequence: session.last_sequence, queue: [] });
  expect(live.usage).toEqual(session.usage);
});

it('the SDK moves agents and files there and back', async () => {
  const everruns = createEverruns({ baseUrl: shared.running.urls[0] ?? '' });
  const agent = await everruns.agents.import('---\nname: Poet\n---\nYou write verse.\n');
  expect(agent).toMatchObject({ name: 'Poet', system_prompt: expect.stringContaining('You write verse.') });
  expect(await everruns.agents.export(agent.id)).toContain('name: Poet');
  expect((await everruns.agents.copy(agent.id)).id).not.toBe(agent.id);
  const { id } = await everruns.sessions.create({ agent_id: agent.id });
  const bytes = new Uint8Array([0, 255, 128, 10]);
  for (const each of [bytes.slice(1), bytes]) await everruns.files.upload(id, '/pictures/dot #1.bin', { bytes: each });
  const download = await everruns.files.download(id, 'pictures/dot #1.bin');
  expect(new Uint8Array(await download.arrayBuffer())).toEqual(bytes);
  expect((await everruns.files.read(id, 'pictures/dot #1.bin')).encoding).toBe('base64');
  const paths = async () => (await everruns.files.list(id, '/', { recursive: true })).map(({ path }) => path);
  expect(await paths()).toEqual(['/pictures', '/pictures/dot #1.bin']);
  await everruns.files.move(id, { from: '/pictures/dot #1.bin', to: '/dot.bin' });
  await everruns.files.delete(id, '/pictures');
  expect(await paths()).toEqual(['/dot.bin']);
  expect(await everruns.sessions.update(id, { title: 'Verse' })).toMatchObject({ title: 'Verse' });
  expect(JSON.parse((await everruns.sessions.export(id)).split('\n')[0] ?? '')).toMatchObject({
    type: 'session.started',
  });
  await everruns.sessions.delete(id);
  await expect(everruns.sessions.get(id)).rejects.toMatchObject({ status: 404, code: 'not_found' });
});

it('the SDK adds, changes, checks and deletes providers and models', async () => {
  const everruns = createEverruns({ baseUrl: shared.running.urls[0] ?? '' });
  const provider = await everruns.providers.create({ name: 'mine', provider_type: 'llmsim' });
  const model = await everruns.providers.createModel(provider.id, { model_id: 'sim' });
  expect(await everruns.providers.update(provider.id, { name: 'ours' })).toMatchObject({ name: 'ours' });
  expect(await everruns.models.update(model.id, { display_name: 'Sim' })).toMatchObject({ display_name: 'Sim' });
  expect(await everruns.providers.check(provider.id)).toMatchObject({ status: 'ok' });
  expect((await collect(everruns.models.list({ provider_id: provider.id }))).map(({ id }) => id)).toEqual([model.id]);
  await everruns.models.delete(model.id);
  await everruns.providers.delete(provider.id);
  await expect(everruns.providers.get(provider.id)).rejects.toMatchObject({ code: 'not_found' });
});
