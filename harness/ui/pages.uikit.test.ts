import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { DESK, examine, PHONE, settle } from './examine.ts';
import { tabThrough } from './tab-through.ts';
import { prepareTour, type Tour } from './tour.ts';
import { useUi } from './use-ui.ts';

const world = useUi();
let tour: Tour;
beforeAll(async () => {
  tour = await prepareTour(world);
});

/** Pages that lead to another one at once. */
const ELSEWHERE = ['/', '/settings'];

it('the tour has every page of the UI', () => {
  const app = fileURLToPath(new URL('../../apps/ui/src/app', import.meta.url));
  const routes = globSync('**/page.tsx', { cwd: app }).map(
    (file) => `/${file.replaceAll(/\([^)]*\)\/|\/?page\.tsx/g, '')}`,
  );
  const visited = Object.values(tour.pages).map((address) => address.split('?')[0] ?? '');
  const isVisited = (route: string): boolean =>
    visited.some((address) => new RegExp(`^${route.replaceAll(/\[[^\]]*\]/g, '[^/]+')}$`).test(address));
  expect(routes.length).toBeGreaterThan(20);
  expect(routes.filter((route) => !ELSEWHERE.includes(route) && !isVisited(route))).toEqual([]);
});

it('every page fits, is free of serious faults of accessibility, has its pictures taken, and Tab reaches all of it and shows where it is', async () => {
  const page = await world.visit('/login');
  const faults: string[] = [];
  for (const [name, address] of Object.entries(tour.pages)) {
    await page.setViewportSize(PHONE);
    await page.goto(world.url(address));
    await settle(page);
    faults.push(...(await examine(page, name)), ...(await tabThrough(page, name)));
  }
  expect(faults).toEqual([]);
}, 360_000);

/** The overlays of pages and how to open them. */
const LAYERS: { name: string; page: string; open: (page: Page) => Promise<void> }[] = [
  { name: 'palette', page: 'dashboard', open: (page) => page.keyboard.press('Control+k') },
  { name: 'shortcuts', page: 'dashboard', open: (page) => page.keyboard.press('?') },
  { name: 'api-call', page: 'agents', open: (page) => page.getByRole('button', { name: 'API' }).click() },
  { name: 'agent-menu', page: 'agent', open: (page) => page.getByRole('button', { name: 'More' }).click() },
  { name: 'session-menu', page: 'chat', open: (page) => page.getByRole('button', { name: 'More' }).click() },
  { name: 'add-provider', page: 'providers', open: press('Add a provider') },
  { name: 'add-model', page: 'models', open: press('Add a model') },
  { name: 'confirm-delete', page: 'providers', open: press(/^Delete /) },
  { name: 'move-file', page: 'files', open: press('Move or rename') },
  { name: 'image', page: 'chat', open: press('Enlarge the image') },
  { name: 'feedback', page: 'chat', open: press('Bad answer') },
  { name: 'save-view', page: 'sessions-filtered', open: press('Save as a view') },
  { name: 'view-menu', page: 'sessions-view', open: press(/^More about the view/) },
  {
    name: 'tags',
    page: 'sessions',
    open: async (page) => {
      await page.getByRole('checkbox', { name: 'Choose all that are shown' }).check();
      await page.getByRole('button', { name: 'Tags' }).click();
    },
  },
  { name: 'jobs', page: 'sessions', open: press('Jobs') },
];

function press(name: string | RegExp): (page: Page) => Promise<void> {
  return (page) => page.getByRole('button', { name }).first().click();
}

it('so does whatever opens over a page', async () => {
  const page = await world.visit('/login');
  const faults: string[] = [];
  const layers = page.locator('[role=dialog], [role=menu]');
  for (const layer of LAYERS) {
    await page.setViewportSize(DESK);
    await page.goto(world.url(tour.pages[layer.page] ?? ''));
    await settle(page);
    await layer.open(page);
    await layers.first().waitFor();
    faults.push(...(await examine(page, `over-${layer.name}`)));
    expect(await layers.count()).toBeGreaterThan(0);
  }
  expect(faults).toEqual([]);
}, 240_000);
