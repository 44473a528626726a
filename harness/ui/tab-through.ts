import type { Page } from 'playwright-core';

/** Extra presses beyond the initial number of stops, because streams may add more. */
const SPARE_PRESSES = 25;

/** Records the focusable controls of the page, removes each one that gets the focus, and records where the focus is invisible. */
const WATCH = `(() => {
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')];
  window.wanted = new Set(all.filter((one) => one.checkVisibility() && !one.disabled && one.tabIndex === 0));
  window.unseen = [];
  document.addEventListener('focusin', () => queueMicrotask(() => {
    const one = document.activeElement;
    // A list of tabs hands the focus to its chosen tab.
    for (const reached of [one, one.closest('[role=tablist]')]) window.wanted.delete(reached);
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    const isBox = one.closest('.focus-within\\\\:border-line-strong, .cm-editor') !== null;
    if (one !== document.body && !isBox && (outlineStyle === 'none' || outlineWidth === '0px'))
      window.unseen.push(one.outerHTML.slice(0, 120));
  }));
  return { wanted: window.wanted.size, hasEditor: document.querySelector('.cm-editor') !== null };
})()`;
const MISSED = `[...window.wanted].filter((one) => one.isConnected).map((one) => one.outerHTML.slice(0, 120))`;

/**
 * Presses Tab until every focusable control had the focus. Returns the controls that never had it, or on which it was
 * invisible.
 */
export async function tabThrough(page: Page, name: string): Promise<string[]> {
  const { wanted, hasEditor } = await page.evaluate<{ wanted: number; hasEditor: boolean }>(WATCH);
  let missed: string[] = [];
  for (let press = 1; press <= wanted + SPARE_PRESSES; press += 1) {
    // The editor uses Tab itself, except after Escape.
    if (hasEditor) await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    if (press < wanted) continue;
    missed = await page.evaluate<string[]>(MISSED);
    if (missed.length === 0) break;
  }
  const unseen = await page.evaluate<string[]>('window.unseen');
  return [
    ...missed.map((one) => `${name}: Tab never reached ${one}`),
    ...unseen.map((one) => `${name}: the focus cannot be seen on ${one}`),
  ];
}
