'use client';
import type { Agent } from '@everruns/sdk';
import { useMutation } from '@tanstack/react-query';
import { Copy, Download, Ellipsis } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { toast } from '@/design/toast.ts';
import { everruns } from '@/data/everruns.ts';
import { useMay } from '@/data/use-me.ts';
import { IconButton } from '@/design/button.tsx';
import { toSentence } from '@/design/error-notice.tsx';
import { Menu } from '@/design/menu.tsx';
import { saveFile } from '@/design/save-file.ts';

/** The menu of further actions on an agent. */
export function AgentMenu({ agent: { id, name } }: { agent: Agent }) {
  const router = useRouter();
  const mayWrite = useMay('write');
  const onError = (error: unknown): void => toast.error(toSentence(error));
  const copy = useMutation({
    mutationFn: () => everruns.agents.copy(id),
    onSuccess: (made) => router.push(`/agents/${made.id}`),
    onError,
  });
  const download = useMutation({
    mutationFn: () => everruns.agents.export(id),
    onSuccess: (text) => saveFile(`${name.replaceAll(/[^\w-]+/g, '-')}.md`, text),
    onError,
  });
  return (
    <Menu
      trigger={
        <IconButton label="More">
          <Ellipsis />
        </IconButton>
      }
      items={[
        { label: 'Export as Markdown', icon: <Download aria-hidden />, onSelect: () => download.mutate() },
        ...(mayWrite ? [{ label: 'Copy', icon: <Copy aria-hidden />, onSelect: () => copy.mutate() }] : []),
      ]}
    />
  );
}
