'use client';
import { EverrunsApiError, type CreateToolResultsRequest, type ToolCallState } from '@everruns/sdk';
import { useMutation } from '@tanstack/react-query';
import type { KeyboardEvent } from 'react';
import { toast } from '@/design/toast.ts';
import { everruns } from '@/data/everruns.ts';
import { useMay } from '@/data/use-me.ts';
import { useStored } from '@/data/use-stored.ts';
import { Button } from '@/design/button.tsx';
import { toSentence } from '@/design/error-notice.tsx';
import { Field, Textarea } from '@/design/field.tsx';
import { readToolResult, type ReadToolResult } from './read-tool-result.ts';

type Answered = CreateToolResultsRequest['tool_results'][number];
/** The result of the call, or the reason why there is no result. */
type Answer = Answered extends infer Given ? (Given extends Answered ? Omit<Given, 'tool_call_id'> : never) : never;

export interface ToolResultFormProps {
  sessionId: string;
  call: ToolCallState;
}

/** The text is kept until it is sent. */
function useToolAnswer({ sessionId, call }: ToolResultFormProps) {
  const [written, setWritten] = useStored(`everruns.tool-result.${call.id}`);
  const { mutate, isPending } = useMutation({
    mutationFn: (given: Answer) =>
      everruns.sessions.submitToolResults(sessionId, [{ tool_call_id: call.id, ...given }]),
    onSuccess: () => setWritten(''),
    onError: (error) => toast.error(isAnswered(error) ? 'It has been answered already.' : toSentence(error)),
  });
  const read = readToolResult(written);
  const canSend = !isPending && 'value' in read;
  return {
    written,
    setWritten,
    read,
    canSend,
    canRefuse: !isPending && read.kind !== 'empty',
    isPending,
    send: () => canSend && mutate({ result: read.value }),
    choose: (choice: string) => mutate({ result: choice }),
    refuse: () => mutate({ error: written.trim() }),
  };
}

/** Answers a call that waits for its client, with a result or with the reason why there is no result. */
export function ToolResultForm({ sessionId, call }: ToolResultFormProps) {
  const mayWrite = useMay('write');
  const answer = useToolAnswer({ sessionId, call });
  const { written, setWritten, read, isPending, canSend, canRefuse, send, refuse, choose } = answer;
  if (!mayWrite) return null;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      aria-label={`Answer ${call.name}`}
      className="space-y-2 border-t border-line p-3"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Choices call={call} isPending={isPending} onChoose={choose} />
      <Field
        label={`Result of ${call.name}`}
        hint={describe(read)}
        error={read.kind === 'broken' ? `This is no JSON: ${read.reason}` : undefined}
      >
        {(control) => (
          <Textarea
            {...control}
            rows={3}
            spellCheck={false}
            className="field-sizing-content max-h-60 font-mono !text-xs"
            value={written}
            onChange={(event) => setWritten(event.target.value)}
            onKeyDown={onKeyDown}
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" size="sm" look="primary" disabled={!canSend}>
          Send result
        </Button>
        <Button
          size="sm"
          look="danger"
          title="The agent is told that the call failed, and what stands above as the reason"
          disabled={!canRefuse}
          onClick={refuse}
        >
          Report an error
        </Button>
      </div>
    </form>
  );
}

interface ChoicesProps {
  call: ToolCallState;
  isPending: boolean;
  onChoose: (choice: string) => void;
}

function Choices({ call, isPending, onChoose }: ChoicesProps) {
  const choices = listChoices(call.arguments);
  if (choices.length === 0) return null;
  return (
    <div role="group" aria-label="Choices" className="flex flex-wrap gap-2">
      {choices.map((choice) => (
        <Button key={choice} size="sm" disabled={isPending} onClick={() => onChoose(choice)}>
          {choice}
        </Button>
      ))}
    </div>
  );
}

const MOST_CHOICES = 12;

/** What a call offers to choose from, if its arguments say so as `ask_user` does. Each is an answer. */
function listChoices({ choices }: ToolCallState['arguments']): string[] {
  if (!Array.isArray(choices) || choices.length > MOST_CHOICES) return [];
  const texts = choices.filter((choice) => typeof choice === 'string' && choice.trim() !== '');
  return texts.length === choices.length ? [...new Set(texts)] : [];
}

function describe({ kind }: ReadToolResult): string {
  switch (kind) {
    case 'json':
      return 'Goes to the agent as JSON.';
    case 'text':
      return 'Goes to the agent as text.';
    case 'empty':
    case 'broken':
      return 'The agent waits for this: JSON or text, or the reason why it failed.';
  }
}

function isAnswered(error: unknown): boolean {
  return error instanceof EverrunsApiError && error.code === 'already_resolved';
}
