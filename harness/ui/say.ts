import type { Page } from 'playwright-core';

/** Types into the composer and sends the message. */
export async function say(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message', exact: true }).fill(text);
  await page.keyboard.press('Enter');
}

/** Returns a message that scripts the replies of the simulated model, one for each call. */
export function script(replies: unknown[][]): string {
  return `\`\`\`llmsim\n${JSON.stringify({ replies })}\n\`\`\``;
}
