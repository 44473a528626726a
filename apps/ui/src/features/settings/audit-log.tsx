'use client';
import type { AuditEntry } from '@everruns/sdk';
import { ScrollText } from 'lucide-react';
import { parseAsString, useQueryStates } from 'nuqs';
import { useDeferredValue } from 'react';
import { everruns } from '@/data/everruns.ts';
import { nameAction, nameActor, toAction, type KnownActors } from '@/data/name-actor.ts';
import { useKnownActors } from '@/data/use-known-actors.ts';
import { useMay } from '@/data/use-me.ts';
import { usePagedList } from '@/data/use-paged-list.ts';
import { Badge } from '@/design/badge.tsx';
import { Button } from '@/design/button.tsx';
import { Card } from '@/design/card.tsx';
import { EmptyState } from '@/design/empty-state.tsx';
import { Input, Select } from '@/design/field.tsx';
import { formatDateTime } from '@/design/format.ts';
import { Link } from '@/design/link.tsx';
import { useAgentNames } from '@/data/use-agent-names.ts';
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
        <Input
          type="search"
          aria-label="Entries of this action"
          placeholder="Any action, as Create agent"
          list="audited-actions"
          className="max-w-64"
          value={nameAction(filter.action)}
          onChange={(event) => void setFilter({ action: toAction(event.target.value) })}
        />
        <datalist id="audited-actions">
          {[...new Set(entries.items.map((entry) => nameAction(entry.action)))].toSorted().map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <ActorChoice known={known} value={filter.actor} onChange={(next) => void setFilter({ actor: next })} />
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

interface ActorChoiceProps {
  known: KnownActors;
  value: string;
  onChange: (actor: string) => void;
}

/** Who did it: members, keys and the operator. One that only the address names is shown as it is. */
function ActorChoice({ known, value, onChange }: ActorChoiceProps) {
  const ids = [
    ...[...known.people.keys()].map((id) => `user:${id}`),
    ...[...known.keys.keys()].map((id) => `key:${id}`),
    'operator',
  ];
  const all = value === '' || ids.includes(value) ? ids : [...ids, value];
  return (
    <Select
      aria-label="Entries of this actor"
      className="max-w-56"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">Anybody</option>
      {all.map((actor) => (
        <option key={actor} value={actor}>
          {nameActor(actor, known)}
        </option>
      ))}
    </Select>
  );
}

/** What was changed: by its name, with a link, where one is known. */
function Target({ id, action, known }: { id: string; action: string; known: KnownActors }) {
  const agent = useAgentNames().get(id);
  const look = 'text-fg underline underline-offset-2';
  if (agent !== undefined)
    return (
      <Link href={`/agents/${id}`} className={look}>
        {agent}
      </Link>
    );
  if (OF_SESSION.test(action) && !action.startsWith('delete_'))
    return (
      <Link href={`/sessions/${id}`} className={look}>
        Session {id.slice(-8)}
      </Link>
    );
  return known.people.get(id) ?? known.keys.get(id) ?? id;
}

/** The operations whose target is a session. */
const OF_SESSION = /_session$/;

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
      facts={
        <>
          {nameActor(actor, known)}
          {target_id !== undefined && (
            <>
              {' · on '}
              <Target id={target_id} action={action} known={known} />
            </>
          )}
        </>
      }
      actions={<time className="text-xs text-faint">{formatDateTime(created_at)}</time>}
    />
  );
}
