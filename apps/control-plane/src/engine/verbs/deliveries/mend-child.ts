import type { ProcessContext } from '../../ports/process-context.ts';
import { deliveryOfWait } from '../../state/delivery.ts';
import { insertDeliveries, type SweptChild } from '../../statements/deliveries.ts';
import type { EngineDeps } from '../../transact/engine-deps.ts';

/** Leaves the delivery that is missing between a call and its sub-agent. Whether there is anything to do is decided when it is delivered. */
export async function mendChild(deps: EngineDeps, _ctx: ProcessContext, child: SweptChild): Promise<boolean> {
  const { org_id, wait_id, session_id: above, child_session_id: below, missing } = child;
  const isUpward = missing === 'ended';
  const [from_session, to_session] = isUpward ? [below, above] : [above, below];
  const delivery = deliveryOfWait({ org_id, kind: missing, wait_id, from_session, to_session });
  await insertDeliveries(deps.db, [delivery]);
  deps.onDeliver([delivery]);
  return true;
}
