import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSecrets } from '../data-folder/secrets.ts';
import { rotate } from './rotate.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'everruns-rotate-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** No server answers at this address, so the rotation is interrupted after its beginning. */
const UNREACHABLE = 'postgresql://nobody@127.0.0.1:1/none';

describe('everruns secrets rotate', () => {
  it('needs the key before, and says so', async () => {
    await expect(rotate({ SECRETS_ENCRYPTION_KEY: 'x' }, () => undefined)).rejects.toThrow(
      'SECRETS_ENCRYPTION_KEY_PREVIOUS is not set',
    );
  });

  it('cut off in a data folder keeps both keys, and goes on with the same two', async () => {
    const env = { EVERRUNS_DATA_DIR: folder, DATABASE_URL: UNREACHABLE };
    const before = await loadSecrets(folder);
    await expect(rotate(env, () => undefined)).rejects.toThrow('cannot be used');
    const cutOff = await loadSecrets(folder);
    expect(cutOff.secrets_encryption_key_previous).toBe(before.secrets_encryption_key);
    expect(cutOff.secrets_encryption_key).toMatch(/^kek-v2:/);
    await expect(rotate(env, () => undefined)).rejects.toThrow('cannot be used');
    expect(await loadSecrets(folder)).toEqual(cutOff);
    await expect(readFile(path.join(folder, 'dev.json'))).rejects.toThrow('ENOENT');
  });
});
