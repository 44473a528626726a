'use client';
import { FileLink } from './file-link.tsx';
import { LongText } from './long-text.tsx';
import type { FileEdit, PageFound, ToolView as View } from './read-tool-view.ts';
import { SourceLink } from './source-link.tsx';
import { TableView } from './table-view.tsx';
import { FileLinks, TerminalView } from './terminal-view.tsx';
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
      return <Text view={view} />;
    case 'image':
      return (
        <figure className="space-y-2 border-t border-line p-3">
          {view.sources.map((source, index) => (
            <img
              key={index}
              src={source}
              alt={view.path ?? `Picture ${index + 1}`}
              className="max-h-80 max-w-full rounded-md border border-line"
            />
          ))}
          {view.path !== null && (
            <figcaption>
              <FileLink path={view.path} />
            </figcaption>
          )}
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
        <LongText
          text={text}
          label="Text of the page"
          name="page.txt"
          className="rounded-md bg-sunken p-2.5 font-sans text-xs leading-relaxed"
        />
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

function Text({ view: { path, text, files } }: { view: Extract<View, { kind: 'text' }> }) {
  const label = path === null ? 'Text of the result' : `Text of ${path}`;
  return (
    <div className="border-t border-line px-3 py-2">
      {text !== '' && (
        <LongText
          text={text}
          label={label}
          name={path?.split('/').at(-1) ?? 'result.txt'}
          className="font-mono text-xs leading-relaxed"
          title={path === null ? null : <FileLink path={path} />}
        />
      )}
      <FileLinks label="Files of the result" paths={files} />
    </div>
  );
}

const MAX_LINES = 400;

function splitLines(text: string): string[] {
  if (text === '') return [];
  const lines = text.replace(/\n$/, '').split('\n');
  return lines.length <= MAX_LINES ? lines : [...lines.slice(0, MAX_LINES), `… ${lines.length - MAX_LINES} more lines`];
}
