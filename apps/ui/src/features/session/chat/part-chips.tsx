import { Cable, Paperclip } from 'lucide-react';
import { formatBytes } from '@/design/format.ts';
import type { SentPart } from '../outbox/outbox.ts';
import { Chip } from './chip.tsx';
import { FileChip } from './file-chip.tsx';

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
  if (part.type === 'mcp_resource') return <Chip icon={Cable} name={part.uri} />;
  const { file_path: path, filename = 'a file', size_bytes = 0 } = part;
  if (path !== undefined) return <FileChip file={{ path, size_bytes }} />;
  return <Chip icon={Paperclip} name={filename} note={formatBytes(size_bytes)} />;
}
