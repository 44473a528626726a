import { checkAcceptedMessages } from './check-accepted-messages.ts';
import { checkAnswers } from './check-answers.ts';
import { checkCrashes } from './check-crashes.ts';
import { checkDenseLog } from './check-dense-log.ts';
import { checkDrained } from './check-drained.ts';
import { checkFallbacks } from './check-fallbacks.ts';
import { checkKeyedWrites } from './check-keyed-writes.ts';
import { checkOrganizations } from './check-organizations.ts';
import { checkPreviews } from './check-previews.ts';
import { checkSecrets } from './check-secrets.ts';
import { checkSessionStates } from './check-session-states.ts';
import { checkTerminalEvents } from './check-terminal-events.ts';
import { checkToolResults } from './check-tool-results.ts';
import { checkUsage } from './check-usage.ts';
import { checkChildren } from './check-children.ts';
import { checkForks } from './check-forks.ts';
import { checkDecisions } from './check-decisions.ts';
import { checkWaits } from './check-waits.ts';
import { checkWebhooks } from './check-webhooks.ts';
import type { Evidence, FromDatabase } from './evidence.ts';
import { readDatabase } from './read-database.ts';
import type { Violation } from './violation.ts';

export type OracleQuestion = Omit<Evidence, FromDatabase> & {
  /** The URL of PostgreSQL itself, not of a proxy in front of it. */
  databaseUrl: string;
  sessionIds: readonly string[];
};

const CHECKS = [
  checkAcceptedMessages,
  checkKeyedWrites,
  checkTerminalEvents,
  checkDenseLog,
  checkPreviews,
  checkFallbacks,
  checkToolResults,
  checkUsage,
  checkSessionStates,
  checkOrganizations,
  checkSecrets,
  checkAnswers,
  checkCrashes,
  checkDrained,
  checkWaits,
  checkDecisions,
  checkChildren,
  checkWebhooks,
  checkForks,
];

/**
 * Compares the sessions' stored state with the answers to clients, the events of readers and the side effects. Call it
 * when idle.
 */
export async function checkOracle({ databaseUrl, sessionIds, ...told }: OracleQuestion): Promise<Violation[]> {
  const evidence = { ...(await readDatabase(databaseUrl, sessionIds)), ...told };
  return CHECKS.flatMap((check) => check(evidence));
}
