import { BoundedMap } from '@everruns/kernel';
import type { ResolvedModel } from '@everruns/schemas';
import type { Database } from '../../db/database.ts';
import type { AgentResolver } from '../ports/agent-resolver.ts';
import type { SessionState, TurnState } from '../state/rows.ts';

const REMEMBERED = 10_000;

/** A turn changes its model at most once, when it falls back. */
const toKey = ({ id, controls }: TurnState): string => `${id} ${controls?.model_id ?? ''}`;

interface Names {
  model: string;
  provider: string;
}

/** The names of each running turn's model, so that later steps of the turn need not resolve it again. */
export class ModelNames {
  readonly #agents: AgentResolver;
  readonly #names = new BoundedMap<string, Names>(REMEMBERED);

  constructor(agents: AgentResolver) {
    this.#agents = agents;
  }

  remember(turn: TurnState, model: ResolvedModel): void {
    this.#names.set(toKey(turn), { model: model.model, provider: model.provider_type });
  }

  async of(db: Database, turn: TurnState, session: SessionState): Promise<Names> {
    const known = this.#names.get(toKey(turn));
    if (known !== undefined) return known;
    const { model } = await this.#agents.resolveRuntimeAgent(db, turn, session);
    this.remember(turn, model);
    return { model: model.model, provider: model.provider_type };
  }
}
