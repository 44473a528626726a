'use client';
import { useQuery } from '@tanstack/react-query';
import { Users } from 'lucide-react';
import { everruns } from '@/data/everruns.ts';
import { useMay, useMe } from '@/data/use-me.ts';
import { Badge } from '@/design/badge.tsx';
import { Skeleton } from '@/design/page.tsx';
import { ApiCall } from '@/features/shell';
import { ConfirmDelete } from '@/design/confirm-delete.tsx';
import { Invitations } from './invitations.tsx';
import { LeaveOrganization } from './leave-organization.tsx';
import { RoleSelect, type Role } from './role-select.tsx';
import { SettingsList, SettingsRow } from './settings-list.tsx';
import { useChange } from './use-change.ts';

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
      <LeaveOrganization />
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
              verb="Remove"
              consequence="Their keys, logins and open invitations here end within seconds."
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
