'use client';
import type { Session } from '@everruns/sdk';
import { useMutation } from '@tanstack/react-query';
import { Download, Ellipsis, GitFork, Tag, Trash2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { toast } from '@/design/toast.ts';
import { everruns } from '@/data/everruns.ts';
import { useMay } from '@/data/use-me.ts';
import { IconButton } from '@/design/button.tsx';
import { toSentence } from '@/design/error-notice.tsx';
import { Menu } from '@/design/menu.tsx';
import { saveFile } from '@/design/save-file.ts';
import { useFork } from './forks/use-fork.ts';

const FollowLabel = dynamic(() => import('./follow-label.tsx').then((module) => module.FollowLabel));
const DeleteSession = dynamic(() => import('./delete-session.tsx').then((module) => module.DeleteSession));

/** The menu of further actions on a session. */
export function SessionMenu({ session }: { session: Session }) {
  const { id } = session;
  const [open, setOpen] = useState<'deletion' | 'label' | null>(null);
  const mayWrite = useMay('write');
  const download = useMutation({
    mutationFn: () => everruns.sessions.export(id),
    onSuccess: (text) => saveFile(`session-${id}.jsonl`, text),
    onError: (error) => toast.error(toSentence(error)),
  });
  const fork = useFork(id);
  const forking = { label: 'Fork the session', icon: <GitFork aria-hidden />, onSelect: () => fork.mutate({}) };
  const deletion = {
    label: 'Delete …',
    icon: <Trash2 aria-hidden />,
    isDangerous: true,
    onSelect: () => setOpen('deletion'),
  };
  const following = { label: 'Follow a label …', icon: <Tag aria-hidden />, onSelect: () => setOpen('label') };
  return (
    <>
      <Menu
        trigger={
          <IconButton label="More" size="sm">
            <Ellipsis />
          </IconButton>
        }
        items={[
          { label: 'Export the log as JSON lines', icon: <Download aria-hidden />, onSelect: () => download.mutate() },
          ...(mayWrite ? [forking, following, deletion] : []),
        ]}
      />
      {open === 'deletion' && <DeleteSession id={id} onClose={() => setOpen(null)} />}
      {open === 'label' && <FollowLabel session={session} onClose={() => setOpen(null)} />}
    </>
  );
}
