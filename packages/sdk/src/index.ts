export {
  createEverruns,
  createEverrunsHttp,
  type Everruns,
  type EverrunsHttp,
  type EverrunsHttpOptions,
  type EverrunsOptions,
} from './everruns.ts';
export { EverrunsApiError } from './http/everruns-api-error.ts';
export { ConflictError } from './http/conflict-error.ts';
export { AlreadyResolvedError } from './http/already-resolved-error.ts';
export {
  AuthenticationError,
  InternalError,
  InvalidRequestError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  UnavailableError,
} from './http/api-error-classes.ts';
export {
  defineTool,
  toToolDefinitions,
  type ClientTool,
  type ClientTools,
  type ToolContext,
} from './run/client-tools.ts';
export { AnswerNotParsedError, TurnCanceledError, TurnFailedError } from './run/run-errors.ts';
export { toResponseFormat } from './run/response-format.ts';
export type { OnApproval } from './run/decide-approval.ts';
export type { RequestedCall, Run, RunResult } from './run/run.ts';
export { SocketError } from './socket/socket-error.ts';
export type { Connection, ConnectOptions, SocketStatus, SocketTarget, SubscribeOptions } from './socket/connection.ts';
export type { SocketRequest } from './socket/socket-request.ts';
export type { Mutation, StreamFrame } from './socket/frames.ts';
export type { StandardSchema } from './run/standard-schema.ts';
export type { CallOptions } from './http/client.ts';
export type { Page, PageList } from './http/page-list.ts';
export type * from './nouns.ts';
export type { EphemeralEvent, EventData, EventOf, EventType, RecordedEvent, SessionEvent } from './session-event.ts';
export type { ImportOptions, ListAgentsQuery } from './resources/agents.ts';
export type { CreateApiKeyRequest, ListApiKeysQuery } from './resources/api-keys.ts';
export type { ListApprovalRulesQuery, ListApprovalsQuery } from './resources/approvals.ts';
export type { ListDevicesQuery } from './resources/devices.ts';
export type { ListAuditLogQuery } from './resources/audit-log.ts';
export type { ChangePasswordRequest, LoginRequest, OauthProvider, RegisterRequest } from './resources/auth.ts';
export type {
  CreateInvitationRequest,
  ListInvitationsQuery,
  UpdateMemberRequest,
  UpdateOrganizationRequest,
} from './resources/organizations.ts';
export type { ListSessionJobsQuery } from './resources/session-jobs.ts';
export type { ListViewsQuery } from './resources/views.ts';
export type { ListUsageQuery, TurnStatisticsQuery } from './resources/usages.ts';
export type { ListModelsQuery } from './resources/models.ts';
export type { ListMcpConnectionsQuery } from './resources/mcp-connections.ts';
export type { ListMcpServersQuery } from './resources/mcp-servers.ts';
export type { ListSecretsQuery } from './resources/secrets.ts';
export type { ListProvidersQuery } from './resources/providers.ts';
export type { ListWebhookDeliveriesQuery, ListWebhooksQuery } from './resources/webhooks.ts';
export { verifyWebhook, WebhookVerificationError, type WebhookMessage } from './webhooks/verify-webhook.ts';
export type { Bytes, FileOptions } from './resources/files.ts';
export { callAgents, type CallableAgent, type SubagentsCapability } from './resources/call-agents.ts';
export type { GetContextQuery } from './resources/contexts.ts';
export type { DeleteSessionQuery, ForkOptions } from './resources/forks.ts';
export type { ListEventsQuery, ListTreeQuery } from './resources/event-list.ts';
export type { ListMessagesQuery, ListSessionsQuery, SendOptions } from './resources/sessions.ts';
export type { ToolRunning } from './resources/tools.ts';
export type { ListTurnsQuery } from './resources/turns.ts';
export type { StreamOptions, StreamStatus } from './stream/stream-events.ts';
export type { FeedHint, FeedOptions } from './stream/stream-feed.ts';
export { applyEvent } from './session-state/apply-event.ts';
export {
  initialSessionState,
  type DecisionState,
  type FailedAttempt,
  type ForkState,
  type GenerationState,
  type MessageState,
  type CallWait,
  type PendingApproval,
  type QueuedMessage,
  type SessionState,
  type StepState,
  type SubagentState,
  type TakeOver,
  type ToolCallState,
  type TurnState,
} from './session-state/session-state.ts';
