import { LIMITS } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import type { SessionFileStore } from '../ports/session-file-store.ts';

export interface SessionFileStoreUnderContract {
  /** An empty store. */
  store: SessionFileStore;
  /** Marks a file readonly, as the API does. Absent if the backend under test cannot do this. */
  setReadonly?(path: string): Promise<void>;
  close(): Promise<void>;
}

export interface SessionFileStoreContractOptions {
  name: string;
  make(): Promise<SessionFileStoreUnderContract>;
}

type Check = (sentence: string, run: (subject: SessionFileStoreUnderContract) => Promise<void>) => void;

/** The behavior that every session file store must have, wherever it keeps the files. */
export function sessionFileStoreContract({ name, make }: SessionFileStoreContractOptions): void {
  const check: Check = (sentence, run) => {
    it(sentence, async () => {
      const subject = await make();
      try {
        await run(subject);
      } finally {
        await subject.close();
      }
    });
  };
  describe(`session file store contract: ${name}`, () => {
    writeTests(check);
    listTests(check);
    deleteTests(check);
  });
}

const text = (path: string, content = 'x') => ({ path, content, encoding: 'text' as const });

function writeTests(check: Check): void {
  check('reads back what was written', async ({ store }) => {
    const info = await store.write(text('/notes/a.txt', 'grün'));
    expect(info).toMatchObject({ path: '/notes/a.txt', name: 'a.txt', is_directory: false, size_bytes: 5 });
    expect(await store.read('/notes/a.txt')).toMatchObject({ content: 'grün', encoding: 'text', size_bytes: 5 });
    expect(await store.stat('/notes/a.txt')).toMatchObject({ id: info.id, size_bytes: 5 });
  });
  check('counts the bytes of base64, not its letters', async ({ store }) => {
    const info = await store.write({ path: '/a.bin', content: 'AAEC', encoding: 'base64' });
    expect(info.size_bytes).toBe(3);
    expect(await store.read('/a.bin')).toMatchObject({ content: 'AAEC', encoding: 'base64' });
  });
  check('replaces a file and keeps its id', async ({ store }) => {
    const first = await store.write(text('/a.txt', 'one'));
    const second = await store.write(text('/a.txt', 'three'));
    expect(second).toMatchObject({ id: first.id, size_bytes: 5 });
    expect(await store.read('/a.txt')).toMatchObject({ content: 'three' });
  });
  check('makes missing parents', async ({ store }) => {
    await store.write(text('/a/b/c.txt'));
    expect(await store.stat('/a/b')).toMatchObject({ is_directory: true, size_bytes: 0 });
  });
  check('refuses a file where a directory is, and below a file', async ({ store }) => {
    await store.write(text('/a/b.txt'));
    await expect(store.write(text('/a'))).rejects.toMatchObject({ code: 'conflict' });
    await expect(store.write(text('/a/b.txt/c.txt'))).rejects.toMatchObject({ code: 'conflict' });
  });
  check('refuses a file above the size limit', async ({ store }) => {
    const content = 'x'.repeat(LIMITS.fileBytes + 1);
    await expect(store.write(text('/big.txt', content))).rejects.toMatchObject({ code: 'payload_too_large' });
  });
  check('refuses to change a readonly file', async ({ store, setReadonly }) => {
    if (setReadonly === undefined) return;
    await store.write(text('/a.txt'));
    await setReadonly('/a.txt');
    await expect(store.write(text('/a.txt', 'y'))).rejects.toMatchObject({ code: 'conflict' });
    await expect(store.delete('/a.txt')).rejects.toMatchObject({ code: 'conflict' });
    expect(await store.read('/a.txt')).toMatchObject({ content: 'x', is_readonly: true });
  });
  check('refuses to read what is not a file', async ({ store }) => {
    await store.write(text('/a/b.txt'));
    await expect(store.read('/a')).rejects.toMatchObject({ code: 'conflict' });
    await expect(store.read('/none.txt')).rejects.toMatchObject({ code: 'not_found' });
    await expect(store.stat('/none.txt')).rejects.toMatchObject({ code: 'not_found' });
  });
}

function listTests(check: Check): void {
  check('lists the children of a directory by path', async ({ store }) => {
    for (const path of ['/b.txt', '/a/c.txt', '/a.txt']) await store.write(text(path));
    expect((await store.list('/')).map((info) => info.path)).toEqual(['/a', '/a.txt', '/b.txt']);
    expect((await store.list('/a')).map((info) => info.path)).toEqual(['/a/c.txt']);
  });
  check('lists all descendants when asked to', async ({ store }) => {
    for (const path of ['/a/b/c.txt', '/ab.txt']) await store.write(text(path));
    const paths = (await store.list('/', { recursive: true })).map((info) => info.path);
    expect(paths).toEqual(['/a', '/a/b', '/a/b/c.txt', '/ab.txt']);
    expect((await store.list('/a', { recursive: true })).map((info) => info.path)).toEqual(['/a/b', '/a/b/c.txt']);
  });
  check('lists an empty root, and refuses a missing directory', async ({ store }) => {
    expect(await store.list('/')).toEqual([]);
    await expect(store.list('/none')).rejects.toMatchObject({ code: 'not_found' });
  });
}

function deleteTests(check: Check): void {
  check('deletes a file', async ({ store }) => {
    await store.write(text('/a.txt'));
    expect(await store.delete('/a.txt')).toEqual({ deleted: 1 });
    await expect(store.stat('/a.txt')).rejects.toMatchObject({ code: 'not_found' });
    await expect(store.delete('/a.txt')).rejects.toMatchObject({ code: 'not_found' });
  });
  check('deletes a directory with its children only when asked to', async ({ store }) => {
    for (const path of ['/a/b.txt', '/ab.txt']) await store.write(text(path));
    await expect(store.delete('/a')).rejects.toMatchObject({ code: 'conflict' });
    expect(await store.delete('/a', { recursive: true })).toEqual({ deleted: 2 });
    expect((await store.list('/')).map((info) => info.path)).toEqual(['/ab.txt']);
  });
}
