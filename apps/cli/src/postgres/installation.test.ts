import { access } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { findEmbeddedPostgres } from './installation.ts';

it('a platform without an embedded PostgreSQL is one sentence that names the setting', async () => {
  await expect(findEmbeddedPostgres({ platform: 'aix', arch: 'ppc64' })).rejects.toThrow(
    'There is no embedded PostgreSQL for aix ppc64: start a PostgreSQL 15 or newer and set DATABASE_URL to it.',
  );
});

it('the links that npm cannot hold are there', async () => {
  const { binDir } = await findEmbeddedPostgres();
  await access(path.join(binDir, '..', 'lib', 'libpq.so.5'));
});
