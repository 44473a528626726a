import type { RecordedEventData, TurnId } from '@everruns/schemas';
import { isTurnEnd } from '../../events/turn-ends.ts';
import type { SessionChange } from './session-change.ts';
import type { AppendedEvent } from './to-message.ts';

/** What a change says of the turn that ended in it, and of the model that it asked. Lists of sessions are filtered by these columns. */
export interface SessionFacts {
  last_outcome?: 'completed' | 'failed' | 'canceled';
  last_error_code?: string | null;
  last_version?: number | null;
  last_duration_ms?: number;
  last_provider?: string;
  last_model?: string;
}

const FACTS_OF_END = ['last_outcome', 'last_error_code', 'last_version', 'last_duration_ms'];
const FACTS_OF_GENERATION = ['last_provider', 'last_model'];
/** The columns as those of a JSON row. */
export const FACT_COLUMNS =
  'last_outcome text, last_error_code text, last_version int, last_duration_ms bigint, last_provider text, last_model text';

type EndEvent = RecordedEventData<'turn.completed' | 'turn.failed' | 'turn.canceled'>;

/** Facts come in two groups: those of an end and those of a generation. A group is there as a whole or not at all. */
export function factsOf({ events, turns, newTurns }: SessionChange): SessionFacts {
  const facts: SessionFacts = {};
  for (const { type, data } of events) {
    if (type === 'llm.generation') Object.assign(facts, modelOf(data));
    if (!isTurnEnd(type)) continue;
    const end = data as EndEvent;
    // A message that was dropped from the queue never ran.
    if (end.iterations === 0) continue;
    facts.last_outcome = outcomeOf(type);
    facts.last_error_code = 'error_code' in end ? (end.error_code ?? null) : null;
    facts.last_version = versionOf({ turns, newTurns }, end.turn_id);
    facts.last_duration_ms = Math.round(end.duration_ms);
  }
  return facts;
}

function modelOf(data: AppendedEvent['data']): Pick<SessionFacts, 'last_provider' | 'last_model'> {
  const { provider, model } = data as RecordedEventData<'llm.generation'>;
  return { last_provider: provider, last_model: model };
}

function outcomeOf(type: string): NonNullable<SessionFacts['last_outcome']> {
  if (type === 'turn.completed') return 'completed';
  return type === 'turn.failed' ? 'failed' : 'canceled';
}

function versionOf({ turns, newTurns }: Pick<SessionChange, 'turns' | 'newTurns'>, id: TurnId): number | null {
  return (turns.get(id) ?? newTurns.get(id))?.agent_version ?? null;
}

/** For the statement that writes many sessions: a group that a change does not have leaves the columns as they are. */
export const KEEP_OR_SET_FACTS = [
  ...FACTS_OF_END.map((column) => keepUnless('last_outcome', column)),
  ...FACTS_OF_GENERATION.map((column) => keepUnless('last_provider', column)),
].join(', ');

function keepUnless(present: string, column: string): string {
  return `${column} = case when r.${present} is null then s.${column} else r.${column} end`;
}
