'use client';
import type { Agent } from '@everruns/sdk';
import { ArrowUp, Bot } from 'lucide-react';
import { Link } from '@/design/link.tsx';
import type { KeyboardEvent } from 'react';
import { useStored } from '@/data/use-stored.ts';
import { Button, buttonClass, IconButton } from '@/design/button.tsx';
import { Card } from '@/design/card.tsx';
import { EmptyState } from '@/design/empty-state.tsx';
import { Select } from '@/design/field.tsx';
import { OnlyMe, suggestFor, useOnlyMe, useStartSession } from '@/features/start';
import { pickFirst } from './pick-first.ts';

/** Asks an agent a question directly from the dashboard. */
export function AskAgent({ agents }: { agents: readonly Agent[] }) {
  const [chosen, setChosen] = useStored('everruns.agent.dashboard');
  const agent = agents.find(({ id }) => id === chosen) ?? pickFirst(agents);
  const agentId = agent?.id ?? '';
  const [text, setText] = useStored('everruns.draft.dashboard');
  const onlyMe = useOnlyMe();
  const start = useStartSession();
  const ask = (question: string): void => {
    if (question.trim() === '' || start.isPending) return;
    start.mutate({ agentId, text: question, subject: onlyMe.subject }, { onSuccess: () => setText('') });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    ask(text);
  };
  if (agents.length === 0) return <NoAgent />;
  return (
    <Card className="p-3 focus-within:border-line-strong">
      <textarea
        aria-label="Message"
        rows={2}
        value={text}
        placeholder="Ask an agent …"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        className="field-sizing-content max-h-48 w-full resize-none bg-transparent px-1 text-base outline-none placeholder:text-faint"
      />
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <AgentSelect agents={agents} value={agentId} onChange={setChosen} />
        <OnlyMe {...onlyMe} />
        {suggestFor(agent ?? { capabilities: [] }).map((suggestion) => (
          <Button key={suggestion} size="sm" look="quiet" disabled={start.isPending} onClick={() => ask(suggestion)}>
            {suggestion}
          </Button>
        ))}
        <IconButton
          label="Ask"
          look="primary"
          className="ml-auto"
          disabled={text.trim() === '' || start.isPending}
          onClick={() => ask(text)}
        >
          <ArrowUp />
        </IconButton>
      </div>
    </Card>
  );
}

interface AgentSelectProps {
  agents: readonly Agent[];
  value: string;
  onChange: (id: string) => void;
}

function AgentSelect({ agents, value, onChange }: AgentSelectProps) {
  return (
    <label className="flex h-7 items-center gap-1.5 rounded-md border border-line px-2 text-xs text-muted">
      <Bot aria-hidden className="size-3.5" />
      <Select look="bare" aria-label="Agent" value={value} onChange={(event) => onChange(event.target.value)}>
        {agents.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
    </label>
  );
}

function NoAgent() {
  return (
    <Card>
      <EmptyState
        icon={Bot}
        title="Begin with an agent"
        actions={
          <Link href="/agents/new" className={buttonClass({ look: 'primary' })}>
            Create an agent
          </Link>
        }
      >
        It answers with the simulated model until a provider’s key is there.
      </EmptyState>
    </Card>
  );
}
