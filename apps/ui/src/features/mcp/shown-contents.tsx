'use client';
import type { McpContents, McpPromptMessages, McpServer } from '@everruns/sdk';
import { useQuery } from '@tanstack/react-query';
import { everruns } from '@/data/everruns.ts';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { formatBytes } from '@/design/format.ts';
import { Skeleton } from '@/design/page.tsx';

/** Pictures that a browser shows without running what is in them. */
const PICTURES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);
const SHOWN_CHARS = 20_000;

/** Reads a resource, and shows what its server says there now. */
export function ShownResource({ server, uri }: { server: McpServer; uri: string }) {
  const read = useQuery({
    queryKey: ['mcp-servers', server.id, 'resource', uri],
    queryFn: ({ signal }) => everruns.mcpServers.readResource(server.id, uri, { signal }),
    retry: false,
    gcTime: 0,
  });
  if (read.isError) return <ErrorNotice error={read.error} onRetry={() => void read.refetch()} />;
  if (read.data === undefined) return <Skeleton rows={1} />;
  const { contents } = read.data;
  if (contents.length === 0) return <p className="mt-2 text-xs text-muted">There is nothing at this address.</p>;
  return (
    <div className="mt-2 space-y-2">
      {contents.map((one, index) => (
        <Contents key={index} contents={one} isNamed={contents.length > 1} />
      ))}
    </div>
  );
}

function Contents({ contents, isNamed }: { contents: McpContents; isNamed: boolean }) {
  const { uri, media_type = 'bytes', text, base64 = '' } = contents;
  return (
    <div>
      {isNamed && <p className="font-mono text-xs text-muted wrap-anywhere">{uri}</p>}
      {text !== undefined && <Words text={text} />}
      {text === undefined && PICTURES.has(media_type) && (
        <img
          src={`data:${media_type};base64,${base64}`}
          alt={uri}
          className="max-h-64 rounded-md border border-line [image-rendering:auto]"
        />
      )}
      {text === undefined && !PICTURES.has(media_type) && (
        <p className="text-xs text-muted">
          {formatBytes(Math.floor((base64.length * 3) / 4))} of {media_type}
        </p>
      )}
    </div>
  );
}

/** The messages that a prompt makes. */
export function ShownMessages({ filled: { messages } }: { filled: McpPromptMessages }) {
  return (
    <ul className="mt-2 space-y-2">
      {messages.map(({ role, content }, index) => (
        <li key={index}>
          <p className="text-xs font-medium text-muted">{role === 'user' ? 'Person' : 'Agent'}</p>
          {content.type === 'text' && <Words text={content.text} />}
          {content.type === 'resource' && <Contents contents={content} isNamed />}
          {content.type === 'resource_link' && (
            <p className="font-mono text-xs text-muted wrap-anywhere">{content.uri}</p>
          )}
          {(content.type === 'image' || content.type === 'audio') && (
            <Contents
              contents={{ uri: content.type, media_type: content.media_type, base64: content.base64 }}
              isNamed={false}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

function Words({ text }: { text: string }) {
  const isCut = text.length > SHOWN_CHARS;
  return (
    <pre
      // It scrolls, so that a keyboard must reach it.
      tabIndex={0}
      className="max-h-64 overflow-auto rounded-md border border-line bg-sunken p-2.5 font-mono text-xs leading-relaxed whitespace-pre-wrap wrap-anywhere"
    >
      {isCut ? `${text.slice(0, SHOWN_CHARS)}\n… ${text.length - SHOWN_CHARS} characters more` : text}
    </pre>
  );
}
