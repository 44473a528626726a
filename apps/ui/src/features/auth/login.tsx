'use client';
import { everruns } from '@/data/everruns.ts';
import { EntryForm, EntryLink, type Credentials } from './entry-form.tsx';
import { useAuthConfig } from './use-auth-config.ts';
import { useInvitation } from './use-invitation.ts';

export function Login() {
  const config = useAuthConfig();
  const invitation = useInvitation();
  return (
    <EntryForm
      title="Sign in to Everruns"
      submitLabel="Sign in"
      isNew={false}
      invitation={invitation}
      submit={(credentials) => signIn(credentials, invitation?.token ?? null)}
      footer={
        config.data?.signup_enabled === true || invitation !== null ? (
          <>
            No account yet? <EntryLink href="/register">Register</EntryLink>
          </>
        ) : (
          'Accounts here are made by invitation.'
        )
      }
    />
  );
}

/** A person with an account who follows an invitation joins its organization and begins there. */
async function signIn({ email, password }: Credentials, invitation: string | null): Promise<void> {
  await everruns.call('post', '/v1/auth/login', { body: { email, password, grant: 'session' } });
  if (invitation === null) return;
  const { id } = await everruns.call('post', '/v1/auth/accept-invitation', { body: { token: invitation } });
  await everruns.call('post', '/v1/auth/switch-org', { body: { organization_id: id } });
}
