import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
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

/** Each theme and each width is examined once; pictures are taken of all four. */
const LOOKS = [
  { colorScheme: 'light', width: 1280, height: 860, isExamined: true },
  { colorScheme: 'dark', width: 1280, height: 860, isExamined: false },
  { colorScheme: 'light', width: 375, height: 740, isExamined: false },
  { colorScheme: 'dark', width: 375, height: 740, isExamined: true },
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

describe.each(LOOKS)('$colorScheme, $width wide', ({ colorScheme, width, height, isExamined }) => {
  test('every page fits, is free of serious faults of accessibility, and has its picture taken', async () => {
    const first = await world.visit('/dashboard', { colorScheme, viewport: { width, height } });
    await settle(first);
    const faults: string[] = [];
    for (const [name, address] of Object.entries(tour.pages)) {
      await first.goto(world.url(address));
      await settle(first);
      await first.screenshot({ path: path.join(folder, `${name}-${colorScheme}-${width}.png`) });
      const overflow = await first.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      if (Number(overflow) > 0) faults.push(`${name} is ${String(overflow)} px too wide`);
      if (isExamined) faults.push(...(await findFaults(first)).map((fault) => `${name}: ${fault}`));
    }
    expect(faults).toEqual([]);
  }, 120_000);
});
