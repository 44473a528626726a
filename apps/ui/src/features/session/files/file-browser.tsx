'use client';
import type { FileInfo } from '@everruns/sdk';
import { useQuery } from '@tanstack/react-query';
import { Folder, FolderOpen } from 'lucide-react';
import dynamic from 'next/dynamic';
import { parseAsString, useQueryState } from 'nuqs';
import { everruns } from '@/data/everruns.ts';
import { useMay } from '@/data/use-me.ts';
import { DropArea } from '@/design/drop-area.tsx';
import { EmptyState } from '@/design/empty-state.tsx';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { Input } from '@/design/field.tsx';
import { Skeleton } from '@/design/page.tsx';
import { FileActions } from './file-actions.tsx';
import { FileSearch } from './file-search.tsx';
import { FileTree } from './file-tree.tsx';
import { useUpload } from './use-upload.ts';

const FileView = dynamic(() => import('./file-view.tsx').then((module) => module.FileView), {
  loading: () => <Skeleton />,
});

export interface FileBrowserProps {
  sessionId: string;
  /** Increases whenever a file is written or deleted. */
  version: number;
}

/** Shows the files of a session, as its tools and its people see them. */
export function FileBrowser({ sessionId, version }: FileBrowserProps) {
  const mayWrite = useMay('write');
  const [path, setPath] = useQueryState('file', parseAsString);
  const upload = useUpload(sessionId, (file) => void setPath(file.path));
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
  const choose = (next: string | null): void => void setPath(next);
  return (
    <DropArea
      isActive={mayWrite}
      className="flex h-full flex-col md:flex-row data-over:outline-2 data-over:-outline-offset-2 data-over:outline-live"
      onFiles={(dropped) => dropped.forEach((file) => upload.mutate({ path: file.name, bytes: file }))}
    >
      <FileSide sessionId={sessionId} version={version} files={files.data} chosen={path} onChoose={choose} />
      <div className="min-h-0 min-w-0 flex-1">
        {chosen === undefined || chosen.is_directory ? (
          <EmptyState icon={chosen === undefined ? Folder : FolderOpen} title={chosen?.path ?? 'Choose a file'} />
        ) : (
          <FileView
            key={chosen.path}
            sessionId={sessionId}
            file={chosen}
            onDeleted={() => choose(null)}
            onMoved={choose}
          />
        )}
      </div>
    </DropArea>
  );
}

interface FileSideProps extends FileBrowserProps {
  files: readonly FileInfo[];
  chosen: string | null;
  onChoose: (path: string) => void;
}

/** Lists the files, or the files that contain a text. */
function FileSide({ sessionId, version, files, chosen, onChoose }: FileSideProps) {
  const mayWrite = useMay('write');
  const [find, setFind] = useQueryState('find', parseAsString.withDefault(''));
  return (
    <div className="flex max-h-[45%] shrink-0 flex-col border-line max-md:border-b md:max-h-none md:w-72 md:border-r">
      <div className="space-y-2 p-3">
        {mayWrite && <FileActions sessionId={sessionId} onCreated={(file) => onChoose(file.path)} />}
        <Input
          type="search"
          aria-label="Find in files"
          placeholder="Find in files …"
          className="!h-8"
          value={find}
          onChange={(event) => void setFind(event.target.value)}
        />
      </div>
      <div className="min-h-0 overflow-y-auto px-2 pb-2">
        {find !== '' && <FileSearch sessionId={sessionId} version={version} text={find} onChoose={onChoose} />}
        {find === '' && files.length === 0 && (
          <p className="px-2 py-4 text-sm text-muted">
            No files yet. The agent’s tools write here; drop one here, or upload it.
          </p>
        )}
        {find === '' && files.length > 0 && <FileTree files={files} chosen={chosen} onChoose={onChoose} />}
      </div>
    </div>
  );
}
