import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readAgentFolder } from './agent-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'everruns-agents-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const write = (name: string, text: string) => writeFile(path.join(folder, name), text);

it('reads the Markdown of a folder, but for its README', async () => {
  await write('README.md', 'About these.');
  await write('a.md', '---\nname: A\ntags: [x]\n---\nYou are A.\n');
  await write('notes.txt', 'no agent');
  expect(await readAgentFolder(folder)).toMatchObject([
    { file: 'a.md', name: 'A', fields: { name: 'A', tags: ['x'], system_prompt: 'You are A.\n' } },
  ]);
});

it.each([
  ['no front matter', 'You are A.', 'a.md gives no name'],
  ['front matter that is no YAML', '---\nname: [\n---\nx', 'The front matter of a.md is not YAML'],
  ['front matter that repeats by alias', '---\nname: &n A\ntags: [*n]\n---\nx', 'The front matter of a.md is not YAML'],
])('says which file is wrong: %s', async (_, text, sentence) => {
  await write('a.md', text);
  await expect(readAgentFolder(folder)).rejects.toThrow(sentence);
});

it('refuses two files of one name, an empty folder, and none', async () => {
  await expect(readAgentFolder(folder)).rejects.toThrow('There is no Markdown file in');
  for (const name of ['a.md', 'b.md']) await write(name, '---\nname: A\n---\nx');
  await expect(readAgentFolder(folder)).rejects.toThrow('a.md and b.md are both called A: rename one.');
  await expect(readAgentFolder(path.join(folder, 'gone'))).rejects.toThrow('cannot be read (ENOENT)');
});
