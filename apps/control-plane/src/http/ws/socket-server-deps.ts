import type { OrganizationId } from '@everruns/schemas';
import type { Logger } from 'pino';
import type { ApiLimits } from '../../auth/api-limits.ts';
import type { CredentialWatch } from '../../auth/credential-watch.ts';
import type { Authenticate } from '../../auth/principal.ts';
import type { RecordAudit } from '../../auth/record-audit.ts';
import type { Services } from '../../services/services.ts';
import type { SocketObserver } from '../../telemetry/socket-metrics.ts';
import type { HostPolicy } from '../host-guard.ts';
import type { CallBoard } from './call-board.ts';

/** What the sockets of a process need. */
export interface SocketServerDeps {
  services: Services;
  board: CallBoard;
  authenticate: Authenticate;
  /** Mode none: every caller is known without a credential. */
  isOpen: boolean;
  credentials: CredentialWatch;
  /** Null when requests are not limited. */
  apiLimits: ApiLimits | null;
  countRequest: (orgId: OrganizationId) => void;
  recordAudit: RecordAudit;
  hostPolicy: HostPolicy;
  trustedProxyHops: number;
  observer: SocketObserver;
  log: Logger;
  /** The name of this process's lease, on which the presence of its devices hangs. */
  processId: string;
  /** Whether the process is about to end. */
  isLeaving: () => boolean;
  times: SocketTimes;
}

export interface SocketTimes {
  /** `ping` comes this often. */
  heartbeatMs: number;
  /** `pong` must come within this time. */
  pongMs: number;
}
