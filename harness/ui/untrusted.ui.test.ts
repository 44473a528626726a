import { expect, it } from 'vitest';
import { say, script } from './say.ts';
import { useUi } from './use-ui.ts';

const world = useUi();

const HOSTILE = [
  '<img src="http://evil.test/pixel.png"> <script>document.title = "owned"</script>',
  '![shown](http://evil.test/markdown.png) [a link](http://evil.test/page) [bad](javascript:alert(1))',
  '<iframe src="http://evil.test/frame"></iframe> <style>body { display: none }</style>',
  `| ${Array.from({ length: 60 }, (_, index) => `column ${index}`).join(' | ')} |\n|${'---|'.repeat(60)}`,
  'x'.repeat(5_000),
  `\n\n    ${'code '.repeat(800)}`,
].join('\n\n');

it('an injected answer makes no request, runs nothing and breaks no layout', async () => {
  const { id } = await world.api.createSession();
  const page = await world.visit(`/sessions/${id}`, { viewport: { width: 375, height: 700 } });
  const foreign: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(world.uiUrl)) foreign.push(request.url());
  });
  await say(page, script([[HOSTILE], ['end']]));
  await page.locator('.prose table').waitFor();
  await page.getByText('Idle').waitFor();
  expect(foreign.filter((url) => !url.startsWith('data:'))).toEqual([]);
  expect(await page.title()).toMatch(/ · Everruns$/);
  const links = await page
    .locator('.prose a')
    .evaluateAll((all) => all.map((link) => String(link.getAttribute('href'))));
  expect(links.filter((href) => !href.startsWith('http://evil.test/'))).toEqual([]);
  // In the answer, and in the message that scripts it.
  expect(await page.locator('.prose').getByText('<img src=').count()).toBe(2);
  expect(await page.locator('.prose img, .prose iframe, .prose script').count()).toBe(0);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375);
});

it('every page has a policy without unsafe scripts, and a foreign host is refused', async () => {
  const response = await fetch(world.url('/dashboard'));
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic';/);
  const twice = await fetch(world.url('/dashboard'));
  expect(twice.headers.get('content-security-policy')).not.toBe(policy);
});
