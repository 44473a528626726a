import type { Clock } from '@everruns/core/catalog';
import type { OrganizationId, SessionJobId, TurnId } from '@everruns/schemas';
import type { Logger } from 'pino';
import type { Database } from '../../db/database.ts';
import type { EventHub } from '../../events/hub.ts';
import type { CursorCodec } from '../../kernel/cursor.ts';
import type { UnreadableRows } from '../../kernel/unreadable-rows.ts';
import type { GroupCommit } from '../memory/group-commit.ts';
import type { GroupCreate } from '../memory/group-create.ts';
import type { ModelNames } from '../memory/model-names.ts';
import type { SessionMemory } from '../memory/session-memory.ts';
import type { AgentResolver } from '../ports/agent-resolver.ts';
import type { ExecutionSlot } from '../ports/runner.ts';
import type { KnownAttempts } from '../memory/known-attempts.ts';
import type { EngineLimits } from '../ports/limits.ts';
import type { ResolveSecret } from '../ports/secrets.ts';
import type { SessionFiles } from '../ports/session-files.ts';
import type { SessionPair } from '../state/delivery.ts';
import type { TurnState } from '../state/rows.ts';
import type { WaitNews } from '../state/client-call.ts';

/** See `Clock`. */
export type EngineClock = Pick<Clock, 'now' | 'monotonic'>;

/** The dependencies of every verb of the engine. */
export interface EngineDeps {
  /** In a verb that a caller asks for, statements run in the caller's name. */
  db: Database;
  hub: EventHub;
  log: Logger;
  clock: EngineClock;
  newId: () => string;
  agents: AgentResolver;
  sessionFiles: SessionFiles;
  resolveSecret: ResolveSecret;
  cursors: CursorCodec;
  unreadable: Pick<UnreadableRows, 'report'>;
  modelNames: ModelNames;
  memory: SessionMemory;
  commits: GroupCommit;
  creates: GroupCreate;
  attempts: KnownAttempts;
  limits: EngineLimits;
  /** Reserves an execution slot for a turn in this process, or returns null. */
  reserve(orgId: OrganizationId, turnId: TurnId): ExecutionSlot | null;
  /** Called after commit for every turn that is ready to run. Never throws. */
  onDispatch(turn: TurnState): void;
  /** Called after commit for work that one session has for another. Never throws. */
  onDeliver(pairs: readonly SessionPair[]): void;
  /** Called after commit for every turn that must stop running below a segment. Never throws. */
  onStop(stop: { turn_id: TurnId; segment: number; reason: 'canceled' | 'fenced' }): void;
  /** Called after a commit that has opened or ended calls of clients. Never throws. */
  onCalls?(this: void, news: readonly WaitNews[]): void;
  /** Called with the jobs on sessions at which nobody works, as the sweep finds them. It must not throw. */
  onJobs?(this: void, jobs: readonly { org_id: OrganizationId; job_id: SessionJobId }[]): void;
  /** Test hook: awaited at named moments of a transaction. */
  onMoment?(moment: EngineMoment): Promise<void>;
}

export type EngineMoment =
  | 'post:locked'
  | 'commit:locked'
  | 'committed'
  | 'park:locked'
  | 'begin:locked'
  | 'resolve:locked'
  | 'spawn:shared'
  | 'ended:locked';
