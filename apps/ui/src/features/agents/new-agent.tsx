'use client';
import { useRouter } from 'next/navigation';
import { parseAsString, useQueryState } from 'nuqs';
import { toast } from '@/design/toast.ts';
import { useMay } from '@/data/use-me.ts';
import { Page } from '@/design/page.tsx';
import { ApiCall } from '@/features/shell';
import { toRequest } from './agent-draft.ts';
import { AgentForm } from './agent-form.tsx';
import { useAgentDraft } from './use-agent-draft.ts';
import { useSaveAgent } from './agent-queries.ts';
import { TemplateGallery } from './template-gallery.tsx';
import { draftFrom, TEMPLATES } from './templates.ts';

export function NewAgent() {
  const router = useRouter();
  const save = useSaveAgent(null);
  const mayWrite = useMay('write');
  const [wanted, setWanted] = useQueryState('template', parseAsString);
  const template = TEMPLATES.find(({ id }) => id === wanted);
  const initial = draftFrom(template);
  const draftKey = template === undefined ? 'new' : `new.${template.id}`;
  const { value: draft } = useAgentDraft(draftKey, initial);
  const shown = { ...toRequest(draft), name: draft.name.trim() || 'Clerk' };
  if (!mayWrite)
    return <Page title="New agent">You may look at agents, and not make them. Ask an admin for the role member.</Page>;
  return (
    <Page
      title="New agent"
      actions={
        <ApiCall
          method="POST"
          path="/v1/agents"
          body={shown}
          sdk={`const agent = await everruns.agents.create(${JSON.stringify(shown, null, 2)});`}
        />
      }
    >
      <TemplateGallery chosen={template?.id ?? null} onChoose={(id) => void setWanted(id)} />
      <AgentForm
        key={template?.id ?? ''}
        initial={initial}
        draftKey={draftKey}
        submitLabel="Create agent"
        isPending={save.isPending}
        error={save.error}
        onSubmit={(draft, onSaved) =>
          save.mutate(toRequest(draft), {
            onSuccess: (agent) => {
              onSaved();
              toast.success(`${agent.name} was created.`);
              router.push(`/agents/${agent.id}`);
            },
          })
        }
      />
    </Page>
  );
}
