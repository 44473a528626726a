import { CopyButton } from '@/design/copy-button.tsx';

/** A key or a secret that no page shows again. */
export function ShownOnce({ value, label }: { value: string; label: string }) {
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-3 rounded-lg bg-live-soft px-4 py-3 text-sm text-live-fg"
    >
      <span>Copy it now; it is not shown again.</span>
      <code className="min-w-0 flex-1 basis-56 font-mono text-xs break-all">{value}</code>
      <CopyButton text={value} label={label} />
    </div>
  );
}
