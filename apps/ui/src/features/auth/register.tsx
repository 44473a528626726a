'use client';
import { everruns } from '@/data/everruns.ts';
import { EntryForm, EntryLink, type Credentials } from './entry-form.tsx';
import { useInvitation } from './use-invitation.ts';

export function Register() {
  const invitation = useInvitation();
  return (
    <EntryForm
      title="Register with Everruns"
      submitLabel="Create the account"
      isNew
      invitation={invitation}
      submit={(credentials) => register(credentials, invitation?.token ?? null)}
      footer={
        <>
          An account already? <EntryLink href="/login">Sign in</EntryLink>
        </>
      }
    />
  );
}

/** Creates the account. An invited person begins in the organization of the invitation, not in their own. */
async function register(credentials: Credentials, invitation: string | null): Promise<void> {
  const body = { ...credentials, grant: 'session' as const };
  if (invitation === null) {
    await everruns.call('post', '/v1/auth/register', { body });
    return;
  }
  await everruns.call('post', '/v1/auth/register', { body: { ...body, invitation_token: invitation } });
  const me = await everruns.call('get', '/v1/auth/me', {});
  const host = me.organizations.find(({ id }) => id !== me.organization.id);
  if (host !== undefined) await everruns.call('post', '/v1/auth/switch-org', { body: { organization_id: host.id } });
}
