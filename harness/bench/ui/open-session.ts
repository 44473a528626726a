import type { Page } from 'playwright-core';

/**
 * Runs in the page before anything else does: notes when the text is there as it will stand, the box takes words, and nothing
 * urgent is left to do.
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
  /** From the navigation, or the press, to the newest message on the screen and a box that takes words. */
  shownMs: number;
  /** The same, and the page has nothing left to do that cannot wait. */
  usableMs: number;
}

/** Opens a session in a page that has cached nothing. */
export async function openSession(page: Page, { url, newest }: { url: string; newest: string }): Promise<Opening> {
  await page.addInitScript(`window.opening = (${WATCH})(${JSON.stringify(newest)})`);
  await page.goto(url, { waitUntil: 'commit' });
  return page.evaluate<Opening>('window.opening');
}

/** Opens a session from the list of sessions, by a press on its row; times run from the press. */
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
