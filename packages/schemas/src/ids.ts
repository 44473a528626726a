import { z } from 'zod';

/** UUIDs, each branded with its kind: a `TurnId` cannot be passed as a `SessionId`. */
const Id = z.uuid().toLowerCase();

export const OrganizationId = Id.brand<'OrganizationId'>();
export type OrganizationId = z.infer<typeof OrganizationId>;
export const AgentId = Id.brand<'AgentId'>();
export type AgentId = z.infer<typeof AgentId>;
export const SessionId = Id.brand<'SessionId'>();
export type SessionId = z.infer<typeof SessionId>;
export const TurnId = Id.brand<'TurnId'>();
export type TurnId = z.infer<typeof TurnId>;
export const MessageId = Id.brand<'MessageId'>();
export type MessageId = z.infer<typeof MessageId>;
export const ToolCallId = Id.brand<'ToolCallId'>();
export type ToolCallId = z.infer<typeof ToolCallId>;
export const EventId = Id.brand<'EventId'>();
export type EventId = z.infer<typeof EventId>;
export const LlmProviderId = Id.brand<'LlmProviderId'>();
export type LlmProviderId = z.infer<typeof LlmProviderId>;
export const LlmModelId = Id.brand<'LlmModelId'>();
export type LlmModelId = z.infer<typeof LlmModelId>;
export const McpConnectionId = Id.brand<'McpConnectionId'>();
export type McpConnectionId = z.infer<typeof McpConnectionId>;
export const McpServerId = Id.brand<'McpServerId'>();
export type McpServerId = z.infer<typeof McpServerId>;
export const ExecId = Id.brand<'ExecId'>();
export type ExecId = z.infer<typeof ExecId>;
export const UserId = Id.brand<'UserId'>();
export type UserId = z.infer<typeof UserId>;
export const ApiKeyId = Id.brand<'ApiKeyId'>();
export type ApiKeyId = z.infer<typeof ApiKeyId>;
export const AuthSessionId = Id.brand<'AuthSessionId'>();
export type AuthSessionId = z.infer<typeof AuthSessionId>;
export const DeviceId = Id.brand<'DeviceId'>();
export type DeviceId = z.infer<typeof DeviceId>;
export const DeviceLoginId = Id.brand<'DeviceLoginId'>();
export type DeviceLoginId = z.infer<typeof DeviceLoginId>;
export const InvitationId = Id.brand<'InvitationId'>();
export type InvitationId = z.infer<typeof InvitationId>;
export const WaitId = Id.brand<'WaitId'>();
export type WaitId = z.infer<typeof WaitId>;
export const ApprovalRuleId = Id.brand<'ApprovalRuleId'>();
export type ApprovalRuleId = z.infer<typeof ApprovalRuleId>;
export const WebhookId = Id.brand<'WebhookId'>();
export type WebhookId = z.infer<typeof WebhookId>;
export const WebhookDeliveryId = Id.brand<'WebhookDeliveryId'>();
export type WebhookDeliveryId = z.infer<typeof WebhookDeliveryId>;
export const SessionJobId = Id.brand<'SessionJobId'>();
export type SessionJobId = z.infer<typeof SessionJobId>;
export const ViewId = Id.brand<'ViewId'>();
export type ViewId = z.infer<typeof ViewId>;
export const AuditEntryId = Id.brand<'AuditEntryId'>();
export type AuditEntryId = z.infer<typeof AuditEntryId>;

/** The organization that modes `none` and `admin` use. */
export const DEFAULT_ORGANIZATION_ID = OrganizationId.parse('00000000-0000-7000-8000-000000000001');
