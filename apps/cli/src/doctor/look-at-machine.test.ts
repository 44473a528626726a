import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { describeDisk } from './look-at-machine.ts';

it('the disk of a folder has so much room, and a folder that is not there is an error', async () => {
  expect(await describeDisk(tmpdir())).toMatch(/^\d+\.\d GB are free at /);
  await expect(describeDisk('/nowhere/at/all')).rejects.toThrow('ENOENT');
});
