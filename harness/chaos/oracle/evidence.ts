/** Rows as PostgreSQL stores them. Nothing here uses code of the product. */
export interface SessionRow {
  org_id: string;
  id: string;
  status: string;
  active_turn_id: string | null;
  queued_count: number;
  unread_input: number;
  next_sequence: number;
  usage: UsageRow;
}

/** Tokens and dollars, by name. */
export type UsageRow = Partial<Record<string, number>>;

export interface TurnRow {
  org_id: string;
  id: string;
  session_id: string;
  input_message_id: string;
  status: string;
  usage: UsageRow;
  /** What its sub-agents have used. */
  children_usage?: UsageRow | null;
}

export interface InputRow {
  org_id: string;
  message_id: string;
  session_id: string;
  turn_id: string;
  policy: string;
}

export interface EventRow {
  org_id: string;
  id: string;
  session_id: string;
  sequence: number;
  type: string;
  turn_id: string | null;
  /** Unix milliseconds. */
  at: number;
  data: Record<string, unknown>;
}

/** What a tool call waits for. */
export interface WaitRow {
  org_id: string;
  id: string;
  session_id: string;
  turn_id: string;
  kind: string;
  status: string;
  created_at: string;
  asked: { tool_call_id: string; tool: string; arguments: Record<string, unknown> };
  resolution: { decision: string; edited_arguments?: Record<string, unknown> } | null;
  /** Of a wait for a sub-agent: the turn whose end counts. */
  child_turn_id?: string | null;
}

/** A turn of a sub-agent, and the wait of the call that started its session. */
export interface ChildRow {
  session_id: string;
  turn_id: string;
  status: string;
  parent_wait_id: string;
}

/** Who is told of events. */
export interface WebhookRow {
  id: string;
  events: string[];
  /** Unix milliseconds. */
  created_at: number;
}

/** One event on its way to one webhook, delivered or not. */
export interface NoticeRow {
  id: string;
  webhook_id: string;
  event: string;
  status: string;
  /** Of the event in the log; null where it tells of no event, but of waits. */
  event_id: string | null;
  waits: { id: string }[] | null;
}

/** What the address of a webhook was told. Repetitions share `id`. */
export interface ReceiptRow {
  id: string;
  event: string;
  session_id: string;
}

/** One answer, or its absence, to one try of deciding a wait. Tries of the same decision share `key`. */
export interface DecisionEntry {
  session_id: string;
  wait_id: string;
  key: string;
  decision: string;
  status: number | null;
  body: string;
}

/** A fork of a session, with its own log as readers get it. */
export interface ForkRow {
  id: string;
  from_session_id: string;
  at_sequence: number;
  next_sequence: number;
  log: EventRow[];
}

export interface OutboxRow {
  org_id: string;
  turn_id: string;
  session_id: string;
  segment: number;
}

/** A side effect in the simulator's ledger. */
export interface Effect {
  name: string;
  idempotency_key: string | null;
  call_id: string | null;
  body: unknown;
}

/** A model call in the simulator's log. */
export interface ModelRequest {
  id: number;
  outcome: string;
  user_text: string;
}

/** The frames that a reader that shows streamed answers relies on. */
export type Preview =
  | { kind: 'connected' }
  | { kind: 'reset'; message_id: string; attempt: number }
  | { kind: 'delta'; message_id: string; attempt: number; part: number; offset: number; delta: string }
  | { kind: 'completed'; message_id: string; attempt: number | undefined; content: { text?: string }[] };

/** The frames that one reader received over all of its connections, in order: recorded events, and previews between them. */
export interface Transcript {
  reader: string;
  session_id: string;
  events: { id: string; sequence: number; type: string; data: unknown }[];
  previews?: Preview[];
}

/** One answer, or its absence, to one try of posting a message. Tries of the same intent share `key` and `text`. */
export interface JournalEntry {
  session_id: string;
  key: string;
  /** A text that is different for every intent, so that its messages are found in the log. */
  text: string;
  /** Null if no answer came. */
  status: number | null;
  /** The answer as text; '' if no answer came. */
  body: string;
  /** Whether the answer waited for the turn and shows its state. */
  waited?: boolean;
  /** Unix milliseconds of the answer, or of the moment when the client gave up. */
  at: number;
}

/** The answer to any other request of a client; the status is null if no answer came. */
export interface ClientAnswer {
  session_id: string;
  request: string;
  status: number | null;
  body: string;
}

export interface Evidence {
  sessions: SessionRow[];
  turns: TurnRow[];
  inputs: InputRow[];
  events: EventRow[];
  outbox: OutboxRow[];
  waits: WaitRow[];
  children: ChildRow[];
  forks: ForkRow[];
  webhooks: WebhookRow[];
  notices: NoticeRow[];
  effects: readonly Effect[];
  requests: readonly ModelRequest[];
  transcripts: readonly Transcript[];
  journal: readonly JournalEntry[];
  answers: readonly ClientAnswer[];
  decisions: readonly DecisionEntry[];
  receipts: readonly ReceiptRow[];
  /** The output of processes. */
  logs: readonly { name: string; text: string }[];
  /** The exits of processes that no strike had killed. */
  crashes: readonly string[];
  /** Secrets that must not appear anywhere. */
  secrets: readonly string[];
  /** Unix milliseconds at which the last fault ended and everything that was killed had been restarted. */
  lastFaultAt: number;
  /** Unix milliseconds at which everything was idle. */
  restedAt: number;
}

/** The part of an accepted POST's answer that the oracle needs. */
export interface Accepted {
  session_id: string;
  message_id: string;
  turn_id: string;
  disposition: string;
  at: number;
}

export function acceptedOf(journal: readonly JournalEntry[]): Accepted[] {
  const seen = new Map<string, Accepted>();
  for (const { session_id, status, body, at } of journal) {
    if (status === null || status < 200 || status > 299) continue;
    const answer: { id: string; disposition: string; turn: { id: string } } = JSON.parse(body);
    if (seen.has(answer.id)) continue;
    seen.set(answer.id, {
      session_id,
      message_id: answer.id,
      turn_id: answer.turn.id,
      disposition: answer.disposition,
      at,
    });
  }
  return [...seen.values()];
}

export function messageIdOf(event: EventRow): string | undefined {
  const data: { message_id?: string; message?: { id?: string } } = event.data;
  return data.message?.id ?? data.message_id;
}

const TERMINAL = new Map([
  ['turn.completed', 'completed'],
  ['turn.failed', 'failed'],
  ['turn.canceled', 'canceled'],
]);

/** Returns the final status that an event gives a turn; undefined for any other event. */
export function terminalStatusOf(event: EventRow): string | undefined {
  return TERMINAL.get(event.type);
}

/** What is read from the tables; the rest was seen from outside. */
export type FromDatabase =
  | 'sessions'
  | 'turns'
  | 'inputs'
  | 'events'
  | 'outbox'
  | 'waits'
  | 'children'
  | 'forks'
  | 'webhooks'
  | 'notices';
