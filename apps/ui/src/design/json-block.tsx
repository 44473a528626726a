import { CopyButton } from './copy-button.tsx';

/** Shows a value as indented JSON and a text unchanged. */
export function JsonBlock({ label, value }: { label: string; value: unknown }) {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  return (
    <div>
      <div className="flex items-center justify-between">
        <p className="text-xs font-medium text-muted">{label}</p>
        <CopyButton text={text} label={`Copy: ${label}`} />
      </div>
      <pre
        tabIndex={0}
        className="max-h-80 overflow-auto rounded-md bg-sunken p-2.5 font-mono text-xs leading-relaxed wrap-anywhere whitespace-pre-wrap"
      >
        {text}
      </pre>
    </div>
  );
}
