import type { LucideIcon } from 'lucide-react';

export interface ChipProps {
  icon: LucideIcon;
  name: string;
  /** What stands behind the name, as the size of a file. */
  note?: string;
}

/** Something that goes with a message. */
export function Chip({ icon: Icon, name, note }: ChipProps) {
  return (
    <span className="inline-flex max-w-72 items-center gap-1.5 rounded-md border border-line bg-surface px-2.5 py-1.5 text-xs">
      <Icon aria-hidden className="size-3.5 shrink-0 text-muted" />
      <span className="truncate">{name}</span>
      {note !== undefined && <span className="shrink-0 text-faint">{note}</span>}
    </span>
  );
}
