import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { prepareTour, type Tour } from './tour.ts';
import { useUi } from './use-ui.ts';

const world = useUi();
const folder = fileURLToPath(new URL('../../test-results/ui', import.meta.url));
const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
let tour: Tour;
beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  tour = await prepareTour(world);
});

/** Pictures are taken in both themes at both widths; each theme and each width is examined once. */
const LOOKS = [
  { width: 1280, height: 860, examined: 'light' },
  { width: 375, height: 740, examined: 'dark' },
] as const;

/** Serious findings as `rule: element`. */
async function findFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const report: unknown =
    await page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ target, any }) => id + ': ' + target.join(' ') + ' ' + (any[0]?.message ?? ''))))`);
  return report as string[];
}

async function settle(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByRole('status', { name: 'Loading' }).first().waitFor({ state: 'detached' });
}

test.each(LOOKS)(
  'at $width px every page fits, is free of serious faults of accessibility, and has its pictures taken',
  async ({ width, height, examined }) => {
    const page = await world.visit('/dashboard', { viewport: { width, height } });
    const faults: string[] = [];
    for (const [name, address] of Object.entries(tour.pages)) {
      await page.goto(world.url(address));
      await settle(page);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.screenshot({ path: path.join(folder, `${name}-${colorScheme}-${width}.png`) });
        if (colorScheme === examined) faults.push(...(await findFaults(page)).map((fault) => `${name}: ${fault}`));
      }
      const overflow = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      if (Number(overflow) > 0) faults.push(`${name} is ${String(overflow)} px too wide`);
    }
    expect(faults).toEqual([]);
  },
  120_000,
);
