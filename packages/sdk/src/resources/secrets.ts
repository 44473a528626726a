import type { operations } from '../gen/openapi.ts';
import type { CallOptions, Client } from '../http/client.ts';
import { createPageList, type PageList } from '../http/page-list.ts';
import type { PutSecretRequest, Secret } from '../nouns.ts';

export type ListSecretsQuery = NonNullable<operations['list_secrets']['parameters']['query']>;

/** Whose secret is meant. Default: the organization's, or that of the subject to which the key is bound. */
export type OfSubject = CallOptions & { subject?: string };

export type Secrets = ReturnType<typeof createSecrets>;

export function createSecrets(client: Client) {
  const all = '/v1/secrets';
  const one = `${all}/{secret_name}` as const;
  return {
    /** Lists names and hosts, newest first. No call returns a value. */
    list: (query: ListSecretsQuery = {}, options: CallOptions = {}): PageList<Secret> =>
      createPageList((cursor) =>
        client.call('get', all, { query: { ...query, ...(cursor && { cursor }) }, ...options }),
      ),
    /** Creates a secret, or replaces its value and its hosts. */
    put: (secret_name: string, body: PutSecretRequest, { subject, ...options }: OfSubject = {}): Promise<Secret> =>
      client.call('put', one, { path: { secret_name }, query: queryOf(subject), body, ...options }),
    /** Erases a secret. Calls of tools that need it fail from then on. */
    delete: (secret_name: string, { subject, ...options }: OfSubject = {}): Promise<void> =>
      client.call('delete', one, { path: { secret_name }, query: queryOf(subject), ...options }),
  };
}

const queryOf = (subject: string | undefined) => (subject === undefined ? {} : { subject });
