import { FileText } from 'lucide-react';
import { use } from 'react';
import { Link } from '@/design/link.tsx';
import { SessionAddressContext } from './session-address-context.ts';

/** Opens a file of the session among its files, where it is seen, edited and downloaded. */
export function FileLink({ path }: { path: string }) {
  const address = use(SessionAddressContext);
  return (
    <Link
      href={`${address}?tab=files&file=${encodeURIComponent(path)}`}
      className="inline-flex max-w-full items-center gap-1.5 font-mono text-xs hover:underline"
    >
      <FileText aria-hidden className="size-3.5 shrink-0 text-muted" />
      <span className="truncate">{path}</span>
    </Link>
  );
}
