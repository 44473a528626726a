'use client';
import type { Agent } from '@everruns/sdk';
import { Bot, MessageSquarePlus, Plus } from 'lucide-react';
import { Link } from '@/design/link.tsx';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useMay } from '@/data/use-me.ts';
import { Badge } from '@/design/badge.tsx';
import { Button, buttonClass } from '@/design/button.tsx';
import { Card } from '@/design/card.tsx';
import { useNow } from '@/design/clock.ts';
import { EmptyState } from '@/design/empty-state.tsx';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { Input, Select } from '@/design/field.tsx';
import { formatAgo } from '@/design/format.ts';
import { Page, Skeleton } from '@/design/page.tsx';
import { ApiCall } from '@/features/shell';
import { useAgents } from './agent-queries.ts';
import { ImportAgent } from './import-agent.tsx';
import { OnlyMe, useOnlyMe, useStartSession } from '@/features/start';

const STATUSES = ['active', 'archived'] as const;
const filterParsers = {
  search: parseAsString.withDefault(''),
  status: parseAsStringLiteral(STATUSES).withDefault('active'),
};

export function AgentList() {
  const [filter, setFilter] = useQueryStates(filterParsers);
  const agents = useAgents(filter);
  const mayWrite = useMay('write');
  const onlyMe = useOnlyMe();
  return (
    <Page
      title="Agents"
      hint="A prompt, a model and capabilities; every change makes a new version."
      actions={
        <>
          <ApiCall
            path={`/v1/agents?status=${filter.status}`}
            sdk="for await (const agent of everruns.agents.list()) console.log(agent.name);"
          />
          {mayWrite && <ImportAgent />}
          {mayWrite && (
            <Link href="/agents/new" className={buttonClass({ look: 'primary' })}>
              <Plus aria-hidden />
              New agent
            </Link>
          )}
        </>
      }
    >
      <div className="flex flex-wrap gap-2">
        <Input
          type="search"
          aria-label="Search agents"
          placeholder="Search by name …"
          className="max-w-xs"
          value={filter.search}
          onChange={(event) => void setFilter({ search: event.target.value })}
        />
        <Select
          aria-label="Status"
          className="!w-auto"
          value={filter.status}
          onChange={(event) => void setFilter({ status: event.target.value === 'archived' ? 'archived' : 'active' })}
        >
          <option value="active">Active</option>
          <option value="archived">Archived</option>
        </Select>
        {mayWrite && <OnlyMe {...onlyMe} />}
      </div>
      {agents.isError && <ErrorNotice error={agents.error} onRetry={() => void agents.refetch()} />}
      {agents.isPending && !agents.isError && <Skeleton />}
      {agents.isSuccess &&
        (agents.items.length === 0 ? (
          <NoAgents isFiltered={filter.search !== '' || filter.status !== 'active'} />
        ) : (
          <AgentRows agents={agents.items} subject={onlyMe.subject} />
        ))}
      {agents.hasNextPage && <Button onClick={() => void agents.fetchNextPage()}>Show more</Button>}
    </Page>
  );
}

function NoAgents({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered) return <EmptyState icon={Bot} title="No agent matches" />;
  return (
    <Card>
      <EmptyState
        icon={Bot}
        title="No agents yet"
        actions={
          <Link href="/agents/new" className={buttonClass({ look: 'primary' })}>
            Create the first
          </Link>
        }
      >
        The simulated model answers without a key, so an agent can be tried at once.
      </EmptyState>
    </Card>
  );
}

interface AgentRowsProps {
  agents: readonly Agent[];
  /** On whose behalf a session runs that is begun here. */
  subject: string | undefined;
}

function AgentRows({ agents, subject }: AgentRowsProps) {
  return (
    <Card>
      <ul className="divide-y divide-line">
        {agents.map((agent) => (
          <AgentRow key={agent.id} agent={agent} subject={subject} />
        ))}
      </ul>
    </Card>
  );
}

function AgentRow({ agent, subject }: { agent: Agent; subject: string | undefined }) {
  const now = useNow(60_000);
  const start = useStartSession();
  const mayWrite = useMay('write');
  return (
    <li className="flex items-center gap-4 px-4 py-3 hover:bg-sunken/60">
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link href={`/agents/${agent.id}`} className="truncate font-medium hover:underline">
            {agent.name}
          </Link>
          <Badge tone="outline">v{agent.version}</Badge>
          {agent.tags.map((tag) => (
            <Badge key={tag}>{tag}</Badge>
          ))}
        </div>
        <p className="truncate text-sm text-muted">{agent.description ?? agent.system_prompt}</p>
      </div>
      <span className="hidden text-xs text-faint sm:block" suppressHydrationWarning>
        {formatAgo(agent.updated_at, now)}
      </span>
      {mayWrite && agent.status === 'active' && (
        <Button size="sm" disabled={start.isPending} onClick={() => start.mutate({ agentId: agent.id, subject })}>
          <MessageSquarePlus aria-hidden />
          Chat
        </Button>
      )}
    </li>
  );
}
