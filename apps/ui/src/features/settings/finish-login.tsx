'use client';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { everruns } from '@/data/everruns.ts';
import { pageBeforeLogin } from '@/data/start-login.ts';
import { ErrorNotice } from '@/design/error-notice.tsx';
import { Link } from '@/design/link.tsx';
import { Page, Skeleton } from '@/design/page.tsx';

/** What an authorization server may send back. */
const NAMES = ['state', 'code', 'iss', 'error', 'error_description'] as const;

/** Finishes a login at an MCP server with what its authorization server has sent back in the address. */
export function FinishLogin() {
  const query = useSearchParams();
  const given = Object.fromEntries(
    NAMES.flatMap((name) => {
      const value = query.get(name);
      return value === null || value === '' ? [] : [[name, value]];
    }),
  );
  const state = query.get('state') ?? '';
  const isDeclined = query.get('error') === 'access_denied';
  const login = useQuery({
    queryKey: ['mcp-login', state],
    // The state can be used once.
    queryFn: () => everruns.mcpConnections.finish({ ...given, state }),
    enabled: state !== '',
    retry: false,
    staleTime: Infinity,
    refetchOnMount: false,
    refetchOnWindowFocus: false,
  });
  return (
    <Page title="Signing in" hint="At an MCP server whose tools an agent uses.">
      {state === '' && <p className="text-sm">This page finishes a login, and there is none in its address.</p>}
      {login.isFetching && <Skeleton rows={1} />}
      {login.isError && isDeclined && (
        <p role="status" className="text-sm">
          You did not sign in. What waits for the login goes on waiting.
        </p>
      )}
      {login.isError && !isDeclined && <ErrorNotice error={login.error} />}
      {login.isSuccess && (
        <p role="status" className="text-sm">
          You are signed in. What waited for it goes on.
        </p>
      )}
      {(login.isSuccess || login.isError || state === '') && (
        <Link href={state === '' ? '/settings/mcp-servers' : pageBeforeLogin()} className="text-sm underline">
          Go back
        </Link>
      )}
    </Page>
  );
}
