import { LOOKS } from './span-row.tsx';

const ENTRIES = [
  { look: LOOKS.generation, name: 'model' },
  { look: LOOKS.tool, name: 'tool' },
  { look: 'w-0.5! bg-live', name: 'first token' },
  { look: LOOKS.wait, name: 'waits for somebody' },
  { look: LOOKS.failed, name: 'failed attempt' },
  { look: LOOKS.backoff, name: 'waits to try again' },
  { look: LOOKS.silent, name: 'nobody worked on it' },
];

/** What the colors of the waterfall mean. */
export function Legend() {
  return (
    <ul aria-label="Legend" className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
      {ENTRIES.map(({ look, name }) => (
        <li key={name} className="flex items-center gap-1.5">
          <span aria-hidden className={`h-3 w-4 rounded-xs ${look}`} />
          {name}
        </li>
      ))}
    </ul>
  );
}
