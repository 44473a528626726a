import { existsSync } from 'node:fs';
import { buildDocs } from '@everruns/cli/docs';
import { expect, it } from 'vitest';
import { launchBrowser } from '../ui/browser.ts';
import { startProduct } from './start-product.ts';

const PATIENCE_MS = 300_000;
const BROWSER = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const hasBrowser = existsSync(BROWSER);

it.skipIf(!hasBrowser)(
  `a reader finds a page by a word, and nothing is asked of another site${hasBrowser ? '' : ` (skipped: there is no browser at ${BROWSER})`}`,
  async () => {
    await buildDocs();
    await using product = await startProduct();
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      const asked: string[] = [];
      const faults: string[] = [];
      page.on('request', (request) => asked.push(new URL(request.url()).origin));
      page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
      await page.goto(`${product.apiUrl}/docs/errors/not_found`);
      await page.getByRole('button', { name: 'Search' }).click();
      await page.getByRole('textbox').fill('heartbeat');
      await page.getByRole('link', { name: 'Life of a heartbeat' }).first().click({ timeout: 60_000 });
      await page.waitForURL('**/docs/life-of/heartbeat**');
      expect(new Set(asked)).toEqual(new Set([product.apiUrl]));
      expect(faults).toEqual([]);
    } finally {
      await browser.close();
    }
  },
  PATIENCE_MS,
);
