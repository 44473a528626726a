import type { InvitationPreview } from '@everruns/sdk';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { Skeleton } from '@/design/page.tsx';

export interface InvitationNoticeProps {
  preview: InvitationPreview | undefined;
  error: unknown;
}

/** Who invites whom to what, before anybody has typed anything. */
export function InvitationNotice({ preview, error }: InvitationNoticeProps) {
  if (error !== null) return <ErrorNotice error={error} />;
  if (preview === undefined) return <Skeleton rows={1} />;
  const { organization_name, email, role, invited_by_name } = preview;
  return (
    <p className="rounded-lg bg-live-soft px-4 py-3 text-sm text-live-fg">
      {invited_by_name === undefined ? 'You are invited' : `${invited_by_name} invites you`} to join{' '}
      <strong>{organization_name}</strong> with the role {role}. The invitation is for {email}.
    </p>
  );
}
