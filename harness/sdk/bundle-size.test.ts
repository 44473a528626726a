import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { bundleSdk } from './bundle-sdk.ts';

const MAX_GZIP_BYTES = 30_000;

it('the whole SDK, minified and compressed, has at most 30 kB', async () => {
  const { length } = gzipSync(await bundleSdk('minified'), { level: 9 });
  expect(length).toBeGreaterThan(1_000);
  expect(length).toBeLessThanOrEqual(MAX_GZIP_BYTES);
});

it('the measure sees what is bundled', async () => {
  const contents = `export * from '@everruns/sdk'; export { z } from 'zod';`;
  const stdin = { contents, resolveDir: import.meta.dirname };
  const { outputFiles } = await build({ stdin, bundle: true, minify: true, format: 'esm', write: false });
  expect(gzipSync(outputFiles[0]?.contents ?? '').length).toBeGreaterThan(MAX_GZIP_BYTES);
});
