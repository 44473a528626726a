import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { seedLog } from '../bench/growth/seed-log.ts';
import { say } from './say.ts';
import { useUi } from './use-ui.ts';

const world = useUi({ env: {} });
const MOST_INITIAL_BYTES = 250_000;

test.each(['/dashboard', '/sessions/x', '/agents/new', '/settings/providers', '/login'])(
  'what %s loads at first is at most 250 kB of script, compressed',
  async (address) => {
    const html = await (await fetch(world.url(address))).text();
    const scripts = [...html.matchAll(/<script src="([^"]+)"([^>]*)>/g)].filter(
      ([, , rest]) => rest?.includes('noModule') !== true,
    );
    const sizes = await Promise.all(
      [...new Set(scripts.map(([, source = '']) => source))].map(async (source) => {
        const response = await fetch(world.url(source));
        return gzipSync(Buffer.from(await response.arrayBuffer())).length;
      }),
    );
    expect(sizes.length).toBeGreaterThan(5);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_INITIAL_BYTES);
  },
);

test('a session of 10,000 events can be read and answered, with a screen full of turns drawn', async () => {
  const { id } = await world.api.createSession();
  await seedLog({ databaseUrl: world.stack.postgres.url, sessionId: id, events: 10_000, messages: 2_000 });
  const page = await world.visit('/sessions');
  await page.locator(`a[href="/sessions/${id}"]`).click();
  await page.getByText('What I said in message 1999.').waitFor();
  expect(await page.getByRole('article', { name: 'Turn' }).count()).toBe(30);
  await page.getByRole('button', { name: /^Show 30 earlier/ }).click();
  expect(await page.getByRole('article', { name: 'Turn' }).count()).toBe(60);
  await page.getByRole('tab', { name: 'Events' }).click();
  await page.getByText('10001 events').waitFor();
  expect(await page.getByRole('region', { name: 'Events' }).getByRole('listitem').count()).toBeLessThan(100);
});

test('while a fast answer streams, no task of the page is long', async () => {
  const { id } = await world.api.createSession();
  const page = await world.visit(`/sessions/${id}`);
  await page.getByText('Say something').waitFor();
  const browser = page.context().browser();
  await browser?.startTracing(page, { categories: ['toplevel'] });
  await say(page, '[[sim:tps 200]][[sim:words 600]]');
  await page.getByText(/tokens · /).waitFor();
  const trace = await browser?.stopTracing();
  const tasks = listTasks(JSON.parse(trace?.toString() ?? '{}'));
  expect(tasks.length).toBeGreaterThan(100);
  // The goal is 50 ms; neighbours on the machine cost a task its caches.
  expect(Math.max(...tasks)).toBeLessThan(100);
});

interface Trace {
  traceEvents: { name: string; pid: number; tid: number; tdur?: number; args?: { name?: string } }[];
}

/** Milliseconds of processor time of each task of the page's main thread; what else runs on the machine does not count. */
function listTasks({ traceEvents }: Trace): number[] {
  const main = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  return traceEvents.flatMap(({ name, pid, tid, tdur }) =>
    name.endsWith('RunTask') && tdur !== undefined && main.has(`${pid} ${tid}`) ? [tdur / 1_000] : [],
  );
}
