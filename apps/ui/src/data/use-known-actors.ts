'use client';
import { useQuery } from '@tanstack/react-query';
import { everruns } from './everruns.ts';
import type { KnownActors } from './name-actor.ts';
import { useMe } from './use-me.ts';

/** The names of members and keys. Until they are there, ids are shown. */
export function useKnownActors(): KnownActors {
  const { data: me } = useMe();
  const organization_id = me?.organization.id;
  const hasAccounts = me?.user !== undefined;
  const { data: members } = useQuery({
    queryKey: ['members'],
    queryFn: async ({ signal }) =>
      (
        await everruns.call('get', '/v1/orgs/{organization_id}/members', {
          path: { organization_id: organization_id ?? '' },
          signal,
        })
      ).data,
    enabled: hasAccounts && organization_id !== undefined,
  });
  const { data: keys } = useQuery({
    queryKey: ['api-keys', 'names'],
    queryFn: async ({ signal }) => (await everruns.apiKeys.list({ limit: 100 }, { signal }).page()).data,
    enabled: hasAccounts,
  });
  return {
    people: new Map(members?.map(({ user_id, name }) => [user_id, name])),
    keys: new Map(keys?.map(({ id, name }) => [id, name])),
  };
}
