import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { generateFiles } from './generate.ts';

it('the committed OpenAPI document and the SDK’s types are those of the routes (node harness/openapi/main.ts)', async () => {
  for (const { file, text } of await generateFiles()) {
    expect((await readFile(file, 'utf8')) === text, `${file} is stale`).toBe(true);
  }
});
