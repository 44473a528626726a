import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dataFolderOf, openDataFolder } from './data-folder.ts';
import { claimFolder, readInstance } from './instance.ts';
import { loadSecrets } from './secrets.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'everruns-cli-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const nowhere = { http_url: null, grpc_addr: null, ui_url: null, database_url: null };

describe('the data folder', () => {
  it('is EVERRUNS_DATA_DIR, else .everruns in the working folder', () => {
    expect(dataFolderOf({ EVERRUNS_DATA_DIR: '/data' })).toBe('/data');
    expect(dataFolderOf({ EVERRUNS_DATA_DIR: '' })).toBe(path.resolve('.everruns'));
  });

  it('that cannot be made is one sentence that names the setting', async () => {
    const file = path.join(folder, 'file');
    await writeFile(file, '');
    await expect(openDataFolder(path.join(file, 'data'))).rejects.toThrow(
      `The data folder ${file}/data cannot be written (EEXIST): set EVERRUNS_DATA_DIR to a folder that can.`,
    );
  });
});

describe('secrets', () => {
  it('are generated once, readable by their owner only', async () => {
    const first = await loadSecrets(folder);
    expect(await loadSecrets(folder)).toEqual(first);
    expect((await stat(path.join(folder, 'secrets.json'))).mode & 0o777).toBe(0o600);
    expect(first.secrets_encryption_key).toMatch(/^kek-v1:[A-Za-z0-9+/]{43}=$/);
  });

  it('are never made anew beside a database that was written with others', async () => {
    await mkdir(path.join(folder, 'postgres', 'data'), { recursive: true });
    await writeFile(path.join(folder, 'postgres', 'data', 'PG_VERSION'), '18');
    await expect(loadSecrets(folder)).rejects.toThrow('secrets.json is gone');
  });

  it('that were damaged are not replaced', async () => {
    await writeFile(path.join(folder, 'secrets.json'), '{');
    await expect(loadSecrets(folder)).rejects.toThrow('is damaged: restore it');
    expect(await readFile(path.join(folder, 'secrets.json'), 'utf8')).toBe('{');
  });
});

describe('claiming the folder', () => {
  it('says where everything runs, and is gone after release', async () => {
    const claim = await claimFolder(folder);
    await claim.publish({ ...nowhere, http_url: 'http://127.0.0.1:9000' });
    expect(await readInstance(folder)).toEqual({ pid: process.pid, ...nowhere, http_url: 'http://127.0.0.1:9000' });
    await claim.release();
    expect(await readInstance(folder)).toBe(null);
  });

  it('is refused in one sentence while another process runs there', async () => {
    const other = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] });
    await once(other, 'spawn');
    const instance = { pid: other.pid, ...nowhere, http_url: 'http://127.0.0.1:9000' };
    await writeFile(path.join(folder, 'dev.json'), JSON.stringify(instance));
    await expect(claimFolder(folder)).rejects.toThrow(
      `Everruns already runs on ${folder} (process ${other.pid} at http://127.0.0.1:9000): stop it, or set EVERRUNS_DATA_DIR to another folder.`,
    );
    other.kill('SIGKILL');
    await once(other, 'exit');
    await claimFolder(folder);
    expect((await readInstance(folder))?.pid).toBe(process.pid);
  });
});
