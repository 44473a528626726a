'use client';
import { CopyButton } from '@/design/copy-button.tsx';
import { FileLink } from './file-link.tsx';
import type { FileEdit, PageFound, ToolView as View } from './read-tool-view.ts';
import { SourceLink } from './source-link.tsx';
import { TableView } from './table-view.tsx';
import { TerminalView } from './terminal-view.tsx';
import { TodoList } from './todo-list.tsx';

/** The result of a call as what it is. Nothing of it is fetched from another host. */
export function ToolView({ view }: { view: View }) {
  switch (view.kind) {
    case 'todos':
      return <TodoList todos={view.todos} />;
    case 'program':
      return <TerminalView run={view.run} />;
    case 'page':
      return <Page page={view.page} />;
    case 'links':
      return <Links links={view.links} />;
    case 'edit':
      return <Edit edit={view.edit} />;
    case 'text':
      return <Text path={view.path} text={view.text} />;
    case 'image':
      return (
        <figure className="border-t border-line p-3">
          <img src={view.source} alt={view.path} className="max-h-64 max-w-full rounded-md border border-line" />
          <figcaption className="mt-1">
            <FileLink path={view.path} />
          </figcaption>
        </figure>
      );
    case 'table':
      return <TableView table={view.table} />;
  }
}

function Page({ page: { url, title, text, facts } }: { page: PageFound }) {
  return (
    <div className="border-t border-line p-3">
      <SourceLink url={url} title={title} />
      <p className="text-xs text-faint">{[new URL(url).host, ...facts].join(' · ')}</p>
      {text !== null && (
        <pre
          tabIndex={0}
          aria-label="Text of the page"
          className="mt-2 max-h-40 overflow-auto rounded-md bg-sunken p-2.5 font-sans text-xs leading-relaxed wrap-anywhere whitespace-pre-wrap"
        >
          {text}
        </pre>
      )}
    </div>
  );
}

function Links({ links }: { links: readonly PageFound[] }) {
  return (
    <ol aria-label="Sources" className="max-h-80 space-y-2.5 overflow-auto border-t border-line p-3">
      {links.map(({ url, title, text, facts }, index) => (
        <li key={`${index} ${url}`}>
          <SourceLink url={url} title={title} />
          <p className="text-xs text-faint">{[new URL(url).host, ...facts].join(' · ')}</p>
          {text !== null && <p className="line-clamp-3 text-xs text-muted">{text}</p>}
        </li>
      ))}
    </ol>
  );
}

function Edit({ edit: { path, removed, added } }: { edit: FileEdit }) {
  return (
    <div className="border-t border-line">
      <div className="px-3 pt-2">
        <FileLink path={path} />
      </div>
      <pre
        tabIndex={0}
        aria-label={`Change of ${path}`}
        className="max-h-64 overflow-auto px-3 py-2 font-mono text-xs leading-relaxed whitespace-pre-wrap"
      >
        {splitLines(removed).map((line, index) => (
          <span key={`-${index}`} className="block bg-danger-soft text-danger">{`- ${line}`}</span>
        ))}
        {splitLines(added).map((line, index) => (
          <span key={`+${index}`} className="block bg-added-soft text-added">{`+ ${line}`}</span>
        ))}
      </pre>
    </div>
  );
}

function Text({ path, text }: { path: string; text: string }) {
  return (
    <div className="border-t border-line">
      <div className="flex items-center justify-between px-3 pt-2">
        <FileLink path={path} />
        <CopyButton text={text} label={`Copy the text of ${path}`} />
      </div>
      <pre
        tabIndex={0}
        aria-label={`Text of ${path}`}
        className="max-h-48 overflow-auto px-3 pb-2 font-mono text-xs leading-relaxed wrap-anywhere whitespace-pre-wrap"
      >
        {text}
      </pre>
    </div>
  );
}

const MAX_LINES = 400;

function splitLines(text: string): string[] {
  if (text === '') return [];
  const lines = text.replace(/\n$/, '').split('\n');
  return lines.length <= MAX_LINES ? lines : [...lines.slice(0, MAX_LINES), `… ${lines.length - MAX_LINES} more lines`];
}
