import { startLocalServer } from '@everruns/egress/testing';
import { ToolCallId } from '@everruns/schemas';
import { makeTestUuid } from '@everruns/core/testing';
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { INSTRUCTIONS } from '../../test/hostile-pages.ts';
import { createToolBench } from '../../test/tool-context.ts';
import { openTestEgress } from '../../test/tool-egress.ts';
import { createWebFetchTools } from './tools.ts';

/** The worst case: a page that has guessed the fence of the very call that reads it. */
const CALL = ToolCallId.parse(makeTestUuid(3));
const NONCE = createHash('sha256').update(CALL).digest('hex').slice(0, 12);
const FENCE = new RegExp(`</?untrusted-${NONCE}>`, 'g');

it('30 pages with instructions stay inside their fence, in the text and in the title, in every format', async () => {
  expect(INSTRUCTIONS.length).toBeGreaterThanOrEqual(30);
  const pages = INSTRUCTIONS.map((text) => text.replaceAll('NONCE', NONCE));
  await using server = await startLocalServer((request, response) => {
    const [, kind, index] = /^\/(\w+)\/(\d+)/.exec(request.url ?? '') ?? [];
    const text = pages[Number(index)] ?? '';
    const html = `<html><head><title>${text}</title></head><body><main><h1>Page</h1><p>${text}</p></main></body></html>`;
    const isHtml = kind === 'html';
    response.setHeader('content-type', isHtml ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8');
    response.end(isHtml ? html : text);
  });
  await using egress = openTestEgress();
  const bench = createToolBench(createWebFetchTools(), { egress });
  for (const [index] of pages.entries()) {
    for (const [kind, format] of [
      ['html', 'markdown'],
      ['html', 'html'],
      ['html', 'text'],
      ['text', 'text'],
    ]) {
      const url = `${server.origin}/${kind}/${index}`;
      const { content, title, ...facts } = (await bench.run('web_fetch', { url, format })) as Record<
        string,
        string | null
      >;
      const text = content ?? '';
      const marks = [...text.matchAll(FENCE)].map(({ index: at }) => at);
      expect(marks).toEqual([0, text.length - `</untrusted-${NONCE}>`.length]);
      if (typeof title === 'string') expect(title.match(FENCE)).toHaveLength(2);
      expect(JSON.stringify(facts)).not.toContain('nstruction');
    }
  }
});
