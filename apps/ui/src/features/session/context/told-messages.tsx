import type { GenerationContext } from '@everruns/sdk';
import { clsx } from 'clsx';
import { Badge } from '@/design/badge.tsx';
import { formatCount } from '@/design/format.ts';

type Told = GenerationContext['messages'][number];

const ROLES: Record<Told['role'], string> = { user: 'User', agent: 'Agent', tool_result: 'Result' };

/** The messages that the model read, in its order, and those that it no longer reads. */
export function ToldMessages({ context: { messages, has_more, settings } }: { context: GenerationContext }) {
  if (settings?.purpose === 'tool')
    return <p className="text-sm text-muted">A tool asked this about a text of its own, and not about messages.</p>;
  if (settings?.purpose === 'summary')
    return <p className="text-sm text-muted">A request for a summary holds a transcript, and no message.</p>;
  return (
    <div className="space-y-2">
      {has_more && <p className="text-xs text-muted">Earlier messages are not shown.</p>}
      <ol className="space-y-2">
        {messages.map((message) => (
          <ToldMessage key={message.sequence ?? message.id} message={message} />
        ))}
      </ol>
    </div>
  );
}

function ToldMessage({ message }: { message: Told }) {
  const { role, state, sequence, compaction, estimated_tokens } = message;
  return (
    <li className="rounded-md border border-line p-2.5">
      <p className="flex flex-wrap items-center gap-2 text-xs text-muted">
        <span className="font-medium text-fg">{compaction === undefined ? ROLES[role] : 'Summary'}</span>
        {sequence !== undefined && <span className="tabular-nums">#{sequence}</span>}
        {compaction !== undefined && (
          <Badge tone="outline">of everything up to #{compaction.covered_through_sequence}</Badge>
        )}
        {state === 'excluded' && <Badge tone="danger">Excluded: the model did not read it</Badge>}
        {state === 'excluded_since' && <Badge tone="danger">Excluded since: later answers do not read it</Badge>}
        <span className="ml-auto tabular-nums">≈ {formatCount(estimated_tokens)} tokens</span>
      </p>
      <p
        className={clsx(
          'mt-1 max-h-60 overflow-y-auto text-sm wrap-anywhere whitespace-pre-wrap',
          state === 'excluded' && 'text-muted line-through',
        )}
      >
        {message.content.map(toText).join('\n')}
      </p>
    </li>
  );
}

function toText(part: Told['content'][number]): string {
  switch (part.type) {
    case 'text':
      return part.text;
    case 'image':
      return '[image]';
    case 'file':
      return `[file ${part.filename ?? part.file_path ?? ''}]`;
    case 'tool_call':
      return `[calls ${part.name} ${JSON.stringify(part.arguments)}]`;
    case 'tool_result':
      return part.error ?? (typeof part.result === 'string' ? part.result : JSON.stringify(part.result ?? null));
  }
}
