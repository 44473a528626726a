import { medianOf } from '../measure/median.ts';
import type { DbWork, StatementCounter } from '../measure/statement-counter.ts';
import type { ProductInProcess } from './product-in-process.ts';
import { toolRounds } from './script.ts';

const TURNS = 7;
/** In these turns connections prepare their statements and caches fill. */
const WARM_UP_TURNS = 3;

export interface TurnWork {
  statements: number;
  writingCommits: number;
  /** The statements of one of the turns. */
  texts: string[];
}

/**
 * Returns the database work of a turn with this many rounds of one tool call. Turns are alike, and the median excludes
 * autovacuum.
 */
export async function countTurnWork(
  product: ProductInProcess,
  counter: StatementCounter,
  { rounds, call }: { rounds: number; call: string },
): Promise<TurnWork> {
  const session = await product.openSession();
  const turns: DbWork[] = [];
  for (let turn = 0; turn < WARM_UP_TURNS + TURNS; turn += 1) {
    const work = await counter.during(() => session.playTurn(toolRounds(rounds, call)));
    if (turn >= WARM_UP_TURNS) turns.push(work);
  }
  session.close();
  return toTurnWork(turns);
}

function toTurnWork(turns: readonly DbWork[]): TurnWork {
  return {
    statements: medianOf(turns.map((turn) => turn.statements.length)),
    writingCommits: medianOf(turns.map((turn) => turn.writingCommits)),
    texts: turns[0]?.statements ?? [],
  };
}

/** The same for a turn in a new session, including the session and the opening of its stream. */
export async function countFreshTurnWork(
  product: ProductInProcess,
  counter: StatementCounter,
  { agentId, text }: { agentId: string; text: string } = { agentId: product.agentId, text: toolRounds(1) },
): Promise<TurnWork> {
  const turns: DbWork[] = [];
  for (let turn = 0; turn < WARM_UP_TURNS + TURNS; turn += 1) {
    const work = await counter.during(async () => {
      const session = await product.openSession(agentId);
      await session.playTurn(text);
      session.close();
    });
    if (turn >= WARM_UP_TURNS) turns.push(work);
  }
  return toTurnWork(turns);
}

/** Lists the statements that were sent, so that a failure shows which ones exceeded a budget. */
export function listStatements({ texts }: TurnWork): string {
  return texts.map((text) => text.replaceAll(/\s+/g, ' ').slice(0, 160)).join('\n');
}
