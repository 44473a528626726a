import { expect, it } from 'vitest';
import { connectDevice } from '../sockets/test-device.ts';
import { settle } from './examine.ts';
import { useUi } from './use-ui.ts';

const world = useUi();

it('a device is shown while it is there, with what it executes, is away when it has left, and is forgotten', async () => {
  const page = await world.visit('/devices');
  await settle(page);
  const device = await connectDevice(world.api.url(''), { device_id: 'workshop', tools: ['open_file', 'print_label'] });
  const row = page.locator('main').getByRole('listitem').filter({ hasText: 'workshop' }).first();
  await row.getByText(/^connected/).waitFor();
  expect(await row.getByRole('list', { name: 'Tools of workshop' }).getByRole('listitem').allTextContents()).toEqual([
    'open_file',
    'print_label',
  ]);
  await device.cut();
  await row.getByText(/^away/).waitFor();
  await row.getByRole('button', { name: 'Delete workshop' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await row.waitFor({ state: 'detached' });
});
