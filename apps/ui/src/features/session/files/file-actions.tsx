'use client';
import type { FileInfo } from '@everruns/sdk';
import { FilePlus, Upload } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from '@/design/button.tsx';
import { Input } from '@/design/field.tsx';
import { useUpload } from './use-upload.ts';

export interface FileActionsProps {
  sessionId: string;
  onCreated: (file: FileInfo) => void;
}

/** Creates a new file by its name or uploads one from this machine. */
export function FileActions({ sessionId, onCreated }: FileActionsProps) {
  const [isNaming, setIsNaming] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const create = useUpload(sessionId, (file) => {
    setIsNaming(false);
    onCreated(file);
  });
  if (isNaming) {
    const onCreate = (path: string): void => create.mutate({ path, bytes: new Blob(['']), isExact: true });
    return <NameForm isPending={create.isPending} onCreate={onCreate} onCancel={() => setIsNaming(false)} />;
  }
  return (
    <div className="flex gap-1">
      <Button size="sm" onClick={() => setIsNaming(true)}>
        <FilePlus aria-hidden />
        New file
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        aria-label="Files to upload"
        className="hidden"
        onChange={(event) => {
          for (const file of event.target.files ?? []) create.mutate({ path: file.name, bytes: file });
          event.target.value = '';
        }}
      />
      <Button size="sm" onClick={() => input.current?.click()}>
        <Upload aria-hidden />
        Upload
      </Button>
    </div>
  );
}

interface NameFormProps {
  isPending: boolean;
  onCreate: (path: string) => void;
  onCancel: () => void;
}

function NameForm({ isPending, onCreate, onCancel }: NameFormProps) {
  const [path, setPath] = useState('');
  return (
    <form
      className="flex gap-1"
      onSubmit={(event) => {
        event.preventDefault();
        onCreate(path);
      }}
    >
      <Input
        aria-label="Path of the new file"
        autoFocus
        placeholder="notes/today.md"
        className="!h-8"
        value={path}
        onChange={(event) => setPath(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && onCancel()}
      />
      <Button type="submit" size="sm" look="primary" className="!h-8" disabled={path.trim() === '' || isPending}>
        Create
      </Button>
    </form>
  );
}
