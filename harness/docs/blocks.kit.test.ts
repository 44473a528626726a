import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildDocs } from '@everruns/cli/docs';
import { docsFolder } from '@everruns/docs/pages';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packPackage } from '../packaging/pack-package.ts';
import { findFault } from './parse-block.ts';
import { readRenderedPages, type RenderedPage } from './rendered-blocks.ts';
import { runGuide } from './run-guide.ts';
import { startProduct, type StartedProduct } from './start-product.ts';

const PATIENCE_MS = 300_000;
await buildDocs();
const pages = await readRenderedPages(path.join(docsFolder, 'dist'));
const isRun = ({ blocks }: RenderedPage) => blocks.some(({ mark }) => mark === 'run');
/** The quick start talks to the agent of a new installation, so it comes before pages that make agents of their own. */
const isFirst = ({ slug }: RenderedPage) => slug === 'quick-start';
const runPages = pages.filter(isRun).toSorted((left, right) => Number(isFirst(right)) - Number(isFirst(left)));

it('every block that is parsed or run has the grammar of its language', async () => {
  const checked = pages.flatMap(({ slug, blocks }) =>
    blocks.filter(({ mark }) => mark === 'parsed' || mark === 'run').map((block) => ({ slug, block })),
  );
  expect(checked.length).toBeGreaterThan(100);
  const faults = await Promise.all(
    checked.map(async ({ slug, block }) => ({ slug, code: block.code, fault: await findFault(block) })),
  );
  expect(faults.filter(({ fault }) => fault !== null)).toEqual([]);
});

describe('the blocks of a page run in an empty folder, against a started product:', () => {
  let product: StartedProduct;
  let folder: string;
  let sdk: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'everruns-guides-'));
    sdk = await packPackage('packages/sdk', folder);
    product = await startProduct();
  }, PATIENCE_MS);
  afterAll(async () => {
    await product[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  it.each(runPages)(
    '$slug',
    async ({ slug, blocks }) => {
      await runGuide(blocks, { apiUrl: product.apiUrl, sdk, folder: path.join(folder, slug) });
    },
    PATIENCE_MS,
  );
});
