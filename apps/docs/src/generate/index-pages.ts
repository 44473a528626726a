import { ErrorCode, HTTP_STATUS } from '@everruns/schemas';
import { splitTitle } from '../markdown/title.ts';
import { slugOfError } from '../site/site-map.ts';
import { formatTable } from './format.ts';
import type { GeneratedPage, WrittenPage } from './page.ts';

/** The list of all error codes, with the first sentence of each page. */
export function generateErrorsPage(written: readonly WrittenPage[]): GeneratedPage {
  const rows = ErrorCode.options.map((code) => {
    const page = written.find(({ slug }) => slug === slugOfError(code));
    const status = String(HTTP_STATUS[code]);
    // A test demands the page; a build that comes before it is written shows the code alone.
    if (page === undefined) return [code, status, ''];
    return [`[${code}](../${page.file})`, status, splitTitle(page.markdown, page.file).description];
  });
  const markdown = [
    '# Errors',
    'Every error of the API is a problem document (RFC 9457, `application/problem+json`). Its `type` is the address of the page of its code on the server that answered, `detail` says what to do next, `errors` names the fields at fault, and `request_id` finds it in the log of the server. A turn that fails has one of these codes too.',
    '```json parsed\n{\n  "type": "/docs/errors/not_found",\n  "title": "Not Found",\n  "status": 404,\n  "detail": "There is no such agent.",\n  "code": "not_found",\n  "request_id": "0199f0c4-51c1-7a52-9d0e-6a1b2f1c7a10"\n}\n```',
    'Programs decide by `code`; the set is closed and grows only with a release. `Retry-After` says when a repetition makes sense.',
    formatTable(['code', 'status', 'meaning'], rows),
  ].join('\n\n');
  return { file: 'reference/errors.md', markdown: `${markdown}\n` };
}

/** The list of decisions. */
export function generateDecisionsPage(written: readonly WrittenPage[]): GeneratedPage {
  const rows = written
    .filter(({ slug }) => slug.startsWith('decisions/'))
    .map(({ file, markdown }) => {
      const { title, description } = splitTitle(markdown, file);
      return `- [${title}](${file.replace('decisions/', '')}): ${description}`;
    });
  const intro =
    'Why the product is built as it is: one page for each decision that was hard to make, with what was measured and what was refused.';
  return { file: 'decisions/index.md', markdown: `# Decisions\n\n${intro}\n\n${rows.join('\n')}\n` };
}
