import { EverrunsApiError } from '@everruns/sdk';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';

/** The SDK repeats the requests that may be repeated; a page reloads what failed when the control plane is back. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: unknown): void => {
    if (isSignedOut(error)) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        retry: false,
        staleTime: 5_000,
        refetchInterval: (query) => (isOutage(query.state.error) ? 3_000 : false),
      },
      mutations: { retry: false },
    },
  });
}

/** Whether there was no answer at all, as opposed to a refusal. */
export function isOutage(error: unknown): boolean {
  if (error === null || error === undefined) return false;
  return !(error instanceof EverrunsApiError) || error.status >= 500;
}

/** Whether the login has ended or never existed. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof EverrunsApiError && error.status === 401;
}
