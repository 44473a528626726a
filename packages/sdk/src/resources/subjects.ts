import type { CallOptions, Client } from '../http/client.ts';
import type { SubjectData, SubjectErasure } from '../nouns.ts';

export type Subjects = ReturnType<typeof createSubjects>;

export function createSubjects(client: Client) {
  const one = '/v1/subjects/{subject}';
  return {
    /** Says how much is stored of a subject. */
    get: (subject: string, options: CallOptions = {}): Promise<SubjectData> =>
      client.call('get', one, { path: { subject }, ...options }),
    /**
     * Erases what is stored of a subject. `keep`: its sessions belong to the organization from then on. Repeat it until `sessions_left` is
     * 0.
     */
    delete: (
      subject: string,
      { sessions, ...options }: CallOptions & { sessions: 'delete' | 'keep' },
    ): Promise<SubjectErasure> => client.call('delete', one, { path: { subject }, query: { sessions }, ...options }),
  };
}
