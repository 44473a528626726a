'use client';
import type { Agent } from '@everruns/sdk';
import { MessageSquarePlus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { Tabs } from 'radix-ui';
import { toast } from '@/design/toast.ts';
import { useMay } from '@/data/use-me.ts';
import { Badge } from '@/design/badge.tsx';
import { Button } from '@/design/button.tsx';
import { CopyButton } from '@/design/copy-button.tsx';
import { NotThere } from '@/design/not-there.tsx';
import { Page, Skeleton } from '@/design/page.tsx';
import { TabList } from '@/design/tab-list.tsx';
import { useTitle } from '@/design/use-title.ts';
import { ApiCall } from '@/features/shell';
import { toDraft, toRequest } from './agent-draft.ts';
import { AgentForm } from './agent-form.tsx';
import { useAgent, useSaveAgent } from './agent-queries.ts';
import { AgentMenu } from './agent-menu.tsx';
import { AgentVersions } from './agent-versions.tsx';
import { ArchiveAgent, UnarchiveAgent } from './archive-agent.tsx';
import { ClientToolList } from './client-tool-list.tsx';
import { OnlyMe, useOnlyMe, useStartSession } from '@/features/start';

// Only one of the tabs shows sessions.
const SessionTable = dynamic(() => import('@/features/sessions').then((module) => module.SessionTable), {
  loading: () => <Skeleton />,
});

const TABS = ['settings', 'versions', 'sessions'] as const;
const LABELS = { settings: 'Settings', versions: 'Versions', sessions: 'Sessions' };

export function AgentPage({ id }: { id: string }) {
  const agent = useAgent(id);
  if (agent.isError)
    return (
      <Page title="Agent">
        <NotThere what="agent" listHref="/agents" error={agent.error} onRetry={() => void agent.refetch()} />
      </Page>
    );
  if (agent.isPending)
    return (
      <Page title="Agent">
        <Skeleton />
      </Page>
    );
  return <LoadedAgent agent={agent.data} />;
}

function LoadedAgent({ agent }: { agent: Agent }) {
  const [tab, setTab] = useQueryState('tab', parseAsStringLiteral(TABS).withDefault('settings'));
  useTitle(agent.name);
  return (
    <Page
      title={
        <span className="flex flex-wrap items-center gap-2">
          {agent.name}
          <Badge tone="outline">v{agent.version}</Badge>
          {agent.status === 'archived' && <Badge>archived</Badge>}
        </span>
      }
      hint={agent.description}
      actions={<AgentActions agent={agent} />}
    >
      {agent.status === 'archived' && <UnarchiveAgent agent={agent} />}
      <Tabs.Root value={tab} onValueChange={(next) => void setTab(TABS.find((name) => name === next) ?? null)}>
        <TabList label="Agent" tabs={TABS.map((name) => ({ name, label: LABELS[name] }))} />
        <Tabs.Content value="settings" className="pt-6" tabIndex={-1}>
          <EditAgent agent={agent} />
          <ClientToolList tools={agent.tools} />
        </Tabs.Content>
        <Tabs.Content value="versions" className="pt-6" tabIndex={-1}>
          <AgentVersions agent={agent} />
        </Tabs.Content>
        <Tabs.Content value="sessions" className="pt-6" tabIndex={-1}>
          <SessionTable filter={{ agent_id: agent.id }} />
        </Tabs.Content>
      </Tabs.Root>
    </Page>
  );
}

function AgentActions({ agent }: { agent: Agent }) {
  const mayWrite = useMay('write');
  const start = useStartSession();
  const onlyMe = useOnlyMe();
  const { subject } = onlyMe;
  return (
    <>
      <CopyButton text={agent.id} label="Copy the agent’s id">
        Id
      </CopyButton>
      <ApiCall path={`/v1/agents/${agent.id}`} sdk={`const agent = await everruns.agents.get('${agent.id}');`} />
      <AgentMenu agent={agent} />
      {mayWrite && agent.status === 'active' && (
        <>
          <OnlyMe {...onlyMe} />
          <Button
            look="primary"
            disabled={start.isPending}
            onClick={() => start.mutate({ agentId: agent.id, subject })}
          >
            <MessageSquarePlus aria-hidden />
            New session
          </Button>
        </>
      )}
    </>
  );
}

function EditAgent({ agent }: { agent: Agent }) {
  const save = useSaveAgent(agent.id);
  return (
    <AgentForm
      initial={toDraft(agent)}
      draftKey={agent.id}
      isReadOnly={agent.status === 'archived'}
      submitLabel="Save as the next version"
      isPending={save.isPending}
      error={save.error}
      onSubmit={(draft, onSaved) =>
        save.mutate(toRequest(draft, agent.tools), {
          onSuccess: (saved) => {
            onSaved();
            toast.success(`Version ${saved.version} is used from the next turn on.`);
          },
        })
      }
    >
      <ArchiveAgent agent={agent} />
    </AgentForm>
  );
}
