import type { AgentVersionDiff } from '@everruns/sdk';
import { clsx } from 'clsx';
import { pairLines, type LinePair } from './pair-lines.ts';

/** A unified diff, line by line. */
export function Patch({ patch, label }: { patch: string; label: string }) {
  return (
    <pre
      tabIndex={0}
      aria-label={label}
      className="max-h-80 overflow-auto rounded-md border border-line p-2 font-mono text-xs leading-relaxed whitespace-pre-wrap"
    >
      {shownLines(patch).map((line, index) => (
        <span key={index} className={`block ${lookOf(line)}`}>
          {line}
        </span>
      ))}
    </pre>
  );
}

/** The lines of a diff without what names its two sides, which stands around it. */
function shownLines(patch: string): string[] {
  const lines = patch.split('\n');
  const first = lines.findIndex((line) => line.startsWith('@@'));
  return lines.slice(Math.max(0, first)).filter((line) => !line.startsWith('\\ '));
}

function lookOf(line: string): string {
  if (line.startsWith('+')) return 'bg-added-soft text-added';
  if (line.startsWith('-')) return 'bg-danger-soft text-danger';
  return line.startsWith('@@') ? 'text-faint' : '';
}

/** A unified diff with both texts beside each other, where there is room; line by line where there is not. */
export function PatchSideBySide({ patch, label, titles }: { patch: string; label: string; titles: [string, string] }) {
  return (
    <>
      <div className="md:hidden">
        <Patch patch={patch} label={label} />
      </div>
      <div
        tabIndex={0}
        role="region"
        aria-label={label}
        className="max-h-96 overflow-auto rounded-md border border-line max-md:hidden"
      >
        <table className="w-full table-fixed border-collapse font-mono text-xs leading-relaxed">
          <thead>
            <tr>
              {titles.map((title) => (
                <th
                  key={title}
                  scope="col"
                  className="sticky top-0 bg-sunken px-2 py-1 text-left font-medium text-muted"
                >
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {pairLines(patch).map((pair, index) => (
              <PairRow key={index} {...pair} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

const CELL = 'h-[1lh] px-2 align-top whitespace-pre-wrap wrap-anywhere';

function PairRow({ before, after, kind }: LinePair) {
  if (kind === 'gap')
    return (
      <tr>
        <td colSpan={2} className="bg-sunken px-2 text-center text-faint">
          …
        </td>
      </tr>
    );
  const isChanged = kind === 'changed';
  return (
    <tr>
      <td className={clsx(CELL, isChanged && before !== null && 'bg-danger-soft text-danger')}>{before}</td>
      <td className={clsx(CELL, 'border-l border-line', isChanged && after !== null && 'bg-added-soft text-added')}>
        {after}
      </td>
    </tr>
  );
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
