import { Cable } from 'lucide-react';

/** Something of an MCP server that goes with a message. */
export function ResourceChip({ name, from }: { name: string; from?: string }) {
  return (
    <span className="inline-flex max-w-72 items-center gap-1.5 rounded-md border border-line bg-surface px-2.5 py-1.5 text-xs">
      <Cable aria-hidden className="size-3.5 shrink-0 text-muted" />
      <span className="truncate">{name}</span>
      {from !== undefined && <span className="shrink-0 text-faint">{from}</span>}
    </span>
  );
}
