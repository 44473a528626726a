import { judgeFigure } from '@everruns/kernel/testing';
import { expect, it } from 'vitest';
import { seedLog } from '../bench/growth/seed-log.ts';
import { measureInitialScript } from '../bench/ui/initial-script.ts';
import { traceTasks } from '../bench/ui/page-tasks.ts';
import { say } from './say.ts';
import { useUi } from './use-ui.ts';

const world = useUi({ env: {} });
const MAX_INITIAL_BYTES = 250_000;

it.each(['/dashboard', '/sessions/x', '/agents/new', '/settings/providers', '/login'])(
  'what %s loads at first is at most 250 kB of script, compressed',
  async (address) => {
    const bytes = await measureInitialScript(world.url(address));
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThan(MAX_INITIAL_BYTES);
  },
);

it('a session of 10,000 events can be read and answered, with a screen full of turns drawn', async () => {
  const { id } = await world.api.createSession();
  await seedLog({ databaseUrl: world.stack.postgres.url, sessionId: id, events: 10_000, messages: 2_000 });
  const page = await world.visit('/sessions');
  await page.locator(`a[href="/sessions/${id}"]`).click();
  await page.getByText('What I said in message 1999.').waitFor();
  const turns = page.getByRole('article', { name: 'Turn' });
  await page.getByRole('button', { name: /^Show 30 earlier/ }).waitFor();
  expect(await turns.count()).toBe(30);
  await page.getByRole('button', { name: /^Show 30 earlier/ }).click();
  await expect.poll(() => turns.count()).toBe(60);
  await page.getByRole('tab', { name: 'Events' }).click();
  await page.getByText('10001 events').waitFor();
  expect(await page.getByRole('region', { name: 'Events' }).getByRole('listitem').count()).toBeLessThan(100);
});

it('a fast answer streams in many tasks of the page, of which none is long', async () => {
  const { id } = await world.api.createSession();
  const page = await world.visit(`/sessions/${id}`);
  await page.getByText('Say something').waitFor();
  const { cpuMs } = await traceTasks(page, async () => {
    await say(page, '[[sim:tps 200]][[sim:words 600]]');
    await page.getByText(/tokens · /).waitFor();
  });
  expect(cpuMs.length).toBeGreaterThan(100);
  judgeFigure({ name: 'longest task while an answer streams', value: Math.max(...cpuMs), unit: 'ms', most: 50 });
});

it('a session’s page asks the server once for what it shows first, and for all its scripts before one of them runs', async () => {
  const { id } = await world.api.createSession();
  await world.api.post(id, 'Hello', { wait: 60 });
  const page = await world.visit('/login');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(world.url(`/sessions/${id}`));
  await page.getByText(/tokens · /).waitFor();
  for (const path of [`/v1/sessions/${id}`, `/v1/sessions/${id}/events`])
    expect(asked.filter((one) => one === path)).toEqual([path]);
  const firstCall = asked.indexOf('/v1/auth/me');
  expect(firstCall).toBeGreaterThan(0);
  expect(asked.slice(firstCall).filter((one) => one.startsWith('/_next/static/chunks/'))).toEqual([]);
});
