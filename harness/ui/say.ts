import type { Page } from 'playwright-core';

/** Types into the composer and sends. */
export async function say(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message', exact: true }).fill(text);
  await page.keyboard.press('Enter');
}

/** A message that tells the simulated model what to reply, call by call. */
export function script(replies: unknown[][]): string {
  return `\`\`\`llmsim\n${JSON.stringify({ replies })}\n\`\`\``;
}
