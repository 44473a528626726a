'use client';
import type { FileInfo } from '@everruns/sdk';
import { File, Folder, Lock } from 'lucide-react';
import { formatBytes } from '@/design/format.ts';

export interface FileTreeProps {
  files: readonly FileInfo[];
  chosen: string | null;
  onChoose: (path: string) => void;
}

/** Lists every file under its folder. */
export function FileTree({ files, chosen, onChoose }: FileTreeProps) {
  return (
    <ul aria-label="Files">
      {files
        .toSorted((left, right) => compare(left.path, right.path))
        .map((file) => {
          const Icon = file.is_directory ? Folder : File;
          return (
            <li key={file.path} style={{ paddingLeft: `${(file.path.split('/').length - 2) * 0.9}rem` }}>
              <button
                type="button"
                aria-current={file.path === chosen ? 'true' : undefined}
                onClick={() => onChoose(file.path)}
                className={`flex h-8 w-full items-center gap-2 rounded-md px-2 text-left text-sm ${file.path === chosen ? 'bg-hover' : 'hover:bg-sunken'}`}
              >
                <Icon aria-hidden className="size-4 shrink-0 text-muted" />
                <span className="min-w-0 flex-1 truncate">{file.name}</span>
                {file.is_readonly && <Lock role="img" aria-label="read-only" className="size-3 text-faint" />}
                {!file.is_directory && <span className="text-xs text-faint">{formatBytes(file.size_bytes)}</span>}
              </button>
            </li>
          );
        })}
    </ul>
  );
}

/** A folder sorts before its content. */
function compare(left: string, right: string): number {
  return left.replaceAll('/', '\0') < right.replaceAll('/', '\0') ? -1 : 1;
}
