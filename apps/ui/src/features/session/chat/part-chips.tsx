import { Paperclip } from 'lucide-react';
import { formatBytes } from '@/design/format.ts';
import type { SentPart } from '../outbox/outbox.ts';
import { FileChip } from './file-chip.tsx';
import { ResourceChip } from './resource-chip.tsx';

export type AttachedPart = Extract<SentPart, { type: 'file' | 'mcp_resource' }>;

/** The files and resources that are parts of a message. */
export function PartChips({ parts }: { parts: readonly AttachedPart[] }) {
  return (
    <div className="flex flex-wrap justify-end gap-2">
      {parts.map((part, index) => (
        <PartChip key={index} part={part} />
      ))}
    </div>
  );
}

function PartChip({ part }: { part: AttachedPart }) {
  if (part.type === 'mcp_resource') return <ResourceChip name={part.uri} />;
  const { file_path: path, filename = 'a file', size_bytes = 0 } = part;
  if (path !== undefined) return <FileChip file={{ path, size_bytes }} />;
  return (
    <span className="inline-flex max-w-72 items-center gap-1.5 rounded-md border border-line bg-surface px-2.5 py-1.5 text-xs">
      <Paperclip aria-hidden className="size-3.5 shrink-0 text-muted" />
      <span className="truncate">{filename}</span>
      <span className="shrink-0 text-faint">{formatBytes(size_bytes)}</span>
    </span>
  );
}
