'use client';
import { useQuery } from '@tanstack/react-query';
import { Mail, Users } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { everruns } from '@/data/everruns.ts';
import { useMay, useMe } from '@/data/use-me.ts';
import { Badge } from '@/design/badge.tsx';
import { Button } from '@/design/button.tsx';
import { CopyButton } from '@/design/copy-button.tsx';
import { Input, Select } from '@/design/field.tsx';
import { Skeleton } from '@/design/page.tsx';
import { ApiCall } from '@/features/shell';
import { ConfirmDelete } from '@/design/confirm-delete.tsx';
import { SettingsList, SettingsRow } from './settings-list.tsx';
import { useChange } from './use-change.ts';

const ROLES = ['viewer', 'member', 'admin', 'owner'] as const;
type Role = (typeof ROLES)[number];

export function Members() {
  const { data: me } = useMe();
  return me === undefined ? <Skeleton /> : <MembersOf organizationId={me.organization.id} />;
}

function MembersOf({ organizationId }: { organizationId: string }) {
  const isAdmin = useMay('admin');
  const path = { organization_id: organizationId };
  const members = useQuery({
    queryKey: ['members'],
    queryFn: async ({ signal }) =>
      (await everruns.call('get', '/v1/orgs/{organization_id}/members', { path, signal })).data,
  });
  const call = `everruns.call('get', '/v1/orgs/{organization_id}/members', { path: { organization_id: '${organizationId}' } })`;
  return (
    <>
      <SettingsList
        title="Members"
        hint="Viewers read, members write, admins hold the keys, owners hold the organization."
        icon={Users}
        empty="Nobody"
        query={members}
        actions={<ApiCall path={`/v1/orgs/${organizationId}/members`} sdk={`const { data } = await ${call};`} />}
      >
        {(member) => (
          <MemberRow key={member.user_id} organizationId={organizationId} member={member} isAdmin={isAdmin} />
        )}
      </SettingsList>
      {isAdmin && <Invitations organizationId={organizationId} />}
    </>
  );
}

interface MemberRowProps {
  organizationId: string;
  member: { user_id: string; name: string; email: string; role: Role };
  isAdmin: boolean;
}

function MemberRow({ organizationId, member: { user_id, name, email, role }, isAdmin }: MemberRowProps) {
  const at = { path: { organization_id: organizationId, user_id } };
  const change = useChange({
    stale: 'members',
    change: (next: Role) =>
      everruns.call('patch', '/v1/orgs/{organization_id}/members/{user_id}', { ...at, body: { role: next } }),
  });
  const remove = useChange({
    stale: 'members',
    change: () => everruns.call('delete', '/v1/orgs/{organization_id}/members/{user_id}', at),
  });
  return (
    <SettingsRow
      title={name}
      facts={email}
      actions={
        isAdmin ? (
          <>
            <RoleSelect label={`Role of ${name}`} value={role} onChange={(next) => change.mutate(next)} />
            <ConfirmDelete
              name={name}
              consequence="Their keys and logins here end within seconds."
              isPending={remove.isPending}
              onConfirm={() => remove.mutate(undefined)}
            />
          </>
        ) : (
          <Badge tone="outline">{role}</Badge>
        )
      }
    />
  );
}

function RoleSelect({ label, value, onChange }: { label: string; value: Role; onChange: (role: Role) => void }) {
  return (
    <Select
      aria-label={label}
      className="!h-8 !w-auto"
      value={value}
      onChange={(event) => onChange(ROLES.find((role) => role === event.target.value) ?? value)}
    >
      {ROLES.map((role) => (
        <option key={role}>{role}</option>
      ))}
    </Select>
  );
}

function Invitations({ organizationId }: { organizationId: string }) {
  const path = { organization_id: organizationId };
  const invitations = useQuery({
    queryKey: ['invitations'],
    queryFn: async ({ signal }) =>
      (await everruns.call('get', '/v1/orgs/{organization_id}/invitations', { path, signal })).data,
  });
  const remove = useChange({
    stale: 'invitations',
    change: (invitation_id: string) =>
      everruns.call('delete', '/v1/orgs/{organization_id}/invitations/{invitation_id}', {
        path: { ...path, invitation_id },
      }),
  });
  return (
    <>
      <Invite organizationId={organizationId} />
      <SettingsList
        title="Invitations"
        hint="A link that a person follows to join."
        icon={Mail}
        empty="None open"
        query={invitations}
      >
        {({ id, email, role }) => (
          <SettingsRow
            key={id}
            title={email}
            facts={role}
            actions={
              <ConfirmDelete
                name={`the invitation of ${email}`}
                consequence="Its link no longer works."
                isPending={remove.isPending}
                onConfirm={() => remove.mutate(id)}
              />
            }
          />
        )}
      </SettingsList>
    </>
  );
}

function Invite({ organizationId }: { organizationId: string }) {
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('member');
  const [link, setLink] = useState<string | null>(null);
  const invite = useChange({
    stale: 'invitations',
    change: () =>
      everruns.call('post', '/v1/orgs/{organization_id}/invitations', {
        path: { organization_id: organizationId },
        body: { email, role },
      }),
    onDone: ({ token }) => {
      setEmail('');
      setLink(`${window.location.origin}/register?invitation=${encodeURIComponent(token)}`);
    },
  });
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    invite.mutate(undefined);
  };
  return (
    <div className="space-y-2">
      <form onSubmit={onSubmit} className="flex flex-wrap gap-2">
        <Input
          aria-label="E-mail to invite"
          type="email"
          required
          placeholder="somebody@example.com"
          className="max-w-64"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <RoleSelect label="Role of the invited" value={role} onChange={setRole} />
        <Button type="submit" look="primary" disabled={invite.isPending}>
          Invite
        </Button>
      </form>
      {link !== null && (
        <p role="status" className="flex items-center gap-2 rounded-lg bg-live-soft px-4 py-2 text-xs text-live-fg">
          <span className="min-w-0 flex-1 break-all">Send them this link: {link}</span>
          <CopyButton text={link} label="Copy the link" />
        </p>
      )}
    </div>
  );
}
