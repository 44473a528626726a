import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { buildDocs } from '@everruns/cli/docs';
import { docsFolder, readPages } from '@everruns/docs/pages';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { readRenderedPages } from './rendered-blocks.ts';

const site = path.join(docsFolder, 'dist');
await buildDocs();
const rendered = await readRenderedPages(site);
const sources = await readPages();
const PagefindEntry = z.object({ languages: z.record(z.string(), z.object({ page_count: z.int() })) });

/** Returns the file that the server answers an address below `/docs` with, relative to the site. */
function fileOf(address: string): string | null {
  const name = address.replace(/^\/docs\/?/, '').replace(/\/$/, '');
  const candidates = name === '' ? ['index.html'] : [name, `${name}/index.html`];
  return candidates.find((each) => path.extname(each) !== '' && existsSync(path.join(site, each))) ?? null;
}

it('every page is built, and has its twin in Markdown, whose links lead to twins', async () => {
  expect(rendered.map(({ slug }) => slug).toSorted()).toEqual(sources.map(({ slug }) => slug).toSorted());
  const twins = await Promise.all(sources.map(({ slug }) => readFile(path.join(site, `${slug}.md`), 'utf8')));
  for (const twin of twins) expect(twin).toMatch(/^# \S/);
  const linked = twins.flatMap((twin) =>
    [...twin.matchAll(/[^!]\[[^\]]*\]\((\/docs[^)#\s]*)/g)].map(([, to = '']) => to),
  );
  expect(linked.filter((to) => !to.endsWith('.md') && !existsSync(path.join(site, to.replace('/docs/', ''))))).toEqual(
    [],
  );
  expect(linked.filter((to) => fileOf(to) === null)).toEqual([]);
});

it('the map for language models names every page', async () => {
  const map = await readFile(path.join(site, 'llms.txt'), 'utf8');
  expect(sources.filter(({ slug }) => !map.includes(`(/docs/${slug}.md)`)).map(({ slug }) => slug)).toEqual([]);
});

it('every link of a page leads to a page, a file, or a place on a page', () => {
  const ids = new Map(
    rendered.map(({ slug, html }) => [slug, new Set([...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id))]),
  );
  const links = rendered.flatMap(({ slug, html }) =>
    [...html.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, target = '']) => ({
      slug,
      target: target.replaceAll('&#x26;', '&').replaceAll('&amp;', '&'),
    })),
  );
  expect(links.length).toBeGreaterThan(5_000);
  expect(links.filter(({ slug, target }) => !isGood(target, slug))).toEqual([]);

  function isGood(target: string, slug: string): boolean {
    if (/^(?:https?:|mailto:|data:)/.test(target)) return true;
    const [address = '', anchor = ''] = target.split('#');
    const file = address === '' ? `${slug}/index.html` : fileOf(address);
    if (file === null) return false;
    if (anchor === '') return true;
    const page = file === 'index.html' || slug === 'index' ? 'index' : path.dirname(file);
    return ids.get(page)?.has(decodeURIComponent(anchor)) ?? false;
  }
});

it('nothing is loaded from another site', async () => {
  const loaded = rendered.flatMap(({ html }) => [
    ...html.matchAll(/<(?:script|img|iframe|source)\b[^>]*\ssrc="(https?:[^"]+)"/g),
    ...html.matchAll(/<link\b(?![^>]*rel="(?:canonical|alternate)")[^>]*\shref="(https?:[^"]+)"/g),
  ]);
  expect(loaded.map(([, target]) => target)).toEqual([]);
  const styles = (await readdir(path.join(site, '_astro'))).filter((file) => file.endsWith('.css'));
  for (const file of styles)
    expect(await readFile(path.join(site, '_astro', file), 'utf8')).not.toMatch(/url\(['"]?https?:/);
});

it('the search knows every page', async () => {
  const entry = PagefindEntry.parse(
    JSON.parse(await readFile(path.join(site, 'pagefind/pagefind-entry.json'), 'utf8')),
  );
  const count = Object.values(entry.languages).reduce((sum, { page_count }) => sum + page_count, 0);
  expect(count).toBeGreaterThanOrEqual(sources.length);
});
