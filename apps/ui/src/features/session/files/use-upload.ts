'use client';
import type { FileInfo } from '@everruns/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toast } from '@/design/toast.ts';
import { toSentence } from '@/design/error-notice.tsx';
import { createAtFreeName, createFile } from './create-file.ts';

export interface NewFile {
  path: string;
  bytes: Blob;
  /** Whether the file may have no other path, so that an existing one is an error. */
  isExact?: boolean;
}

/** Creates files in the session. An existing file is never overwritten: an uploaded one of its name gets another. */
export function useUpload(sessionId: string, onUploaded: (file: FileInfo) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ path, bytes, isExact = false }: NewFile) =>
      isExact ? createFile(sessionId, path, bytes) : createAtFreeName(sessionId, path, bytes),
    onSuccess: async (file) => {
      await client.invalidateQueries({ queryKey: ['sessions', sessionId, 'files'] });
      onUploaded(file);
    },
    onError: (error) => toast.error(toSentence(error)),
  });
}
