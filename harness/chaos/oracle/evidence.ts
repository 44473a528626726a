/** Rows as PostgreSQL has them. Nothing here comes from the product's code. */
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

/** Tokens and dollars by name. */
export type UsageRow = Partial<Record<string, number>>;

export interface TurnRow {
  org_id: string;
  id: string;
  session_id: string;
  input_message_id: string;
  status: string;
  usage: UsageRow;
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

export interface OutboxRow {
  org_id: string;
  turn_id: string;
  session_id: string;
  segment: number;
}

/** A deed in the simulator's ledger. */
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

/** What a reader that shows answers as they come has to go by. */
export type Preview =
  | { kind: 'connected' }
  | { kind: 'reset'; message_id: string; attempt: number }
  | { kind: 'delta'; message_id: string; attempt: number; part: number; offset: number; delta: string }
  | { kind: 'completed'; message_id: string; attempt: number | undefined; content: { text?: string }[] };

/** What one reader was shown over all of its connections, in order: recorded events, and beside them the previews. */
export interface Transcript {
  reader: string;
  session_id: string;
  events: { id: string; sequence: number; type: string; data: unknown }[];
  previews?: Preview[];
}

/** One answer, or its absence, to one try of a POST of a message. Tries of the same intent share `key` and `text`. */
export interface JournalEntry {
  session_id: string;
  key: string;
  /** Different for every intent, so that its messages are found in the log. */
  text: string;
  /** Null: no answer came. */
  status: number | null;
  /** The answer as text; '' where none came. */
  body: string;
  /** The answer waited for the turn, whose state it then shows. */
  waited?: boolean;
  /** Unix milliseconds of the answer, or of the giving up. */
  at: number;
}

/** The answer to anything else that a client asked; status null where none came. */
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
  effects: readonly Effect[];
  requests: readonly ModelRequest[];
  transcripts: readonly Transcript[];
  journal: readonly JournalEntry[];
  answers: readonly ClientAnswer[];
  /** What processes printed. */
  logs: readonly { name: string; text: string }[];
  /** How processes ended that nobody had struck. */
  crashes: readonly string[];
  /** What nothing may show. */
  secrets: readonly string[];
  /** Unix milliseconds: the end of the last fault, when everything that was struck had been started again. */
  lastFaultAt: number;
  /** Unix milliseconds at which nothing moved any more. */
  restedAt: number;
}

/** The answer of an accepted POST, as far as the oracle needs it. */
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

/** The status that an event gives a turn for good; undefined for any other event. */
export function terminalStatusOf(event: EventRow): string | undefined {
  return TERMINAL.get(event.type);
}
