import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readAttachments } from './read-attachments.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'everruns-attach-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, content: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, content);
  return file;
}

it('sends pictures as pictures, and documents with their names', async () => {
  const files = [await write('a.PNG', 'p'), await write('b.pdf', '%PDF-1.4'), await write('Makefile', 'all:')];
  expect(await readAttachments(files)).toEqual([
    { type: 'image', base64: 'cA==', media_type: 'image/png' },
    { type: 'file', base64: 'JVBERi0xLjQ=', media_type: 'application/pdf', filename: 'b.pdf' },
    { type: 'file', base64: 'YWxsOg==', media_type: 'application/octet-stream', filename: 'Makefile' },
  ]);
});

it('names the file that cannot be read, or has nothing in it', async () => {
  await expect(readAttachments([path.join(folder, 'gone.pdf')])).rejects.toThrow('gone.pdf cannot be read (ENOENT)');
  await expect(readAttachments([await write('empty.txt', '')])).rejects.toThrow('empty.txt is empty');
});
