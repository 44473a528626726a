'use client';
import { Mail } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import type { Invitation } from '@everruns/sdk';
import { everruns } from '@/data/everruns.ts';
import { usePagedList } from '@/data/use-paged-list.ts';
import { Badge } from '@/design/badge.tsx';
import { Button } from '@/design/button.tsx';
import { useNow } from '@/design/clock.ts';
import { ConfirmDelete } from '@/design/confirm-delete.tsx';
import { CopyButton } from '@/design/copy-button.tsx';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { readFormErrors } from '@/design/form-errors.ts';
import { TextField } from '@/design/field.tsx';
import { formatAgo, formatDateTime } from '@/design/format.ts';
import { RoleSelect, type Role } from './role-select.tsx';
import { SettingsList, SettingsRow } from './settings-list.tsx';
import { useChange } from './use-change.ts';

/** Lists the invitations that are open or accepted, and those whose link is no longer valid. */
export function Invitations({ organizationId }: { organizationId: string }) {
  const path = { organization_id: organizationId };
  const invitations = usePagedList<Invitation>({
    queryKey: ['invitations'],
    fetchPage: (cursor, signal) =>
      everruns.call('get', '/v1/orgs/{organization_id}/invitations', {
        path,
        query: { limit: 50, ...(cursor && { cursor }) },
        signal,
      }),
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
        hint="A link that a person follows to join. It works once, for a week."
        icon={Mail}
        empty="Nobody is invited"
        query={{ ...invitations, data: invitations.isPending ? undefined : invitations.items }}
      >
        {(invitation) => (
          <InvitationRow
            key={invitation.id}
            invitation={invitation}
            isPending={remove.isPending}
            onDelete={() => remove.mutate(invitation.id)}
          />
        )}
      </SettingsList>
      {invitations.hasNextPage && <Button onClick={() => void invitations.fetchNextPage()}>Show more</Button>}
    </>
  );
}

interface InvitationRowProps {
  invitation: Invitation;
  isPending: boolean;
  onDelete: () => void;
}

function InvitationRow({ invitation, isPending, onDelete }: InvitationRowProps) {
  const { email, role, status } = invitation;
  const now = useNow(60_000);
  return (
    <SettingsRow
      title={
        <>
          {email}
          <Badge tone={status === 'open' ? 'live' : 'neutral'}>{status}</Badge>
        </>
      }
      facts={`${role} · ${describe(invitation, now)}`}
      actions={
        <ConfirmDelete
          name={`the invitation of ${email}`}
          consequence={status === 'used' ? 'Whoever joined with it stays a member.' : 'Its link no longer works.'}
          isPending={isPending}
          onConfirm={onDelete}
        />
      }
    />
  );
}

/** Only the person with this e-mail address can have used the link. */
function describe({ email, status, accepted_at, expires_at }: Invitation, now: number): string {
  switch (status) {
    case 'open':
      return `until ${formatDateTime(expires_at)}`;
    case 'expired':
      return `expired ${formatAgo(expires_at, now)}`;
    case 'used':
      return accepted_at === undefined ? `used by ${email}` : `used by ${email} ${formatAgo(accepted_at, now)}`;
  }
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
    isSaidInForm: true,
    onDone: ({ token }) => {
      setEmail('');
      setLink(`${window.location.origin}/register?invitation=${encodeURIComponent(token)}`);
    },
  });
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    invite.mutate(undefined);
  };
  const errors = readFormErrors(invite.error, ['email']);
  return (
    <div className="space-y-2">
      <form onSubmit={onSubmit} className="flex flex-wrap items-start gap-2">
        <div className="w-64">
          <TextField
            label="E-mail to invite"
            isLabelHidden
            type="email"
            required
            placeholder="somebody@example.com"
            value={email}
            error={errors.at('email')}
            onChange={(event) => setEmail(event.target.value)}
          />
        </div>
        <RoleSelect label="Role of the invited" value={role} onChange={setRole} />
        <Button type="submit" look="primary" disabled={invite.isPending}>
          Invite
        </Button>
      </form>
      {errors.rest !== null && <ErrorNotice error={errors.rest} />}
      {link !== null && (
        <p role="status" className="flex items-center gap-2 rounded-lg bg-live-soft px-4 py-2 text-xs text-live-fg">
          <span className="min-w-0 flex-1 break-all">Send them this link: {link}</span>
          <CopyButton text={link} label="Copy the link" />
        </p>
      )}
    </div>
  );
}
