'use client';
import { useSearchParams } from 'next/navigation';
import { buttonClass } from '@/design/button.tsx';
import { useAuthConfig } from './use-auth-config.ts';

const NAMES: Record<string, string> = { google: 'Google', github: 'GitHub' };

/** The reasons for which the server may redirect back here after the other site. */
const REFUSALS: Record<string, string> = {
  email_unverified: 'The other site has not verified your e-mail address.',
  account_exists: 'An account with this e-mail address exists. Sign in with its password.',
  signup_disabled: 'Accounts here are made by invitation.',
  account_disabled: 'This account is disabled.',
};

/** Links to the other sites through which one may log in, and the result of the last try. */
export function OauthLinks({ next }: { next: string }) {
  const { data } = useAuthConfig();
  const reason = useSearchParams().get('error');
  if (data === undefined || data.oauth_providers.length === 0) return null;
  return (
    <div className="space-y-2 border-t border-line pt-4">
      {reason !== null && (
        <p role="alert" className="rounded-lg bg-danger-soft px-4 py-3 text-sm text-danger">
          {REFUSALS[reason] ?? 'Signing in through the other site failed. Try again.'}
        </p>
      )}
      {data.oauth_providers.map((provider) => (
        <a
          key={provider}
          href={`/v1/auth/oauth/${provider}?return_to=${encodeURIComponent(next)}`}
          className={`${buttonClass()} w-full`}
        >
          Continue with {NAMES[provider] ?? provider}
        </a>
      ))}
    </div>
  );
}
