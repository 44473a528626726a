import { beforeAll, expect, it } from 'vitest';
import { script } from './say.ts';
import { useUi } from './use-ui.ts';

const world = useUi();
let session: string;
beforeAll(async () => {
  ({ id: session } = await world.api.createSession({}, { title: 'Trains' }));
  await world.api.post(session, script([['First.']]), { wait: 60 });
  await world.api.post(session, script([['Second.']]), { wait: 60 });
});

it('a message is edited and sent again in a fork, which says where it comes from and is in the lineage', async () => {
  const page = await world.visit(`/sessions/${session}`);
  const conversation = page.getByRole('log', { name: 'Conversation' });
  await conversation.getByText('Second.', { exact: true }).waitFor();
  const turns = conversation.getByRole('article', { name: 'Turn' });
  await turns.nth(1).hover();
  await turns.nth(1).getByRole('button', { name: 'Edit and send again' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit and send again' });
  await dialog.getByRole('textbox', { name: 'Message' }).fill(script([['Otherwise.']]));
  await dialog.getByRole('button', { name: 'Send in a fork' }).click();
  await page.waitForURL((url) => !url.pathname.endsWith(session));
  await conversation.getByText('Otherwise.', { exact: true }).waitFor();
  await conversation.getByText('First.', { exact: true }).waitFor();
  expect(await conversation.getByText('Second.', { exact: true }).count()).toBe(0);
  await conversation.getByText('Forked from').waitFor();
  await page.getByRole('button', { name: 'Fork', exact: true }).click();
  const lineage = page.getByRole('dialog', { name: 'Lineage' });
  const links = lineage.getByRole('link');
  await links.nth(1).waitFor();
  expect(await links.allInnerTexts()).toEqual([
    expect.stringMatching(/^Trains\nthe first/),
    expect.stringMatching(/^Trains\nforked at #\d+/),
  ]);
  await links.first().click();
  await page.waitForURL(`**/sessions/${session}`);
  await conversation.getByText('Second.', { exact: true }).waitFor();
});

it('a conversation is forked after an answer, and from the menu at its end', async () => {
  const page = await world.visit(`/sessions/${session}`);
  const conversation = page.getByRole('log', { name: 'Conversation' });
  const turns = conversation.getByRole('article', { name: 'Turn' });
  await conversation.getByText('Second.', { exact: true }).waitFor();
  await turns.first().hover();
  await turns.first().getByRole('button', { name: 'Fork from here' }).click();
  await page.waitForURL((url) => !url.pathname.endsWith(session));
  await conversation.getByText('Forked from').waitFor();
  expect(await turns.count()).toBe(1);
  const first = page.url();
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Fork the session' }).click();
  await page.waitForURL((url) => url.href !== first);
  await page.getByLabel('Message', { exact: true }).fill(script([['And on.']]));
  await page.keyboard.press('Enter');
  await conversation.getByText('And on.', { exact: true }).waitFor();
});

it('a message is redacted after a question, and both the session and its fork lose what it said', async () => {
  const { id } = await world.api.createSession({}, { title: 'Secrets' });
  await world.api.post(id, script([['I keep Xyzzyplugh.']]), { wait: 60 });
  const forked = await world.api.json<{ id: string }>('POST', `/v1/sessions/${id}/fork`, { body: {} });
  const page = await world.visit(`/sessions/${id}`);
  const beside = await world.visitBeside(page, `/sessions/${forked.id}`);
  const said = 'I keep Xyzzyplugh.';
  await beside.getByText(said, { exact: true }).waitFor();
  const message = page.getByText(said, { exact: true });
  await message.hover();
  await page.getByRole('button', { name: 'Redact the message' }).last().click();
  await page.getByRole('dialog', { name: 'Redact the message?' }).getByRole('button', { name: 'Redact' }).click();
  for (const tab of [page, beside]) {
    await tab.getByText('Redacted: what it said was erased, here and in all forks.').waitFor();
    expect(await tab.getByText(said, { exact: true }).count()).toBe(0);
    await tab.reload();
    await tab.getByText('Redacted: what it said was erased, here and in all forks.').waitFor();
  }
});
