'use client';
import type { Session, SessionState } from '@everruns/sdk';
import { useQuery } from '@tanstack/react-query';
import { ArrowDown, MessageSquare } from 'lucide-react';
import dynamic from 'next/dynamic';
import { toast } from '@/design/toast.ts';
import { Fragment, startTransition, useEffect, useMemo, useState } from 'react';
import { everruns } from '@/data/everruns.ts';
import { toSentence } from '@/design/error-notice.tsx';
import { useMay } from '@/data/use-me.ts';
import { Button } from '@/design/button.tsx';
import { EmptyState } from '@/design/empty-state.tsx';
import { Skeleton } from '@/design/page.tsx';
import { whenIdle } from '@/design/when-idle.ts';
import { suggestFor } from '@/features/start';
import type { Outbox } from '../outbox/use-outbox.ts';
import { Composer } from './composer.tsx';
import { countInherited, countScreenful, groupMessages, type TurnGroup } from './group-messages.ts';
import { NestedConversationContext } from './nested-conversation-context.ts';
import { OutboxMessage } from './outbox-message.tsx';
import { useSelection } from '../use-selection.ts';
import { TurnBlock } from './turn-block.tsx';
import { useStickToEnd } from './use-stick-to-end.ts';

const NestedConversation = dynamic(() =>
  import('./nested-conversation.tsx').then((module) => module.NestedConversation),
);
const ForkNotice = dynamic(() => import('../forks/fork-notice.tsx').then((module) => module.ForkNotice));
const QueueList = dynamic(() => import('./queue-list.tsx').then((module) => module.QueueList));

/** The number of turns shown at first and added at each press, because a long session would otherwise render for seconds. */
const TURNS_A_PAGE = 30;

export interface ChatProps {
  session: Session;
  state: SessionState;
  outbox: Outbox;
  isLoaded: boolean;
}

/** A conversation, inside whose cards those of sub-agents open. */
export function Chat(props: ChatProps) {
  return (
    <NestedConversationContext value={NestedConversation}>
      <Conversation {...props} />
    </NestedConversationContext>
  );
}

function Conversation({ session, state, outbox, isLoaded }: ChatProps) {
  const sessionId = session.id;
  const groups = useMemo(() => groupMessages(state), [state]);
  const [{ turn: chosen }] = useSelection();
  const { shown, showMore } = useShown(groups, chosen);
  const { ref, onScroll, isAtEnd, jump } = useStickToEnd(state, chosen);
  const mayWrite = useMay('write');
  const isEmpty = mayWrite && isLoaded && groups.length === 0 && outbox.items.length === 0;
  const hidden = Math.max(0, groups.length - shown);
  const send: Outbox['send'] = (message, policy) => {
    outbox.send(message, policy);
    jump();
  };
  const retry = (turnId: string): void => {
    everruns.turns.retry(sessionId, turnId).then(jump, (error: unknown) => toast.error(toSentence(error)));
  };
  return (
    <div className="flex h-full flex-col">
      <div className="relative min-h-0 flex-1">
        <div
          ref={ref}
          onScroll={onScroll}
          tabIndex={0}
          role="log"
          aria-label="Conversation"
          aria-live="off"
          className="h-full overflow-y-auto -outline-offset-2"
        >
          <div className="mx-auto w-full max-w-3xl space-y-6 px-4 py-6">
            {hidden > 0 && showMore !== null && <MoreButton hidden={hidden} onPress={showMore} />}
            {!isLoaded && groups.length === 0 && outbox.items.length === 0 && <Skeleton />}
            {isEmpty && (
              <Suggestions
                agentId={session.agent_id}
                onChoose={(text) => send({ content: [{ type: 'text', text }] }, 'queue')}
              />
            )}
            <Turns
              sessionId={sessionId}
              groups={groups}
              hidden={hidden}
              chosen={chosen}
              forked={state.forked}
              onRetry={retry}
            />
            {outbox.items.map((item) => (
              <OutboxMessage key={item.key} item={item} outbox={outbox} />
            ))}
          </div>
        </div>
        {!isAtEnd && <JumpButton onJump={jump} />}
      </div>
      <Foot sessionId={sessionId} state={state} onSend={send} />
    </div>
  );
}

