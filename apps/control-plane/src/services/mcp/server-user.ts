import type { RequestContext } from '../../kernel/request-context.ts';

/** The caller for whom a server is asked. */
export interface ServerUser extends Pick<RequestContext, 'org_id'> {
  subject: string;
}
