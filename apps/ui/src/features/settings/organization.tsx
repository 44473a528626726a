'use client';
import { useState, type FormEvent } from 'react';
import { toast } from '@/design/toast.ts';
import { everruns } from '@/data/everruns.ts';
import { useMay, useMe } from '@/data/use-me.ts';
import { Button } from '@/design/button.tsx';
import { Card, CardHeader } from '@/design/card.tsx';
import { CopyButton } from '@/design/copy-button.tsx';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { readFormErrors } from '@/design/form-errors.ts';
import { TextField } from '@/design/field.tsx';
import { Skeleton } from '@/design/page.tsx';
import { ApiCall } from '@/features/shell';
import { useChange } from './use-change.ts';

export function Organization() {
  const { data: me } = useMe();
  if (me === undefined) return <Skeleton rows={2} />;
  return <Named key={me.organization.id} id={me.organization.id} name={me.organization.name} />;
}

function Named({ id, name }: { id: string; name: string }) {
  const [draft, setDraft] = useState(name);
  const isAdmin = useMay('admin');
  const rename = useChange({
    stale: 'me',
    isSaidInForm: true,
    change: () =>
      everruns.call('patch', '/v1/orgs/{organization_id}', { path: { organization_id: id }, body: { name: draft } }),
    onDone: () => {
      toast.success('Renamed.');
    },
  });
  const errors = readFormErrors(rename.error, ['name']);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    rename.mutate(undefined);
  };
  return (
    <Card>
      <CardHeader
        title="Organization"
        hint="Agents, sessions and keys belong to it."
        actions={
          <>
            <CopyButton text={id} label="Copy the organization’s id">
              Id
            </CopyButton>
            <ApiCall
              path={`/v1/orgs/${id}`}
              sdk={`const organization = await everruns.call('get', '/v1/orgs/{organization_id}', { path: { organization_id: '${id}' } });`}
            />
          </>
        }
      />
      <form onSubmit={onSubmit} className="flex flex-wrap items-end gap-2 p-4">
        <TextField
          label="Name"
          required
          disabled={!isAdmin}
          value={draft}
          error={errors.at('name')}
          onChange={(event) => setDraft(event.target.value)}
        />
        <Button type="submit" look="primary" disabled={!isAdmin || rename.isPending || draft === name}>
          Rename
        </Button>
        {errors.rest !== null && <ErrorNotice error={errors.rest} />}
      </form>
    </Card>
  );
}
