import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { everruns } from '@/data/everruns.ts';

/** The invitation in the address of the page: its token, and what it says. Null without one. */
export function useInvitation() {
  const token = useSearchParams().get('invitation');
  const query = useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => everruns.call('post', '/v1/auth/invitation', { body: { token: token ?? '' }, signal }),
    enabled: token !== null,
    retry: false,
  });
  return token === null ? null : { token, preview: query.data, error: query.error };
}
