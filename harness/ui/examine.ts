import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const folder = fileURLToPath(new URL('../../test-results/ui', import.meta.url));
const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
mkdirSync(folder, { recursive: true });

/** The widths at which everything is looked at. */
export const LOOKS = [
  { width: 1280, height: 860 },
  { width: 375, height: 740 },
] as const;

/** Has its picture taken in both themes, and says what is wrong: serious faults of accessibility, and a page that is too wide. */
export async function examine(page: Page, name: string): Promise<string[]> {
  const width = page.viewportSize()?.width ?? 0;
  const faults: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.locator(`html.${colorScheme}`).waitFor();
    await page.evaluate('document.fonts.ready');
    await page.screenshot({ path: path.join(folder, `${name}-${colorScheme}-${width}.png`) });
    faults.push(...(await findFaults(page)).map((fault) => `${name}, ${colorScheme}, ${width} px: ${fault}`));
  }
  const overflow = await page.evaluate(`Math.max(...[document.documentElement, document.querySelector('main')]
    .map((one) => one.scrollWidth - one.clientWidth))`);
  return Number(overflow) > 0 ? [...faults, `${name} is ${String(overflow)} px too wide at ${width} px`] : faults;
}

/** Serious findings as `rule: element`. */
async function findFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const report: unknown =
    await page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ target, any }) => id + ': ' + target.join(' ') + ' ' + (any[0]?.message ?? ''))))`);
  return report as string[];
}

/** Waits until a page has what it shows. */
export async function settle(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByRole('status', { name: 'Loading' }).first().waitFor({ state: 'detached' });
  await page.locator('[data-pending]').first().waitFor({ state: 'detached' });
}
