'use client';
import { useMutation } from '@tanstack/react-query';
import { ArrowUp, CornerDownRight, Paperclip, Square } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRef, type KeyboardEvent } from 'react';
import { toast } from '@/design/toast.ts';
import { everruns } from '@/data/everruns.ts';
import { useStored } from '@/data/use-stored.ts';
import { Button, IconButton } from '@/design/button.tsx';
import { DropArea } from '@/design/drop-area.tsx';
import { toSentence } from '@/design/error-notice.tsx';
import type { MessageContent, SendPolicy } from '../outbox/outbox.ts';
import type { Outbox } from '../outbox/use-outbox.ts';
import { McpAttach } from './mcp-attach.tsx';
import { ModelPicker } from './model-picker.tsx';
import { useAttachments } from './use-attachments.ts';

const AttachmentList = dynamic(() => import('./attachment-list.tsx').then((module) => module.AttachmentList));

export interface ComposerProps {
  sessionId: string;
  /** The turn that runs or waits; null if a message would start a turn. */
  activeTurnId: string | null;
  onSend: Outbox['send'];
}

/** The text box for a message. It keeps the text until the message is sent, across reloads and outages. */
export function Composer({ sessionId, activeTurnId, onSend }: ComposerProps) {
  const [text, setText] = useStored(`everruns.draft.${sessionId}`);
  const attachments = useAttachments(sessionId);
  const box = useRef<HTMLTextAreaElement>(null);
  const stop = useStop(sessionId, activeTurnId);
  const isBusy = activeTurnId !== null;
  const { images, files, resources } = attachments;
  const attached = images.length + files.length + resources.length;
  const isEmpty = text.trim() === '' && attached === 0;
  const send = (policy: SendPolicy): void => {
    if (isEmpty) return;
    const said: MessageContent = text.trim() === '' ? [] : [{ type: 'text', text }];
    const named = resources.map(({ server_id, uri }) => ({ type: 'mcp_resource' as const, server_id, uri }));
    onSend({ content: [...images, ...named, ...said], files }, policy);
    setText('');
    attachments.clear();
    box.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && isBusy) return stop.mutate();
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send(isBusy && (event.metaKey || event.ctrlKey) ? 'steer' : 'queue');
  };
  return (
    <DropArea
      onFiles={attachments.add}
      className="rounded-xl border border-line bg-surface shadow-sm focus-within:border-line-strong data-over:border-live"
    >
      {attached > 0 && <AttachmentList attachments={attachments} />}
      <textarea
        ref={box}
        aria-label="Message"
        rows={1}
        value={text}
        placeholder={isBusy ? 'Queue a message, or steer the running turn …' : 'Message the agent …'}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        onPaste={(event) => attachments.add(event.clipboardData.files)}
        className="field-sizing-content max-h-60 min-h-11 w-full resize-none bg-transparent px-4 pt-3 text-[0.9375rem] outline-none placeholder:text-faint"
      />
      <div className="flex items-center gap-1.5 px-2 pb-2">
        <AttachButton onFiles={attachments.add} />
        <McpAttach
          onResource={attachments.addResource}
          onImages={attachments.addImages}
          onText={(more) => setText(text.trim() === '' ? more : `${text}\n\n${more}`)}
        />
        <ModelPicker sessionId={sessionId} />
        <SendButtons
          isBusy={isBusy}
          isEmpty={isEmpty}
          isStopping={stop.isPending}
          onSend={send}
          onStop={() => stop.mutate()}
        />
      </div>
    </DropArea>
  );
}

interface SendButtonsProps {
  isBusy: boolean;
  isEmpty: boolean;
  isStopping: boolean;
  onSend: (policy: SendPolicy) => void;
  onStop: () => void;
}

function SendButtons({ isBusy, isEmpty, isStopping, onSend, onStop }: SendButtonsProps) {
  return (
    <div className="ml-auto flex items-center gap-1.5">
      {isBusy && !isEmpty && (
        <Button size="sm" onClick={() => onSend('steer')} title="Tell the running turn at its next step (⌘ Enter)">
          <CornerDownRight aria-hidden />
          Steer
        </Button>
      )}
      {isBusy && (
        <IconButton label="Stop the turn" look="secondary" disabled={isStopping} onClick={onStop}>
          <Square className="!size-3 fill-current" />
        </IconButton>
      )}
      {(!isBusy || !isEmpty) && (
        <IconButton
          label={isBusy ? 'Queue the message' : 'Send'}
          look="primary"
          disabled={isEmpty}
          onClick={() => onSend('queue')}
        >
          <ArrowUp />
        </IconButton>
      )}
    </div>
  );
}

function useStop(sessionId: string, turnId: string | null) {
  return useMutation({
    mutationFn: async () => {
      if (turnId !== null) await everruns.turns.cancel(sessionId, turnId);
    },
    onError: (error) => toast.error(toSentence(error)),
  });
}

function AttachButton({ onFiles }: { onFiles: (files: Iterable<File>) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        aria-label="Files"
        className="hidden"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      <IconButton label="Attach images or files" onClick={() => input.current?.click()}>
        <Paperclip />
      </IconButton>
    </>
  );
}
