import type {
  AgentId,
  AgentLimits,
  AtomOutcome,
  BusyPolicy,
  Controls,
  ErrorCode,
  ExecId,
  LlmModelId,
  Message,
  MessageId,
  OrganizationId,
  SessionId,
  SessionStatus,
  StandingControls,
  Taint,
  TaintSource,
  ToolCall,
  ToolEffect,
  ToolPolicy,
  TurnId,
  TurnStatus,
  Usage,
  WaitId,
} from '@everruns/schemas';

/** The limits of a turn that its sub-agents share. */
export type Budget = Pick<AgentLimits, 'max_turn_cost_usd' | 'max_turn_tokens'>;

/** The session's row. Every decision about the session is taken from these columns, locked or remembered. */
export interface SessionState {
  org_id: OrganizationId;
  id: SessionId;
  agent_id: AgentId;
  model_id: LlmModelId | null;
  agent_version: number | null;
  /** The label of the agent that its turns follow. */
  agent_label: string | null;
  controls: StandingControls | null;
  /** On whose behalf the session runs. */
  subject: string;
  status: SessionStatus;
  active_turn_id: TurnId | null;
  queued_count: number;
  unread_input: number;
  next_sequence: number;
  usage: Usage;
  taint: Taint | null;
  /** Of a sub-agent: the sessions above it, the root first. Null for a session that somebody created. */
  ancestors: SessionId[] | null;
  /** The wait of the call that started it. */
  parent_wait_id: WaitId | null;
  /** What was left of the limits of its parent's turn. */
  budget: Budget | null;
  /** Whether one of its calls ever started a sub-agent. */
  has_children: boolean;
  /** The version of the row (`xmin`). While it is the same, nothing of the session has changed. */
  version: string;
}

export interface TurnState {
  org_id: OrganizationId;
  id: TurnId;
  session_id: SessionId;
  input_message_id: MessageId;
  status: TurnStatus;
  queue_rank: number | null;
  agent_version: number;
  controls: Controls | null;
  max_iterations: number;
  timeout_ms: number;
  segment: number;
  iteration: number;
  call_count: number;
  open_calls: number;
  open_waits: number;
  /** Those of the open waits that are for sub-agents. */
  open_children: number;
  failed_calls: number;
  malformed_calls: number;
  usage: Usage;
  /** What its sub-agents have used. It counts against the budget. */
  children_usage: Usage | null;
  /** Of the message whose `parsed` is the turn’s output. */
  output_sequence: number | null;
  /** The hash of its list of tools of MCP servers, from its first Begin on. Null if it has none (E30). */
  tool_list: string | null;
  error_code: ErrorCode | null;
  error_message: string | null;
  claimed_by: string | null;
  claimed_segment: number | null;
  progress_at: Date;
  /** When a turn that was given to another process last showed a sign of life. Null once that process has begun a step. */
  silent_since: Date | null;
  stalls: number;
  deadline_at: Date | null;
  wake_at: Date | null;
  waiting_for: { iteration: number; ordinal: number }[] | null;
  /** What a parked turn has left of its time; it counts again from the resume on. */
  remaining_ms: number | null;
  created_at: Date;
  started_at: Date | null;
  ended_at: Date | null;
}

export interface AtomState {
  org_id: OrganizationId;
  turn_id: TurnId;
  session_id: SessionId;
  iteration: number;
  kind: 'reason' | 'act';
  ordinal: number;
  status: 'waiting' | 'open' | 'begun' | 'recorded';
  attempt: number;
  exec_id: ExecId | null;
  segment: number | null;
  failures: number;
  lost: number;
  /** Attempts that were given back because the call began to wait. */
  suspended: number;
  effect: ToolEffect | null;
  policy: ToolPolicy | null;
  /** A `once` call that may be entered again after a loss. */
  resumable: boolean;
  tool_call: ToolCall | null;
  /** What the call's result brings from outside. */
  foreign_source: TaintSource | null;
  outcome: AtomOutcome | null;
  begun_at: Date | null;
  recorded_at: Date | null;
}

export interface TurnInputState {
  org_id: OrganizationId;
  message_id: MessageId;
  session_id: SessionId;
  turn_id: TurnId;
  policy: 'queue' | 'steer';
  message: Message;
}

export interface QueuedTurn {
  turn: TurnState;
  input: TurnInputState;
}

