'use client';
import type { MessageState, TurnState } from '@everruns/sdk';
import { memo } from 'react';
import { readMessage } from '../outbox/outbox.ts';
import { AgentMessage } from './agent-message.tsx';
import { isSameGroup, type TurnGroup } from './group-messages.ts';
import { MessageActions } from './message-actions.tsx';
import { TurnFooter } from './turn-footer.tsx';
import { UserMessage } from './user-message.tsx';

export interface TurnBlockProps {
  sessionId: string;
  group: TurnGroup;
  /** Whether it is what the address of the page chooses. */
  isChosen?: boolean;
  /** Answers the turn's message again. Null for a turn that others have followed. */
  onRetry: ((turnId: string) => void) | null;
}

/** A turn of the conversation. It is not rendered again while another turn streams. */
export const TurnBlock = memo(
  function TurnBlock({ sessionId, group: { turn, messages }, isChosen = false, onRetry }: TurnBlockProps) {
    return (
      <article
        aria-label="Turn"
        {...(turn !== null && { id: turn.id })}
        className={`scroll-mt-4 space-y-4 ${isChosen ? 'border-l-2 border-live pl-3' : ''}`}
      >
        {listShown(messages, turn).map((message) => (
          <div key={message.id} id={message.id} className="group/message scroll-mt-4 space-y-1">
            {message.role === 'user' ? (
              <UserMessage {...readMessage(message)} />
            ) : (
              <AgentMessage sessionId={sessionId} message={message} />
            )}
            <MessageActions
              sessionId={sessionId}
              message={message}
              lastOf={message === messages.at(-1) ? turn : null}
            />
          </div>
        ))}
        {turn !== null && (
          <TurnFooter
            sessionId={sessionId}
            turn={turn}
            isSilent={isSilent(turn, messages)}
            onRetry={onRetry === null ? null : () => onRetry(turn.id)}
          />
        )}
      </article>
    );
  },
  (before, after) =>
    isSameGroup(before.group, after.group) &&
    before.isChosen === after.isChosen &&
    (before.onRetry === null) === (after.onRetry === null),
);

/** A failed turn ends with a message that gives the reason. It is hidden, because the card below explains the failure better. */
function listShown(messages: readonly MessageState[], turn: TurnState | null): readonly MessageState[] {
  const last = messages.at(-1);
  const [only, ...more] = last?.content ?? [];
  const isTold = only?.type === 'text' && more.length === 0 && only.text === turn?.error?.message;
  return last?.role === 'agent' && isTold ? messages.slice(0, -1) : messages;
}

/** Whether the turn runs but shows nothing that moves. */
function isSilent(turn: TurnState, messages: readonly MessageState[]): boolean {
  const last = messages.at(-1);
  return (
    turn.status === 'running' && !(last?.role === 'agent' && last.state === 'streaming' && last.content.length > 0)
  );
}