interface TurnsProps {
  sessionId: string;
  groups: readonly TurnGroup[];
  /** How many of the first are not shown. */
  hidden: number;
  /** The turn that the address of the page chooses. */
  chosen: string | null;
  forked: SessionState['forked'];
  onRetry: (turnId: string) => void;
}

function Turns({ sessionId, groups, hidden, chosen, forked, onRetry }: TurnsProps) {
  const ownAt = countInherited(groups, forked);
  const mayRetry = (index: number): boolean => index === groups.length - 1 && index >= ownAt;
  return (
    <>
      {groups.slice(hidden).map((group, index) => (
        <Fragment key={group.id}>
          {forked !== null && hidden + index === ownAt && <ForkNotice forked={forked} />}
          <TurnBlock
            sessionId={sessionId}
            group={group}
            isChosen={group.id === chosen}
            onRetry={mayRetry(hidden + index) ? onRetry : null}
          />
        </Fragment>
      ))}
      {forked !== null && ownAt === groups.length && <ForkNotice forked={forked} />}
    </>
  );
}

interface FootProps {
  sessionId: string;
  state: SessionState;
  onSend: Outbox['send'];
}

/** The waiting messages, and the box for the next one. */
function Foot({ sessionId, state: { queue, active_turn_id }, onSend }: FootProps) {
  const mayWrite = useMay('write');
  return (
    <div className="mx-auto w-full max-w-3xl space-y-2 px-3 pb-3 sm:px-4 sm:pb-4">
      {queue.length > 0 && <QueueList sessionId={sessionId} queue={queue} />}
      {mayWrite ? (
        <Composer sessionId={sessionId} activeTurnId={active_turn_id} onSend={onSend} />
      ) : (
        <p className="py-3 text-center text-sm text-muted">You may read this session, not write to it.</p>
      )}
    </div>
  );
}

function MoreButton({ hidden, onPress }: { hidden: number; onPress: () => void }) {
  return (
    <Button size="sm" className="mx-auto flex" onClick={onPress}>
      Show {Math.min(hidden, TURNS_A_PAGE)} earlier turns
    </Button>
  );
}

function JumpButton({ onJump }: { onJump: () => void }) {
  return (
    <Button size="sm" className="absolute bottom-3 left-1/2 -translate-x-1/2 shadow-md" onClick={onJump}>
      <ArrowDown aria-hidden />
      Jump to the latest
    </Button>
  );
}

/** Returns how many turns to render: one screen at once, the rest of the page when it is idle, more when somebody asks or has chosen. */
function useShown(
  groups: readonly TurnGroup[],
  chosen: string | null,
): { shown: number; showMore: (() => void) | null } {
  const [shown, setShown] = useState<number | null>(null);
  const place = chosen === null ? -1 : groups.findIndex(({ id }) => id === chosen);
  const least = place < 0 ? 0 : groups.length - place;
  const isBeginning = shown === null && groups.length > 0;
  useEffect(
    () => (isBeginning ? whenIdle(() => startTransition(() => setShown(TURNS_A_PAGE))) : undefined),
    [isBeginning],
  );
  if (shown === null) return { shown: Math.max(least, countScreenful(groups)), showMore: null };
  const all = Math.max(least, shown);
  return { shown: all, showMore: () => setShown(all + TURNS_A_PAGE) };
}

function Suggestions({ agentId, onChoose }: { agentId: string; onChoose: (text: string) => void }) {
  const agent = useQuery({
    queryKey: ['agents', agentId],
    queryFn: ({ signal }) => everruns.agents.get(agentId, { signal }),
  });
  return (
    <EmptyState
      icon={MessageSquare}
      title="Say something"
      actions={
        agent.data &&
        suggestFor(agent.data).map((text) => (
          <Button key={text} className="!h-auto max-w-full py-1.5 !whitespace-normal" onClick={() => onChoose(text)}>
            {text}
          </Button>
        ))
      }
    >
      The turn goes on if you leave, and if a server stops.
    </EmptyState>
  );
}
