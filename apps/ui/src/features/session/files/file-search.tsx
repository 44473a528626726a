'use client';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { everruns } from '@/data/everruns.ts';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { Skeleton } from '@/design/page.tsx';

export interface FileSearchProps {
  sessionId: string;
  /** Increases whenever a file is written or deleted. */
  version: number;
  text: string;
  onChoose: (path: string) => void;
}

/** Lists the matching lines of all files. */
export function FileSearch({ sessionId, version, text, onChoose }: FileSearchProps) {
  const wanted = useDeferredValue(text);
  const matches = useQuery({
    queryKey: ['sessions', sessionId, 'grep', version, wanted],
    queryFn: ({ signal }) => everruns.files.grep(sessionId, { pattern: wanted, ignore_case: true }, { signal }),
    placeholderData: (before) => before,
  });
  if (matches.isError) return <ErrorNotice error={matches.error} />;
  if (matches.data === undefined) return <Skeleton rows={2} />;
  const lines = matches.data.flatMap((file) => file.matches);
  if (lines.length === 0) return <p className="px-2 py-4 text-sm text-muted">No line of any file matches.</p>;
  return (
    <ul aria-label="Lines found">
      {lines.map(({ path, line_number, line }) => (
        <li key={`${path} ${line_number}`}>
          <button
            type="button"
            onClick={() => onChoose(path)}
            className="block w-full rounded-md px-2 py-1.5 text-left hover:bg-sunken"
          >
            <span className="block truncate text-xs text-muted">
              {path}:{line_number}
            </span>
            <span className="block truncate font-mono text-xs">{line.trim()}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
