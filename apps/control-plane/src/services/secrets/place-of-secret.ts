import type { SecretPlace } from '../../crypto/envelope.ts';
import type { RequestContext } from '../../kernel/request-context.ts';

export function placeOfSecret({ org_id }: Pick<RequestContext, 'org_id'>, id: string): SecretPlace {
  return { table: 'secrets', row_id: id, org_id };
}
