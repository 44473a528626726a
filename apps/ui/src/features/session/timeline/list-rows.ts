import type { SessionState, TurnState } from '@everruns/sdk';
import { listSpans, type Span } from './list-spans.ts';

/** A row of the waterfall: a span, and where it stands in the tree. */
export interface Row {
  /** Names the row within its turn, also in links: the keys of the calls above it and of its span, with slashes. */
  key: string;
  span: Span;
  /** The turn of the span, which is another one in a sub-agent. */
  turn: TurnState;
  /** The session of the span. Null in the session that is shown. */
  sessionId: string | null;
  depth: number;
  /** Null for a row without children. */
  isOpen: boolean | null;
}

/** The sessions of sub-agents that have been read, by their ids. */
export type Subagents = ReadonlyMap<string, SessionState>;

interface Tree {
  turn: TurnState;
  state: SessionState;
  end: number;
  subagents: Subagents;
  /** The rows that a person has closed or opened. Generations are open at first, and sub-agents closed. */
  toggled: ReadonlySet<string>;
}

interface Place {
  prefix: string;
  depth: number;
  sessionId: string | null;
}

/** Lists the rows of a turn, and those of its sub-agents that are open. */
export function listRows(tree: Tree, place: Place = { prefix: '', depth: 0, sessionId: null }): Row[] {
  const { turn, state, end, toggled } = tree;
  const spans = listSpans(turn, state.messages, end);
  const rows: Row[] = [];
  let isUnderClosed = false;
  spans.forEach((span, index) => {
    const key = place.prefix + span.key;
    if (!span.isNested) {
      const hasCalls = spans[index + 1]?.isNested === true;
      isUnderClosed = hasCalls && toggled.has(key);
      rows.push({ key, span, turn, ...at(place, 0), isOpen: hasCalls ? !isUnderClosed : null });
    } else if (!isUnderClosed) {
      const isOpen = span.call?.subagent === undefined ? null : toggled.has(key);
      rows.push({ key, span, turn, ...at(place, 1), isOpen });
      if (isOpen === true) rows.push(...listBelow(tree, place, { key, span }));
    }
  });
  return rows;
}

function at({ depth, sessionId }: Place, more: number): Pick<Row, 'depth' | 'sessionId'> {
  return { depth: depth + more, sessionId };
}

/** The rows of the turn that a sub-agent has made for a call. None until its session is read. */
function listBelow(tree: Tree, { depth }: Place, { key, span }: Pick<Row, 'key' | 'span'>): Row[] {
  const { subagent } = span.call ?? {};
  const state = subagent === undefined ? undefined : tree.subagents.get(subagent.session_id);
  const turn = state?.turns.find(({ id }) => id === subagent?.turn_id);
  if (state === undefined || turn === undefined || subagent === undefined) return [];
  const end = turn.ended_at === null ? tree.end : Date.parse(turn.ended_at);
  const below = { prefix: `${key}/`, depth: depth + 2, sessionId: subagent.session_id };
  return listRows({ ...tree, turn, state, end }, below);
}

/** The sessions of sub-agents whose rows are open, of which a later call names those that open below them. */
export function listOpenSubagents(rows: readonly Row[]): string[] {
  return rows.flatMap(({ span, isOpen }) =>
    isOpen === true && span.call?.subagent !== undefined ? [span.call.subagent.session_id] : [],
  );
}

/** The rows above this one that must be open for it to be seen: only those of sub-agents are closed at first. */
export function listAbove(key: string): string[] {
  const parts = key.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
