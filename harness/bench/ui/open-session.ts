import type { Page } from 'playwright-core';

/**
 * Runs in the page before anything else. It records when the text is at its final position, when the text box accepts
 * input, and when no urgent work is left.
 */
const WATCH = `(wanted) => new Promise((resolve) => {
  const isThere = () => {
    const box = document.querySelector('textarea[aria-label="Message"]');
    const log = document.querySelector('[role=log]');
    return box !== null && !box.disabled && log !== null && log.textContent.includes(wanted) && log.querySelector('[data-pending]') === null;
  };
  const look = () => {
    if (!isThere()) return void requestAnimationFrame(look);
    const shownMs = performance.now();
    requestIdleCallback(() => resolve({ shownMs, usableMs: performance.now() }));
  };
  requestAnimationFrame(look);
})`;

const PRESS = `(row, newest) => {
  const began = performance.now();
  row.click();
  return (${WATCH})(newest).then(({ shownMs, usableMs }) => ({ shownMs: shownMs - began, usableMs: usableMs - began }));
}`;

export interface Opening {
  /** Milliseconds from the navigation or the click until the newest message is visible and the text box accepts input. */
  shownMs: number;
  /** The same, until no urgent work of the page is left. */
  usableMs: number;
}

/** Opens a session in a page with an empty cache. */
export async function openSession(page: Page, { url, newest }: { url: string; newest: string }): Promise<Opening> {
  await page.addInitScript(`window.opening = (${WATCH})(${JSON.stringify(newest)})`);
  await page.goto(url, { waitUntil: 'commit' });
  return page.evaluate<Opening>('window.opening');
}

/** Opens a session from the list of sessions by a click on its row; the times count from the click. */
export async function openFromList(
  page: Page,
  { list, path, newest }: { list: string; path: string; newest: string },
): Promise<Opening> {
  await page.goto(list, { waitUntil: 'networkidle' });
  const row = `a[href="${path}"]`;
  await page.locator(row).first().waitFor();
  return page.evaluate<Opening>(
    `(${PRESS})(document.querySelector(${JSON.stringify(row)}), ${JSON.stringify(newest)})`,
  );
}
