'use client';
import type { Secret } from '@everruns/sdk';
import { useQuery } from '@tanstack/react-query';
import { LockKeyhole } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { everruns } from '@/data/everruns.ts';
import { useMay, useMySubject } from '@/data/use-me.ts';
import { Badge } from '@/design/badge.tsx';
import { Button } from '@/design/button.tsx';
import { useNow } from '@/design/clock.ts';
import { ConfirmDelete } from '@/design/confirm-delete.tsx';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { readFormErrors, type FormErrors } from '@/design/form-errors.ts';
import { Select, TextField } from '@/design/field.tsx';
import { formatAgo } from '@/design/format.ts';
import { ApiCall } from '@/features/shell';
import { SettingsList, SettingsRow } from './settings-list.tsx';
import { useChange } from './use-change.ts';

export function Secrets() {
  const secrets = useQuery({
    queryKey: ['secrets'],
    queryFn: async ({ signal }) => {
      const found = [];
      for await (const secret of everruns.secrets.list({ limit: 100 }, { signal })) found.push(secret);
      return found;
    },
  });
  const mayWrite = useMay('admin');
  const mine = useMySubject();
  const now = useNow(60_000);
  const remove = useChange({
    stale: 'secrets',
    change: ({ name, subject }: Secret) => everruns.secrets.delete(name, { subject }),
  });
  return (
    <>
      {mayWrite && <NewSecret />}
      <SettingsList
        title="Secrets"
        hint="Tools send them to the listed hosts only. Nobody reads a value, and no model sees it."
        icon={LockKeyhole}
        empty="No secret yet"
        query={secrets}
        actions={<ApiCall path="/v1/secrets" sdk="for await (const secret of everruns.secrets.list()) { … }" />}
      >
        {(secret) => (
          <SettingsRow
            key={`${secret.name} ${secret.subject}`}
            title={
              <>
                <code className="font-mono text-sm">{secret.name}</code>
                {secret.subject !== 'local' && <Badge>{secret.subject === mine ? 'only me' : secret.subject}</Badge>}
                {secret.hosts.map((host) => (
                  <Badge key={host} tone="outline">
                    {host}
                  </Badge>
                ))}
              </>
            }
            facts={`set ${formatAgo(secret.updated_at, now)}`}
            actions={
              mayWrite && (
                <ConfirmDelete
                  name={secret.name}
                  consequence="Calls of tools that need it fail from then on."
                  isPending={remove.isPending}
                  onConfirm={() => remove.mutate(secret)}
                />
              )
            }
          />
        )}
      </SettingsList>
    </>
  );
}

const NOTHING = { name: '', value: '', hosts: '', subject: '' };
type Draft = typeof NOTHING;

/** An existing name replaces the value and the hosts of its secret. */
function NewSecret() {
  const [draft, setDraft] = useState(NOTHING);
  const put = useChange({
    stale: 'secrets',
    change: ({ name, value, hosts, subject }: Draft) =>
      everruns.secrets.put(
        name,
        { value, hosts: hosts.split(/[\s,]+/).filter((host) => host !== '') },
        subject === '' ? {} : { subject },
      ),
    isSaidInForm: true,
    onDone: () => setDraft(({ subject }) => ({ ...NOTHING, subject })),
  });
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    put.mutate(draft);
  };
  const errors = readFormErrors(put.error, ['secret_name', 'value', 'hosts', 'subject']);
  const set = (part: Partial<Draft>): void => setDraft((now) => ({ ...now, ...part }));
  return (
    <form onSubmit={onSubmit} className="flex flex-wrap items-start gap-2" autoComplete="off">
      <SecretFields draft={draft} errors={errors} set={set} />
      <SubjectField value={draft.subject} error={errors.at('subject')} onChange={(subject) => set({ subject })} />
      <Button type="submit" look="primary" disabled={put.isPending}>
        Set the secret
      </Button>
      {errors.rest !== null && (
        <div className="basis-full">
          <ErrorNotice error={errors.rest} />
        </div>
      )}
    </form>
  );
}

interface SecretFieldsProps {
  draft: Draft;
  errors: FormErrors;
  set: (part: Partial<Draft>) => void;
}

function SecretFields({ draft: { name, value, hosts }, errors, set }: SecretFieldsProps) {
  return (
    <>
      <div className="w-48">
        <TextField
          label="Name of the secret"
          isLabelHidden
          placeholder="Name, as github_token"
          required
          value={name}
          error={errors.at('secret_name')}
          onChange={(event) => set({ name: event.target.value })}
        />
      </div>
      <div className="w-48">
        <TextField
          label="Value of the secret"
          isLabelHidden
          placeholder="Value"
          type="password"
          autoComplete="new-password"
          required
          value={value}
          error={errors.at('value')}
          onChange={(event) => set({ value: event.target.value })}
        />
      </div>
      <div className="w-56">
        <TextField
          label="Hosts of the secret"
          isLabelHidden
          placeholder="Hosts, as api.github.com"
          required
          value={hosts}
          error={errors.at('hosts')}
          onChange={(event) => set({ hosts: event.target.value })}
        />
      </div>
    </>
  );
}

const OTHER = 'other';

interface SubjectFieldProps {
  value: string;
  error: string | undefined;
  onChange: (subject: string) => void;
}

/** Whose sessions use the secret: everybody’s, or those of one subject, whose secret goes before the common one. */
function SubjectField({ value, error, onChange }: SubjectFieldProps) {
  const mine = useMySubject();
  const [isOther, setIsOther] = useState(false);
  return (
    <>
      <Select
        aria-label="For"
        className="max-w-56"
        value={isOther ? OTHER : value}
        onChange={(event) => {
          setIsOther(event.target.value === OTHER);
          onChange(event.target.value === OTHER ? '' : event.target.value);
        }}
      >
        <option value="">for all sessions</option>
        {mine !== undefined && <option value={mine}>for my sessions only</option>}
        <option value={OTHER}>for the sessions of a subject</option>
      </Select>
      {isOther && (
        <div className="w-56">
          <TextField
            label="Subject"
            isLabelHidden
            placeholder="app:customer-7"
            required
            className="font-mono"
            value={value}
            error={error}
            onChange={(event) => onChange(event.target.value)}
          />
        </div>
      )}
    </>
  );
}
