import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const folder = fileURLToPath(new URL('../../test-results/ui', import.meta.url));
const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
mkdirSync(folder, { recursive: true });

/** The sizes at which all pages are examined. */
export const PHONE = { width: 375, height: 740 };
export const DESK = { width: 1280, height: 860 };

/** The rules that the other theme can break, because it changes only colors. */
const RULES_OF_COLOR = ['color-contrast', 'link-in-text-block'];

/** Examines a page at both sizes, beginning with its current one. The page keeps the second size. */
export async function examine(page: Page, name: string): Promise<string[]> {
  const isPhone = page.viewportSize()?.width === PHONE.width;
  const faults: string[] = [];
  for (const size of isPhone ? [PHONE, DESK] : [DESK, PHONE]) {
    await page.setViewportSize(size);
    faults.push(...(await examineHere(page, name)));
  }
  return faults;
}

/**
 * Takes a screenshot in both themes at the current size, and returns the faults: serious accessibility violations and a
 * page that is too wide.
 */
export async function examineHere(page: Page, name: string): Promise<string[]> {
  const width = page.viewportSize()?.width ?? 0;
  const faults: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.locator(`html.${colorScheme}`).waitFor();
    await page.evaluate('document.fonts.ready.then(() => new Promise(requestAnimationFrame))');
    await page.screenshot({ path: path.join(folder, `${name}-${colorScheme}-${width}.png`) });
    const found = await findFaults(page, colorScheme === 'light' ? null : RULES_OF_COLOR);
    faults.push(...found.map((fault) => `${name}, ${colorScheme}, ${width} px: ${fault}`));
  }
  const overflow = await page.evaluate(`Math.max(...[document.documentElement, document.querySelector('main')]
    .map((one) => one.scrollWidth - one.clientWidth))`);
  return Number(overflow) > 0 ? [...faults, `${name} is ${String(overflow)} px too wide at ${width} px`] : faults;
}

/** Returns serious violations as `rule: element`, for these rules or for all rules. */
async function findFaults(page: Page, rules: readonly string[] | null): Promise<string[]> {
  if ((await page.evaluate('window.axe === undefined')) === true) await page.evaluate(axe);
  const options = { resultTypes: ['violations'], ...(rules !== null && { runOnly: { type: 'rule', values: rules } }) };
  const report: unknown = await page.evaluate(`axe.run(document, ${JSON.stringify(options)}).then(({ violations }) =>
    violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ target, any }) => id + ': ' + target.join(' ') + ' ' + (any[0]?.message ?? ''))))`);
  return report as string[];
}

/** Waits until a page shows its content. */
export async function settle(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByRole('status', { name: 'Loading' }).first().waitFor({ state: 'detached' });
  await page.locator('[data-pending]').first().waitFor({ state: 'detached' });
}
