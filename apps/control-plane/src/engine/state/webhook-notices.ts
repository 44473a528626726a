import type { SessionId, WebhookEvent } from '@everruns/schemas';
import type { SessionChange } from './session-change.ts';
import type { AppendedEvent } from './to-message.ts';

/** What a commit has to tell webhooks of its organization, if there are any: an event with ids and small values. */
export interface WebhookNotice {
  session_id: SessionId;
  event: WebhookEvent;
  data: Readonly<Record<string, unknown>>;
}

/** What each event tells besides the ids of its session and turn. Events that are not here are not told. */
const TOLD: ReadonlyMap<string, { event: WebhookEvent; fields: readonly string[] }> = new Map([
  ['turn.completed', { event: 'turn.completed', fields: ['iterations', 'duration_ms'] }],
  ['turn.failed', { event: 'turn.failed', fields: ['iterations', 'duration_ms', 'error_code'] }],
  ['approval.requested', { event: 'approval.requested', fields: ['approval_id', 'kind', 'name', 'expires_at'] }],
  ['subagent.failed', { event: 'subagent.failed', fields: ['parent_tool_call_id', 'reason', 'error_code'] }],
]);

/** Which webhooks there are, and what they want to know, is found by the statement that writes the change. */
export function toNotices(change: SessionChange): WebhookNotice[] {
  const told = change.events.flatMap((event) => {
    const found = TOLD.get(event.type);
    return found === undefined ? [] : [{ ...ofEvent(change, event, found.fields), event: found.event }];
  });
  return [...told, ...requiredActions(change)];
}

function ofEvent(change: SessionChange, event: AppendedEvent, fields: readonly string[]) {
  const given = Object(event.data) as Record<string, unknown>;
  const own = Object.fromEntries(fields.filter((name) => name in given).map((name) => [name, given[name]]));
  const child = event.type === 'subagent.failed' ? { child_session_id: given['session_id'] } : {};
  const place = { turn_id: event.turn_id, event_id: event.id, sequence: event.sequence };
  return { session_id: change.session.id, data: { ...ofSession(change), ...place, ...child, ...own } };
}

/** A wait for somebody outside was opened, so the session requires an action. Waits for other agents require none. */
function requiredActions(change: SessionChange): WebhookNotice[] {
  const waits = change.newWaits.filter(({ kind }) => kind !== 'subagent');
  const [first] = waits;
  if (first === undefined || change.session.status !== 'requires_action') return [];
  const data = {
    ...ofSession(change),
    turn_id: first.turn_id,
    waits: waits.map(({ id, kind }) => ({ id, kind })),
  };
  return [{ session_id: change.session.id, event: 'session.requires_action', data }];
}

function ofSession({ session }: SessionChange) {
  const { org_id, agent_id, id, subject } = session;
  return { organization_id: org_id, agent_id, session_id: id, subject };
}
