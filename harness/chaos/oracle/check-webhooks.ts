import type { Evidence, NoticeRow, WebhookRow } from './evidence.ts';
import type { Violation } from './violation.ts';

/** The events of the log that a webhook may want to be told of. A wait for somebody outside is no event of the log, and is told as this. */
const OF_LOG: ReadonlySet<string> = new Set(['turn.completed', 'turn.failed', 'approval.requested', 'subagent.failed']);
const OF_WAITS = 'session.requires_action';

/**
 * I18: a webhook is told once of each event that it wants to know and that came after it was created, and what counts as delivered has
 * arrived.
 */
export function checkWebhooks(evidence: Evidence): Violation[] {
  const { webhooks, notices } = evidence;
  const ofWebhook = Map.groupBy(notices, ({ webhook_id }) => webhook_id);
  const untold = webhooks.flatMap((webhook) => checkTold(evidence, webhook, ofWebhook.get(webhook.id) ?? []));
  return [...untold, ...checkReceipts(evidence)];
}

function checkTold({ events, waits }: Evidence, webhook: WebhookRow, notices: readonly NoticeRow[]): Violation[] {
  const ofEvent = Map.groupBy(notices, ({ event_id }) => event_id ?? '');
  const ofWait = Map.groupBy(
    notices.flatMap((notice) => notice.waits ?? []),
    ({ id }) => id,
  );
  const isWanted = (type: string, at: number): boolean => webhook.events.includes(type) && at > webhook.created_at;
  const found = (session_id: string, says: string): Violation => ({
    invariant: 'I18',
    session_id,
    says: `webhook ${webhook.id} was told ${says}`,
  });
  const ofLog = events.flatMap(({ id, type, turn_id, session_id, at }) => {
    const times = ofEvent.get(id)?.length ?? 0;
    if (!OF_LOG.has(type) || !isWanted(type, at) || times === 1) return [];
    return [found(session_id, `${times} times of ${type} of turn ${turn_id}`)];
  });
  const ofWaits = waits.flatMap(({ id, kind, session_id, created_at }) => {
    const times = ofWait.get(id)?.length ?? 0;
    if (kind === 'subagent' || !isWanted(OF_WAITS, Date.parse(created_at)) || times === 1) return [];
    return [found(session_id, `${times} times that somebody has to answer ${kind} ${id}`)];
  });
  return [...ofLog, ...ofWaits];
}

function checkReceipts({ notices, receipts, sessions }: Evidence): Violation[] {
  const written = new Map(notices.map((notice) => [notice.id, notice]));
  const arrived = new Set(receipts.map(({ id }) => id));
  const mine = new Set(sessions.map(({ id }) => id));
  const lost = notices.flatMap(({ id, event, status }): Violation[] => {
    if (status === 'pending' || (status === 'delivered' && arrived.has(id))) return [];
    return [{ invariant: 'I18', session_id: '', says: `delivery ${id} of ${event} is ${status}, and never arrived` }];
  });
  const invented = receipts.flatMap(({ id, event, session_id }): Violation[] => {
    if (!mine.has(session_id) || written.get(id)?.event === event) return [];
    return [{ invariant: 'I18', session_id, says: `delivery ${id} of ${event} arrived, and nobody has written it` }];
  });
  return [...lost, ...invented];
}
