import { FileLink } from './file-link.tsx';
import type { ProgramRun } from './read-program.ts';

/** A program and what it printed, as a terminal shows them, with the files that it left. */
export function TerminalView({ run: { source, stdout, stderr, exitCode, files } }: { run: ProgramRun }) {
  return (
    <div className="border-t border-line bg-sunken font-mono text-xs">
      <pre aria-label="Program" className="max-h-32 overflow-auto px-3 pt-3 whitespace-pre-wrap text-muted">
        {source}
      </pre>
      <pre aria-label="Output" className="max-h-64 overflow-auto p-3 whitespace-pre-wrap">
        {stdout}
        {stderr !== '' && <span className="text-danger">{stderr}</span>}
      </pre>
      {exitCode !== null && exitCode !== 0 && <p className="px-3 pb-2 text-danger">Exit code {exitCode}</p>}
      {files.length > 0 && (
        <ul aria-label="Files that the program wrote" className="flex flex-wrap gap-x-4 gap-y-1 px-3 pb-2">
          {files.map((path) => (
            <li key={path} className="max-w-full">
              <FileLink path={path} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
