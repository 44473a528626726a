import type { ContentPart } from '@everruns/sdk';
import { SourceLink } from './tool-view/source-link.tsx';

type Citation = NonNullable<Extract<ContentPart, { type: 'text' }>['annotations']>[number];

/** The pages that a text rests on, each once, in the order in which it names them. */
export function CitationList({ citations }: { citations: readonly Citation[] }) {
  const pages = [...new Map(citations.toReversed().map((citation) => [citation.url, citation])).values()].toReversed();
  return (
    <details open={pages.length <= SHOWN} className="rounded-md border border-line text-sm">
      <summary className="px-3 py-1.5 text-xs text-muted hover:text-fg">
        {pages.length === 1 ? '1 source' : `${pages.length} sources`}
      </summary>
      <ol aria-label="Sources" className="max-h-80 space-y-2 overflow-auto border-t border-line p-3">
        {pages.map(({ url, title, cited_text: text }) => (
          <li key={url}>
            <SourceLink url={url} title={title ?? null} />
            <p className="text-xs text-faint">{URL.parse(url)?.host ?? url}</p>
            {text !== undefined && text !== '' && <p className="line-clamp-2 text-xs text-muted">“{text}”</p>}
          </li>
        ))}
      </ol>
    </details>
  );
}

/** More of them are folded. */
const SHOWN = 5;
