import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { generateFiles } from './generate.ts';

for (const { file, text } of await generateFiles()) {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
  console.log(`wrote ${file}`);
}
