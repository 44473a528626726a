import { Paperclip } from 'lucide-react';
import { formatBytes } from '@/design/format.ts';
import { Link } from '@/design/link.tsx';
import type { AttachedFile } from '../outbox/outbox.ts';

/** A file of the session; a click opens it. */
export function FileChip({ file: { path, size_bytes } }: { file: AttachedFile }) {
  return (
    <Link
      href={`?tab=files&file=${encodeURIComponent(path)}`}
      className="inline-flex max-w-72 items-center gap-1.5 rounded-md border border-line bg-surface px-2.5 py-1.5 text-xs hover:bg-hover"
    >
      <Paperclip aria-hidden className="size-3.5 shrink-0 text-muted" />
      <span className="truncate">{path.replace(/^\//, '')}</span>
      <span className="shrink-0 text-faint">{formatBytes(size_bytes)}</span>
    </Link>
  );
}
