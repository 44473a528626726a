import { FileLink } from './file-link.tsx';
import { LongText } from './long-text.tsx';
import type { ProgramRun } from './read-program.ts';

/** A program and what it printed, as a terminal shows them, with the files that it left. */
export function TerminalView({ run }: { run: ProgramRun }) {
  const { isRunning, source, stdout, stderr, value, exitCode, files } = run;
  const output = [stdout, stderr].filter((part) => part !== '').join(stdout.endsWith('\n') ? '' : '\n');
  return (
    <div className="space-y-1 border-t border-line bg-sunken px-3 py-2 font-mono text-xs">
      <LongText text={source} label="Program" name="program.txt" className="text-muted" title={<Name>Program</Name>} />
      {output !== '' && isRunning && <LiveOutput text={output} />}
      {output !== '' && !isRunning && (
        <LongText text={output} label="Output" name="output.txt" title={<Name>Output</Name>}>
          {stdout}
          {stderr !== '' && <span className="text-danger">{stderr}</span>}
        </LongText>
      )}
      {value !== null && <LongText text={value} label="Value" name="value.txt" title={<Name>Value</Name>} />}
      {exitCode !== null && exitCode !== 0 && <p className="text-danger">Exit code {exitCode}</p>}
      <FileLinks label="Files that the program wrote" paths={files} />
    </div>
  );
}

/** What is printed now, which keeps its end in sight. */
function LiveOutput({ text }: { text: string }) {
  return (
    <div className="flex max-h-48 flex-col-reverse overflow-auto" tabIndex={0} role="region" aria-label="Output so far">
      <pre className="wrap-anywhere whitespace-pre-wrap">{text}</pre>
    </div>
  );
}

function Name({ children }: { children: string }) {
  return <p className="font-sans text-faint">{children}</p>;
}

export function FileLinks({ label, paths }: { label: string; paths: readonly string[] }) {
  if (paths.length === 0) return null;
  return (
    <ul aria-label={label} className="flex flex-wrap gap-x-4 gap-y-1 py-1">
      {paths.map((path) => (
        <li key={path} className="max-w-full">
          <FileLink path={path} />
        </li>
      ))}
    </ul>
  );
}
