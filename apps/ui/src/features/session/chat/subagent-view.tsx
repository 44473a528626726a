'use client';
import type { SubagentState } from '@everruns/sdk';
import { ChevronRight } from 'lucide-react';
import { use, useState } from 'react';
import { Badge } from '@/design/badge.tsx';
import { Link } from '@/design/link.tsx';
import { NestedConversationContext } from './nested-conversation-context.ts';

/** What another agent does for a call, folded at first. Its conversation is followed while it is open. */
export function SubagentView({ subagent: { agent, session_id, waits } }: { subagent: SubagentState }) {
  const [isOpen, setIsOpen] = useState(false);
  const Conversation = use(NestedConversationContext);
  return (
    <section aria-label={`Sub-agent ${agent}`} className="border-t border-line">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1.5 text-xs text-muted">
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
          className="flex min-h-8 items-center gap-1.5 hover:text-fg"
        >
          <ChevronRight aria-hidden className={`size-3.5 transition-transform ${isOpen ? 'rotate-90' : ''}`} />
          Conversation of {agent}
        </button>
        {waits.length > 0 && (
          <Badge tone="live">
            <Link href="/approvals">waits for somebody</Link>
          </Badge>
        )}
        <Link href={`/sessions/${session_id}`} className="ml-auto hover:text-fg hover:underline">
          Open its session
        </Link>
      </div>
      {isOpen && Conversation !== null && <Conversation sessionId={session_id} />}
    </section>
  );
}
