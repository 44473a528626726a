'use client';
import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { Page } from '@/design/page.tsx';
import { ApiCall } from '@/features/shell';
import { EMPTY_DRAFT, toRequest } from './agent-draft.ts';
import { AgentForm } from './agent-form.tsx';
import { useSaveAgent } from './agent-queries.ts';

export function NewAgent() {
  const router = useRouter();
  const save = useSaveAgent(null);
  const example = { name: 'Clerk', system_prompt: 'You file things.', capabilities: ['session_file_system'] };
  return (
    <Page
      title="New agent"
      actions={
        <ApiCall
          method="POST"
          path="/v1/agents"
          body={example}
          sdk={`const agent = await everruns.agents.create(${JSON.stringify(example, null, 2)});`}
        />
      }
    >
      <AgentForm
        initial={EMPTY_DRAFT}
        draftKey="new"
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
