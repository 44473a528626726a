'use client';
import type { ImportOptions } from '@everruns/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Upload } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useRef } from 'react';
import { toast } from '@/design/toast.ts';
import { everruns } from '@/data/everruns.ts';
import { Button } from '@/design/button.tsx';
import { toSentence } from '@/design/error-notice.tsx';

/** Creates an agent from a file: Markdown with front matter, YAML, JSON or plain text. */
export function ImportAgent() {
  const input = useRef<HTMLInputElement>(null);
  const router = useRouter();
  const client = useQueryClient();
  const importing = useMutation({
    mutationFn: async (file: File) => everruns.agents.import(await file.text(), { mediaType: toMediaType(file.name) }),
    onSuccess: async (agent) => {
      await client.invalidateQueries({ queryKey: ['agents', 'list'] });
      for (const { message } of agent.warnings ?? []) toast.error(`${message}.`);
      router.push(`/agents/${agent.id}`);
    },
    onError: (error) => toast.error(toSentence(error)),
  });
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".md,.markdown,.yaml,.yml,.json,.txt"
        aria-label="Agent file"
        className="hidden"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file !== undefined) importing.mutate(file);
          event.target.value = '';
        }}
      />
      <Button disabled={importing.isPending} onClick={() => input.current?.click()}>
        <Upload aria-hidden />
        Import
      </Button>
    </>
  );
}

function toMediaType(name: string): NonNullable<ImportOptions['mediaType']> {
  if (/\.json$/i.test(name)) return 'application/json';
  if (/\.ya?ml$/i.test(name)) return 'application/yaml';
  return /\.txt$/i.test(name) ? 'text/plain' : 'text/markdown';
}
