import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { BLOCK_MARKS, readBlocks } from '@everruns/docs/blocks';
import { docsFolder, readPages } from '@everruns/docs/pages';
import { createNavigation } from '@everruns/docs/site-map';
import { CAPABILITY_CATALOG } from '@everruns/capabilities/catalog';
import { EPHEMERAL_EVENTS, RECORDED_EVENTS } from '@everruns/schemas';
import { OUR_NAMES } from '@everruns/settings';
import { expect, it } from 'vitest';
import { z } from 'zod';

const Paths = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });
const pages = await readPages();
const textOf = (slug: string) => pages.find((page) => page.slug === slug)?.markdown ?? '';

it('every page has one place in the navigation, and every place a page', () => {
  const placed = createNavigation(pages.map(({ slug }) => slug)).flatMap((section) => section.pages);
  expect(placed.toSorted()).toEqual(pages.map(({ slug }) => slug).toSorted());
});

it('every block of code says what the tests do with it', () => {
  const unmarked = pages.flatMap(({ file, markdown }) =>
    readBlocks(markdown).flatMap(({ mark, line }) => (mark === null ? [`${file}:${line}`] : [])),
  );
  expect(unmarked, `after the language one of ${BLOCK_MARKS.join(', ')}`).toEqual([]);
});

it('the links between pages lead to pages, also those of the generated ones', () => {
  const files = new Set(pages.map(({ file }) => file));
  const broken = pages.flatMap(({ file, markdown }) =>
    [...markdown.matchAll(/\]\((?![a-z]+:|#|\/)([^)#\s]+\.md)[^)]*\)/g)]
      .map(([, target = '']) => path.posix.join(path.posix.dirname(file), target))
      .filter((target) => !files.has(target) && !existsSync(path.join(docsFolder, target)))
      .map((target) => `${file}: ${target}`),
  );
  expect(broken).toEqual([]);
  const slugs = new Set(pages.map(({ slug }) => slug));
  const absolute = pages.flatMap(({ markdown }) => [...markdown.matchAll(/\]\(\/docs\/([^)#\s]+)/g)]);
  expect(absolute.map(([, slug = '']) => slug).filter((slug) => !slugs.has(slug))).toEqual([]);
});

it('the pages of settings, events and operations name all of them', () => {
  const configuration = textOf('operating/configuration');
  expect(OUR_NAMES.filter((name) => !configuration.includes(`\`${name}\``))).toEqual([]);
  const events = textOf('reference/events');
  const types = [...Object.keys(RECORDED_EVENTS), ...Object.keys(EPHEMERAL_EVENTS)];
  expect(types.filter((type) => !events.includes(`\n### ${type}\n`))).toEqual([]);
  const rest = pages.filter(({ slug }) => slug.startsWith('reference/rest')).map(({ markdown }) => markdown);
  const { paths } = Paths.parse(JSON.parse(readFileSync(path.join(docsFolder, 'openapi.json'), 'utf8')));
  const operations = Object.entries(paths)
    .filter(([address]) => !address.startsWith('/v1/agents/{agent_id}/sessions'))
    .flatMap(([address, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${address}`));
  expect(operations.length).toBeGreaterThan(70);
  expect(operations.filter((operation) => !rest.some((page) => page.includes(`\n${operation}\n`)))).toEqual([]);
  const capabilities = textOf('reference/capabilities');
  expect([...CAPABILITY_CATALOG.keys()].filter((id) => !capabilities.includes(`\n\`${id}\`: `))).toEqual([]);
});
