'use client';
import type { Agent, AgentVersion } from '@everruns/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Plus, Tag, X } from 'lucide-react';
import { useState } from 'react';
import { toast } from '@/design/toast.ts';
import { everruns } from '@/data/everruns.ts';
import { Badge } from '@/design/badge.tsx';
import { IconButton } from '@/design/button.tsx';
import { DeleteDialog } from '@/design/confirm-delete.tsx';
import { DialogActions } from '@/design/dialog-actions.tsx';
import { Dialog } from '@/design/dialog.tsx';
import { toSentence } from '@/design/error-notice.tsx';
import { TextField } from '@/design/field.tsx';
import { Menu } from '@/design/menu.tsx';

interface VersionLabelsProps {
  agent: Agent;
  version: AgentVersion;
  mayWrite: boolean;
}

/** The labels of a version, each with a button that deletes it after a question. */
export function VersionLabels({ agent, version: { labels = [] }, mayWrite }: VersionLabelsProps) {
  const [asked, setAsked] = useState<string | null>(null);
  const { remove } = useLabels(agent);
  return (
    <>
      {labels.map((label) => (
        <Badge key={label} tone="live">
          {label}
          {mayWrite && (
            <button
              type="button"
              aria-label={`Delete the label ${label}`}
              className="-mr-1 cursor-pointer rounded-full p-0.5 hover:bg-hover"
              onClick={() => setAsked(label)}
            >
              <X aria-hidden />
            </button>
          )}
        </Badge>
      ))}
      <DeleteDialog
        name={`the label ${asked ?? ''}`}
        consequence="Sessions that follow it take no more messages until they get another label, or none."
        isOpen={asked !== null}
        onOpenChange={() => setAsked(null)}
        onConfirm={() => asked !== null && remove.mutate(asked)}
      />
    </>
  );
}

/** A menu that moves labels to a version, and makes new ones. */
export function LabelMenu({ agent, version: { version, labels = [] } }: Omit<VersionLabelsProps, 'mayWrite'>) {
  const [isNaming, setIsNaming] = useState(false);
  const { put } = useLabels(agent);
  const others = Object.keys(agent.labels ?? {}).filter((label) => !labels.includes(label));
  return (
    <>
      <Menu
        trigger={
          <IconButton label={`Label version ${version}`} size="sm">
            <Tag />
          </IconButton>
        }
        items={[
          ...others.toSorted().map((label) => ({
            icon: <Tag aria-hidden />,
            label: `Move ${label} here from version ${agent.labels?.[label]}`,
            onSelect: () => put.mutate({ label, version }),
          })),
          { label: 'New label …', icon: <Plus aria-hidden />, onSelect: () => setIsNaming(true) },
        ]}
      />
      {isNaming && (
        <NewLabel
          version={version}
          onClose={() => setIsNaming(false)}
          onSubmit={(label) => put.mutate({ label, version }, { onSuccess: () => setIsNaming(false) })}
          isPending={put.isPending}
        />
      )}
    </>
  );
}

const SHAPE = /^[a-z][a-z0-9_-]{0,31}$/;

interface NewLabelProps {
  version: number;
  isPending: boolean;
  onClose: () => void;
  onSubmit: (label: string) => void;
}

function NewLabel({ version, isPending, onClose, onSubmit }: NewLabelProps) {
  const [label, setLabel] = useState('');
  const isWrong = label !== '' && !SHAPE.test(label);
  return (
    <Dialog
      title={`Label version ${version}`}
      description="Sessions that follow a label use its version from their next turn on."
      isOpen
      onOpenChange={onClose}
    >
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit(label);
        }}
      >
        <TextField
          label="Label"
          placeholder="production"
          autoFocus
          autoComplete="off"
          spellCheck={false}
          value={label}
          onChange={(event) => setLabel(event.target.value.trim().toLowerCase())}
          error={isWrong ? 'A label is up to 32 of a–z, 0–9, _ and -, and begins with a letter.' : undefined}
        />
        <DialogActions submitLabel="Give the label" isDisabled={!SHAPE.test(label) || isPending} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

function useLabels({ id, name }: Agent) {
  const client = useQueryClient();
  const onError = (error: unknown): void => toast.error(toSentence(error));
  const onSettled = () => client.invalidateQueries({ queryKey: ['agents'] });
  const put = useMutation({
    mutationFn: (labeled: { label: string; version: number }) => everruns.agents.putLabel(id, labeled),
    onSuccess: (_, { label, version }) => toast.success(`${label} is version ${version} of ${name} now.`),
    onError,
    onSettled,
  });
  const remove = useMutation({
    mutationFn: (label: string) => everruns.agents.deleteLabel(id, label),
    onSuccess: (_, label) => toast.success(`${label} is no label any more.`),
    onError,
    onSettled,
  });
  return { put, remove };
}
