import type { AgentVersionDiff } from '@everruns/sdk';

/** A unified diff, line by line. */
export function Patch({ patch, label }: { patch: string; label: string }) {
  return (
    <pre
      tabIndex={0}
      aria-label={label}
      className="max-h-80 overflow-auto rounded-md border border-line p-2 font-mono text-xs leading-relaxed whitespace-pre-wrap"
    >
      {patch.split('\n').map((line, index) => (
        <span key={index} className={`block ${lookOf(line)}`}>
          {line}
        </span>
      ))}
    </pre>
  );
}

function lookOf(line: string): string {
  if (line.startsWith('+')) return 'bg-added-soft text-added';
  if (line.startsWith('-')) return 'bg-danger-soft text-danger';
  return line.startsWith('@@') ? 'text-faint' : '';
}

/** What came, went and changed in a set, by name. */
export function NamedChanges({ label, changes }: { label: string; changes: AgentVersionDiff['tools'] }) {
  if (changes === undefined) return null;
  const words = [
    ...changes.added.map((name) => `+ ${name}`),
    ...changes.removed.map((name) => `− ${name}`),
    ...changes.changed.map((name) => `${name} changed`),
  ];
  return (
    <p className="wrap-anywhere">
      <span className="font-medium first-letter:uppercase">{label}</span>: {words.join(', ')}
    </p>
  );
}

/** Fields that differ, with both values. */
export function ChangedFields({ fields }: { fields: AgentVersionDiff['fields'] }) {
  return fields.map(({ field, before, after }) => (
    <p key={field} className="wrap-anywhere">
      <code className="font-mono text-xs">{field}</code>: <del className="text-danger">{show(before)}</del> →{' '}
      <ins className="text-added no-underline">{show(after)}</ins>
    </p>
  ));
}

function show(value: unknown): string {
  return value === undefined ? 'not set' : typeof value === 'string' ? value : JSON.stringify(value);
}
