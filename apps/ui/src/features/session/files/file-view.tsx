'use client';
import { EverrunsApiError, type FileInfo, type SessionFile } from '@everruns/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Download, Save } from 'lucide-react';
import { toast } from '@/design/toast.ts';
import { everruns } from '@/data/everruns.ts';
import { useDraft, type Draft } from '@/data/use-draft.ts';
import { moveStored } from '@/data/use-stored.ts';
import { useMay } from '@/data/use-me.ts';
import { Button, buttonClass } from '@/design/button.tsx';
import { ConfirmDelete } from '@/design/confirm-delete.tsx';
import { ErrorNotice, toSentence } from '@/design/error-notice.tsx';
import { formatBytes } from '@/design/format.ts';
import { Skeleton } from '@/design/page.tsx';
import { FileDraftNotice } from './file-draft-notice.tsx';
import { FileEditor } from './file-editor.tsx';
import { MoveFile } from './move-file.tsx';

export interface FileViewProps {
  sessionId: string;
  file: FileInfo;
  onDeleted: () => void;
  onMoved: (path: string) => void;
}

export function FileView({ sessionId, file, ...handlers }: FileViewProps) {
  const content = useQuery({
    queryKey: ['sessions', sessionId, 'file', file.path, file.updated_at],
    queryFn: ({ signal }) => everruns.files.read(sessionId, file.path, { signal }),
    // While a newer version is fetched, the person goes on in the one before.
    placeholderData: (before) => before,
  });
  if (content.isError)
    return (
      <div className="p-4">
        <ErrorNotice error={content.error} />
      </div>
    );
  if (content.data === undefined) return <Skeleton />;
  return <LoadedFile sessionId={sessionId} file={content.data} {...handlers} />;
}

function LoadedFile({ sessionId, file, onDeleted, onMoved }: FileViewProps & { file: SessionFile }) {
  const isText = file.encoding === 'text';
  const mayWrite = useMay('write');
  const draft = useDraft(draftKeyOf(sessionId, file.path), file.content);
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: ['sessions', sessionId, 'files'] });
  const moved = (path: string): void => {
    moveStored(draftKeyOf(sessionId, file.path), draftKeyOf(sessionId, path));
    onMoved(path);
  };
  const onError = (error: unknown): void => toast.error(toSentence(error));
  const remove = useMutation({
    mutationFn: () => everruns.files.delete(sessionId, file.path).catch(ignoreMissing),
    onSuccess: async () => {
      draft.discard();
      onDeleted();
      await refresh();
    },
    onError,
  });
  return (
    <div className="flex h-full flex-col">
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2">
        <h2 className="min-w-0 flex-1 truncate font-mono text-[0.8125rem]">{file.path}</h2>
        <span className="text-xs text-faint">{formatBytes(file.size_bytes)}</span>
        {mayWrite && isText && !file.is_readonly && (
          <SaveButton sessionId={sessionId} file={file} draft={draft} onSaved={refresh} />
        )}
        <a href={rawAddressOf(sessionId, file.path)} download={file.name} className={buttonClass({ size: 'sm' })}>
          <Download aria-hidden />
          Download
        </a>
        {mayWrite && (
          <>
            <MoveFile sessionId={sessionId} path={file.path} onMoved={moved} />
            <ConfirmDelete
              name={file.name}
              consequence="The agent no longer finds it either. This cannot be undone."
              isPending={remove.isPending}
              onConfirm={() => remove.mutate()}
            />
          </>
        )}
      </div>
      {isText && draft.isDirty && <FileDraftNotice draft={draft} />}
      {isText ? (
        <FileEditor file={file} isReadOnly={file.is_readonly || !mayWrite} draft={draft} />
      ) : (
        <Binary file={file} />
      )}
    </div>
  );
}

interface SaveButtonProps {
  sessionId: string;
  file: SessionFile;
  draft: Draft<string>;
  onSaved: () => Promise<void>;
}

function SaveButton({ sessionId, file, draft, onSaved }: SaveButtonProps) {
  const save = useMutation({
    mutationFn: () => everruns.files.update(sessionId, file.path, { file: { content: draft.value, encoding: 'text' } }),
    onSuccess: async () => {
      await onSaved();
      draft.discard();
      toast.success('Saved.');
    },
    onError: (error) => toast.error(toSentence(error)),
  });
  return (
    <Button size="sm" look="primary" disabled={!draft.isDirty || save.isPending} onClick={() => save.mutate()}>
      <Save aria-hidden />
      Save
    </Button>
  );
}

const draftKeyOf = (sessionId: string, path: string): string => `everruns.draft.file.${sessionId}${path}`;

/** Names of files may have characters that mean something in an address. */
function rawAddressOf(sessionId: string, path: string): string {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return `/v1/sessions/${sessionId}/fs${encoded}?raw=1`;
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof EverrunsApiError) || error.status !== 404) throw error;
}

const IMAGE_TYPES: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
};

function Binary({ file }: { file: SessionFile }) {
  const type = IMAGE_TYPES[file.name.split('.').at(-1)?.toLowerCase() ?? ''];
  if (type === undefined)
    return <p className="p-6 text-sm text-muted">This file is not text. Download it to see it.</p>;
  return (
    <img src={`data:${type};base64,${file.content}`} alt={file.name} className="m-auto max-h-full max-w-full p-4" />
  );
}
