'use client';
import { EverrunsApiError, type FileInfo, type SessionFile } from '@everruns/sdk';
import { json } from '@codemirror/lang-json';
import { javascript } from '@codemirror/lang-javascript';
import { markdown } from '@codemirror/lang-markdown';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import CodeMirror, { EditorView, type Extension } from '@uiw/react-codemirror';
import { Download, Save } from 'lucide-react';
import { useTheme } from 'next-themes';
import { useState } from 'react';
import { toast } from 'sonner';
import { everruns } from '@/data/everruns.ts';
import { useMay } from '@/data/use-me.ts';
import { Button, buttonClass } from '@/design/button.tsx';
import { ConfirmDelete } from '@/design/confirm-delete.tsx';
import { ErrorNotice, toSentence } from '@/design/error-notice.tsx';
import { formatBytes } from '@/design/format.ts';
import { Skeleton } from '@/design/page.tsx';
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
  });
  if (content.isError)
    return (
      <div className="p-4">
        <ErrorNotice error={content.error} />
      </div>
    );
  if (content.isPending) return <Skeleton />;
  return <LoadedFile key={file.updated_at} sessionId={sessionId} file={content.data} {...handlers} />;
}

function LoadedFile({ sessionId, file, onDeleted, onMoved }: FileViewProps & { file: SessionFile }) {
  const isText = file.encoding === 'text';
  const mayWrite = useMay('write');
  const [draft, setDraft] = useState(file.content);
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: ['sessions', sessionId, 'files'] });
  const onError = (error: unknown): void => void toast.error(toSentence(error));
  const remove = useMutation({
    mutationFn: () => everruns.files.delete(sessionId, file.path).catch(ignoreMissing),
    onSuccess: async () => {
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
        <a
          href={`/v1/sessions/${sessionId}/fs${encodeURI(file.path)}?raw=1`}
          download={file.name}
          className={buttonClass({ size: 'sm' })}
        >
          <Download aria-hidden />
          Download
        </a>
        {mayWrite && (
          <>
            <MoveFile sessionId={sessionId} path={file.path} onMoved={onMoved} />
            <ConfirmDelete
              name={file.name}
              consequence="The agent no longer finds it either."
              isPending={remove.isPending}
              onConfirm={() => remove.mutate()}
            />
          </>
        )}
      </div>
      {isText ? (
        <Editor file={file} isReadOnly={file.is_readonly || !mayWrite} value={draft} onChange={setDraft} />
      ) : (
        <Binary file={file} />
      )}
    </div>
  );
}

interface SaveButtonProps {
  sessionId: string;
  file: SessionFile;
  draft: string;
  onSaved: () => Promise<void>;
}

function SaveButton({ sessionId, file, draft, onSaved }: SaveButtonProps) {
  const save = useMutation({
    mutationFn: () => everruns.files.update(sessionId, file.path, { file: { content: draft, encoding: 'text' } }),
    onSuccess: async () => {
      await onSaved();
      toast.success('Saved.');
    },
    onError: (error) => toast.error(toSentence(error)),
  });
  return (
    <Button size="sm" look="primary" disabled={draft === file.content || save.isPending} onClick={() => save.mutate()}>
      <Save aria-hidden />
      Save
    </Button>
  );
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof EverrunsApiError) || error.status !== 404) throw error;
}

interface EditorProps {
  file: SessionFile;
  isReadOnly: boolean;
  value: string;
  onChange: (value: string) => void;
}

function Editor({ file, isReadOnly, value, onChange }: EditorProps) {
  const { resolvedTheme } = useTheme();
  return (
    <CodeMirror
      value={value}
      onChange={onChange}
      readOnly={isReadOnly}
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      extensions={[
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': `Content of ${file.name}` }),
        ...languageOf(file.name),
      ]}
      height="100%"
      className="min-h-0 flex-1 overflow-hidden text-[0.8125rem]"
    />
  );
}

function languageOf(name: string): Extension[] {
  if (name.endsWith('.json')) return [json()];
  if (/\.(md|markdown)$/.test(name)) return [markdown()];
  return /\.[cm]?[jt]sx?$/.test(name) ? [javascript({ typescript: true, jsx: true })] : [];
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
