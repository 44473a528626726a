'use client';
import { useQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { everruns } from '@/data/everruns.ts';
import { Badge } from '@/design/badge.tsx';
import { Button } from '@/design/button.tsx';
import { useNow } from '@/design/clock.ts';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { readFormErrors } from '@/design/form-errors.ts';
import { Select, TextField } from '@/design/field.tsx';
import { formatAgo } from '@/design/format.ts';
import { ApiCall } from '@/features/shell';
import { ConfirmDelete } from '@/design/confirm-delete.tsx';
import { ShownOnce } from './shown-once.tsx';
import { SettingsList, SettingsRow } from './settings-list.tsx';
import { useChange } from './use-change.ts';

type Scope = 'read' | 'write' | 'admin' | 'approvals:resolve' | 'subjects:own';

const SCOPES: Record<string, Scope[]> = {
  'Read only': ['read'],
  'Read and write': ['read', 'write'],
  'Read, write and approve': ['read', 'write', 'approvals:resolve'],
  'Read and write, my own sessions too': ['read', 'write', 'subjects:own'],
  Everything: ['read', 'write', 'admin'],
};

export function ApiKeys() {
  const keys = useQuery({
    queryKey: ['api-keys'],
    queryFn: async ({ signal }) =>
      (await everruns.call('get', '/v1/auth/api-keys', { query: { limit: 100 }, signal })).data,
  });
  const [shown, setShown] = useState<string | null>(null);
  const now = useNow(60_000);
  const remove = useChange({
    stale: 'api-keys',
    change: (api_key_id: string) => everruns.call('delete', '/v1/auth/api-keys/{api_key_id}', { path: { api_key_id } }),
  });
  return (
    <>
      <NewKey onCreated={setShown} />
      {shown !== null && <ShownOnce value={shown} label="Copy the key" />}
      <SettingsList
        title="API keys"
        hint="For programs; a key acts as you, in this organization."
        icon={KeyRound}
        empty="No key yet"
        query={keys}
        actions={
          <ApiCall
            path="/v1/auth/api-keys"
            sdk="const { data } = await everruns.call('get', '/v1/auth/api-keys', {});"
          />
        }
      >
        {(key) => (
          <SettingsRow
            key={key.id}
            title={
              <>
                {key.name}
                <code className="font-mono text-xs text-muted">{key.prefix}…</code>
                {key.scopes.map((scope) => (
                  <Badge key={scope} tone="outline">
                    {scope}
                  </Badge>
                ))}
              </>
            }
            facts={`made ${formatAgo(key.created_at, now)} · ${key.last_used_at === undefined ? 'never used' : `used ${formatAgo(key.last_used_at, now)}`}`}
            actions={
              <ConfirmDelete
                name={key.name}
                consequence="Programs that use it are refused within seconds."
                isPending={remove.isPending}
                onConfirm={() => remove.mutate(key.id)}
              />
            }
          />
        )}
      </SettingsList>
    </>
  );
}

function NewKey({ onCreated }: { onCreated: (key: string) => void }) {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState('Read and write');
  const create = useChange({
    stale: 'api-keys',
    change: () => everruns.call('post', '/v1/auth/api-keys', { body: { name, scopes: SCOPES[scopes] ?? ['read'] } }),
    isSaidInForm: true,
    onDone: ({ key }) => {
      setName('');
      onCreated(key);
    },
  });
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    create.mutate(undefined);
  };
  const errors = readFormErrors(create.error, ['name']);
  return (
    <form onSubmit={onSubmit} className="flex flex-wrap items-start gap-2">
      <div className="w-56">
        <TextField
          label="Name of the key"
          isLabelHidden
          placeholder="Name, as ci or laptop"
          required
          value={name}
          error={errors.at('name')}
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <Select
        aria-label="What the key may do"
        className="!w-auto"
        value={scopes}
        onChange={(event) => setScopes(event.target.value)}
      >
        {Object.keys(SCOPES).map((label) => (
          <option key={label}>{label}</option>
        ))}
      </Select>
      <Button type="submit" look="primary" disabled={create.isPending}>
        Create a key
      </Button>
      {errors.rest !== null && (
        <div className="basis-full">
          <ErrorNotice error={errors.rest} />
        </div>
      )}
    </form>
  );
}
