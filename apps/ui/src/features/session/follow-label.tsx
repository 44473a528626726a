'use client';
import type { Session } from '@everruns/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { everruns } from '@/data/everruns.ts';
import { Button } from '@/design/button.tsx';
import { DialogActions } from '@/design/dialog-actions.tsx';
import { Dialog } from '@/design/dialog.tsx';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { Field, Select } from '@/design/field.tsx';
import { Skeleton } from '@/design/page.tsx';

interface FollowLabelProps {
  session: Session;
  onClose: () => void;
}

/** Chooses the label of the agent whose version the next turns of the session use. */
export function FollowLabel({ session, onClose }: FollowLabelProps) {
  return (
    <Dialog
      title="Which version is used"
      description="A turn uses the version that the label has when its message is sent."
      isOpen
      onOpenChange={onClose}
    >
      {session.agent_version === undefined ? (
        <Labels session={session} onClose={onClose} />
      ) : (
        <Pinned version={session.agent_version} onClose={onClose} />
      )}
    </Dialog>
  );
}

function Labels({ session, onClose }: FollowLabelProps) {
  const agent = useQuery({
    queryKey: ['agents', session.agent_id],
    queryFn: ({ signal }) => everruns.agents.get(session.agent_id, { signal }),
  });
  if (agent.isError) return <ErrorNotice error={agent.error} onRetry={() => void agent.refetch()} />;
  if (agent.isPending) return <Skeleton rows={2} />;
  const { labels = {}, version } = agent.data;
  return <Choice session={session} labels={labels} version={version} onClose={onClose} />;
}

function Pinned({ version, onClose }: { version: number; onClose: () => void }) {
  return (
    <div className="space-y-4 text-sm">
      <p>This session was begun with version {version} of its agent, and stays with it.</p>
      <div className="flex justify-end">
        <Button onClick={onClose}>Close</Button>
      </div>
    </div>
  );
}

interface ChoiceProps extends FollowLabelProps {
  labels: Readonly<Record<string, number>>;
  version: number;
}

function Choice({ session, labels, version, onClose }: ChoiceProps) {
  const [label, setLabel] = useState(session.agent_label ?? '');
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: () => everruns.sessions.update(session.id, { agent_label: label === '' ? null : label }),
    onSuccess: (next) => {
      client.setQueryData(['sessions', session.id], next);
      onClose();
    },
  });
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Field label="Version" hint="Labels are given on the agent’s page, under Versions.">
        {(control) => (
          <Select {...control} value={label} onChange={(event) => setLabel(event.target.value)}>
            <option value="">The current one (version {version})</option>
            {Object.entries(labels)
              .toSorted(([a], [b]) => a.localeCompare(b))
              .map(([name, labeled]) => (
                <option key={name} value={name}>
                  {name} (version {labeled})
                </option>
              ))}
          </Select>
        )}
      </Field>
      {save.isError && <ErrorNotice error={save.error} />}
      <DialogActions submitLabel="Use it" isDisabled={save.isPending} onCancel={onClose} />
    </form>
  );
}