/** The columns of the session's agent that a message needs. */
export interface AgentPart {
  version: number;
  /** The versions that its labels name. */
  labels: Readonly<Record<string, number>>;
  busy_policy: BusyPolicy;
  limits: AgentLimits;
  status: 'active' | 'archived';
  /** The version of the row, as in `SessionState.version`. */
  row_version: string;
}

export interface SessionRows {
  session: SessionState;
  agent: AgentPart;
}

export interface LockedTurn {
  session: SessionState;
  turn: TurnState;
}

export interface AtomRows extends LockedTurn {
  atom: AtomState;
}

/**
 * A list of all columns of a row. A forgotten column is a compile error that names it; without this check it would silently be neither read
 * nor written.
 */
export function complete<Row>() {
  return <const Columns extends readonly (keyof Row & string)[]>(
    columns: Exclude<keyof Row, Columns[number]> extends never ? Columns : Exclude<keyof Row, Columns[number]>,
  ): Columns => columns as Columns;
}

const SESSION_COLUMNS = complete<Omit<SessionState, 'version'>>()([
  'org_id',
  'id',
  'agent_id',
  'model_id',
  'agent_version',
  'agent_label',
  'controls',
  'subject',
  'status',
  'active_turn_id',
  'queued_count',
  'unread_input',
  'next_sequence',
  'usage',
  'taint',
  'ancestors',
  'parent_wait_id',
  'budget',
  'has_children',
]);

/** The columns of a turn that never change. */
const TURN_FACTS = [
  'org_id',
  'id',
  'session_id',
  'input_message_id',
  'agent_version',
  'max_iterations',
  'timeout_ms',
  'created_at',
] as const satisfies readonly (keyof TurnState)[];

export const TURN_PROGRESS = [
  'status',
  'queue_rank',
  'controls',
  'segment',
  'iteration',
  'call_count',
  'open_calls',
  'open_waits',
  'open_children',
  'failed_calls',
  'malformed_calls',
  'usage',
  'children_usage',
  'output_sequence',
  'tool_list',
  'error_code',
  'error_message',
  'claimed_by',
  'claimed_segment',
  'progress_at',
  'silent_since',
  'stalls',
  'deadline_at',
  'wake_at',
  'waiting_for',
  'remaining_ms',
  'started_at',
  'ended_at',
] as const satisfies readonly (keyof TurnState)[];

export const TURN_COLUMNS = complete<TurnState>()([...TURN_FACTS, ...TURN_PROGRESS]);

/** The columns of an atom that never change. */
const ATOM_FACTS = [
  'org_id',
  'turn_id',
  'session_id',
  'iteration',
  'kind',
  'ordinal',
  'effect',
  'policy',
  'resumable',
  'tool_call',
  'foreign_source',
] as const satisfies readonly (keyof AtomState)[];

export const ATOM_PROGRESS = [
  'status',
  'attempt',
  'exec_id',
  'segment',
  'failures',
  'lost',
  'suspended',
  'outcome',
  'begun_at',
  'recorded_at',
] as const satisfies readonly (keyof AtomState)[];

export const ATOM_COLUMNS = complete<AtomState>()([...ATOM_FACTS, ...ATOM_PROGRESS]);

const select = (alias: string, columns: readonly string[]) =>
  columns.map((column) => `${alias}.${column} as "${alias}.${column}"`).join(', ');

export const SELECT_SESSION = `${select('s', SESSION_COLUMNS)}, s.xmin::text as "s.version"`;
export const SELECT_TURN = select('t', TURN_COLUMNS);
export const SELECT_ATOM = select('a', ATOM_COLUMNS);

type JoinedRow = Record<string, unknown>;

function pick(row: JoinedRow, alias: string, columns: readonly string[]): unknown {
  return Object.fromEntries(columns.map((column) => [column, row[`${alias}.${column}`]]));
}

/** Picks the columns of `SELECT_SESSION`, `SELECT_TURN` and `SELECT_ATOM` from a joined row. Their types are those of the tables. */
export const sessionFrom = (row: JoinedRow) => pick(row, 's', [...SESSION_COLUMNS, 'version']) as SessionState;
export const turnFrom = (row: JoinedRow) => pick(row, 't', TURN_COLUMNS) as TurnState;
export const atomFrom = (row: JoinedRow) => pick(row, 'a', ATOM_COLUMNS) as AtomState;
