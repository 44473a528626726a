'use client';
import type { AuditEntry } from '@everruns/sdk';
import { ScrollText } from 'lucide-react';
import { parseAsString, useQueryStates } from 'nuqs';
import { useDeferredValue } from 'react';
import { everruns } from '@/data/everruns.ts';
import { nameAction, nameActor, type KnownActors } from '@/data/name-actor.ts';
import { useKnownActors } from '@/data/use-known-actors.ts';
import { useMay } from '@/data/use-me.ts';
import { usePagedList } from '@/data/use-paged-list.ts';
import { Badge } from '@/design/badge.tsx';
import { Button } from '@/design/button.tsx';
import { Card } from '@/design/card.tsx';
import { EmptyState } from '@/design/empty-state.tsx';
import { Input } from '@/design/field.tsx';
import { formatDateTime } from '@/design/format.ts';
import { ApiCall } from '@/features/shell';
import { SettingsList, SettingsRow } from './settings-list.tsx';

const parsers = { action: parseAsString.withDefault(''), actor: parseAsString.withDefault('') };

/** Lists who changed what, newest first. */
export function AuditLog() {
  if (useMay('admin')) return <Entries />;
  return (
    <Card>
      <EmptyState icon={ScrollText} title="The audit log is for admins">
        An owner of the organization changes the roles of its members.
      </EmptyState>
    </Card>
  );
}

function Entries() {
  const [filter, setFilter] = useQueryStates(parsers);
  const { action, actor } = useDeferredValue(filter);
  const query = { ...(action !== '' && { action }), ...(actor !== '' && { actor }) };
  const known = useKnownActors();
  const entries = usePagedList<AuditEntry>({
    queryKey: ['audit-log', query],
    fetchPage: (cursor, signal) =>
      everruns.call('get', '/v1/audit-log', { query: { ...query, limit: 50, ...(cursor && { cursor }) }, signal }),
  });
  return (
    <>
      <div className="flex flex-wrap gap-2">
        {(['action', 'actor'] as const).map((name) => (
          <Input
            key={name}
            type="search"
            aria-label={`Entries of this ${name}`}
            placeholder={name === 'action' ? 'create_agent' : 'Id of a user or key'}
            className="max-w-56"
            value={filter[name]}
            onChange={(event) => void setFilter({ [name]: event.target.value })}
          />
        ))}
      </div>
      <SettingsList
        title="Audit log"
        hint="Every change, by whom, with the names of the fields and never their values."
        icon={ScrollText}
        empty="No entry matches"
        query={{ ...entries, data: entries.isPending ? undefined : entries.items }}
        actions={
          <ApiCall path="/v1/audit-log" sdk="const { data } = await everruns.call('get', '/v1/audit-log', {});" />
        }
      >
        {(entry) => <Entry key={entry.id} entry={entry} known={known} />}
      </SettingsList>
      {entries.hasNextPage && <Button onClick={() => void entries.fetchNextPage()}>Show more</Button>}
    </>
  );
}

function Entry({ entry, known }: { entry: AuditEntry; known: KnownActors }) {
  const { action, actor, target_id, fields, created_at } = entry;
  return (
    <SettingsRow
      title={
        <>
          <span title={action}>{nameAction(action)}</span>
          {fields.map((field) => (
            <Badge key={field}>{field}</Badge>
          ))}
        </>
      }
      facts={[nameActor(actor, known), ...(target_id === undefined ? [] : [`on ${target_id}`])].join(' · ')}
      actions={<time className="text-xs text-faint">{formatDateTime(created_at)}</time>}
    />
  );
}
