import { FileText } from 'lucide-react';
import { Link } from '@/design/link.tsx';

/** Opens a file of the session among its files, where it is seen, edited and downloaded. */
export function FileLink({ path }: { path: string }) {
  return (
    <Link
      href={`?tab=files&file=${encodeURIComponent(path)}`}
      className="inline-flex max-w-full items-center gap-1.5 font-mono text-xs hover:underline"
    >
      <FileText aria-hidden className="size-3.5 shrink-0 text-muted" />
      <span className="truncate">{path}</span>
    </Link>
  );
}
