'use client';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { toast } from '@/design/toast.ts';
import { everruns } from '@/data/everruns.ts';
import { toSentence } from '@/design/error-notice.tsx';

const TITLE_LENGTH = 80;

export interface SessionStart {
  agentId: string;
  /** The first message, which is sent at once. */
  text?: string;
  /** On whose behalf it runs. Default: the organization's. */
  subject?: string | undefined;
}

/** Creates a session with an agent and opens its page. */
export function useStartSession() {
  const router = useRouter();
  return useMutation({
    mutationFn: async ({ agentId, text, subject }: SessionStart) => {
      const title = text?.trim().split('\n')[0]?.slice(0, TITLE_LENGTH);
      const session = await everruns.sessions.create({
        agent_id: agentId,
        ...(title && { title }),
        ...(subject !== undefined && { subject }),
      });
      if (text !== undefined) await everruns.sessions.send(session.id, text);
      return session;
    },
    onSuccess: (session) => router.push(`/sessions/${session.id}`),
    onError: (error) => toast.error(toSentence(error)),
  });
}
