'use client';
import type { FileInfo } from '@everruns/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import { everruns } from '@/data/everruns.ts';
import { toSentence } from '@/design/error-notice.tsx';

export interface NewFile {
  path: string;
  bytes: Blob;
}

/** Creates files in the session, or replaces the content of existing ones. */
export function useUpload(sessionId: string, onUploaded: (file: FileInfo) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ path, bytes }: NewFile) => everruns.files.upload(sessionId, path, { bytes }),
    onSuccess: async (file) => {
      await client.invalidateQueries({ queryKey: ['sessions', sessionId, 'files'] });
      onUploaded(file);
    },
    onError: (error) => toast.error(toSentence(error)),
  });
}
