'use client';
import { useQuery } from '@tanstack/react-query';
import { Folder, FolderOpen } from 'lucide-react';
import dynamic from 'next/dynamic';
import { parseAsString, useQueryState } from 'nuqs';
import { everruns } from '@/data/everruns.ts';
import { useMay } from '@/data/use-me.ts';
import { EmptyState } from '@/design/empty-state.tsx';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { Skeleton } from '@/design/page.tsx';
import { FileActions } from './file-actions.tsx';
import { FileTree } from './file-tree.tsx';

const FileView = dynamic(() => import('./file-view.tsx').then((module) => module.FileView), {
  loading: () => <Skeleton />,
});

export interface FileBrowserProps {
  sessionId: string;
  /** Grows when a file was written or deleted. */
  version: number;
}

/** The files of a session, as its tools and its people see them. */
export function FileBrowser({ sessionId, version }: FileBrowserProps) {
  const mayWrite = useMay('write');
  const [path, setPath] = useQueryState('file', parseAsString);
  const files = useQuery({
    queryKey: ['sessions', sessionId, 'files', version],
    queryFn: ({ signal }) => everruns.files.list(sessionId, '/', { recursive: true, signal }),
    placeholderData: (before) => before,
  });
  if (files.isError)
    return (
      <div className="p-4">
        <ErrorNotice error={files.error} onRetry={() => void files.refetch()} />
      </div>
    );
  if (files.data === undefined) return <Skeleton />;
  const chosen = files.data.find((file) => file.path === path);
  return (
    <div className="flex h-full flex-col md:flex-row">
      <div className="flex max-h-[40%] shrink-0 flex-col border-line max-md:border-b md:max-h-none md:w-72 md:border-r">
        {mayWrite && <FileActions sessionId={sessionId} onCreated={(file) => void setPath(file.path)} />}
        <div className="min-h-0 overflow-y-auto p-2">
          {files.data.length === 0 && (
            <p className="px-2 py-4 text-sm text-muted">
              No files yet. The agent’s tools write here; drop one into the chat, or upload it.
            </p>
          )}
          <FileTree files={files.data} chosen={path} onChoose={(next) => void setPath(next)} />
        </div>
      </div>
      <div className="min-h-0 min-w-0 flex-1">
        {chosen === undefined || chosen.is_directory ? (
          <EmptyState icon={chosen === undefined ? Folder : FolderOpen} title={chosen?.path ?? 'Choose a file'} />
        ) : (
          <FileView key={chosen.path} sessionId={sessionId} file={chosen} onDeleted={() => void setPath(null)} />
        )}
      </div>
    </div>
  );
}
