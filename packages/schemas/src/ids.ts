import { z } from 'zod';

/** A UUID that names one kind of thing. The brand keeps a `TurnId` from being passed as a `SessionId`. */
const makeId = <Brand extends string>() => z.uuid().toLowerCase().brand<Brand>();

export const OrganizationId = makeId<'OrganizationId'>();
export type OrganizationId = z.infer<typeof OrganizationId>;
export const AgentId = makeId<'AgentId'>();
export type AgentId = z.infer<typeof AgentId>;
export const SessionId = makeId<'SessionId'>();
export type SessionId = z.infer<typeof SessionId>;
export const TurnId = makeId<'TurnId'>();
export type TurnId = z.infer<typeof TurnId>;
export const MessageId = makeId<'MessageId'>();
export type MessageId = z.infer<typeof MessageId>;
export const ToolCallId = makeId<'ToolCallId'>();
export type ToolCallId = z.infer<typeof ToolCallId>;
export const EventId = makeId<'EventId'>();
export type EventId = z.infer<typeof EventId>;
export const LlmProviderId = makeId<'LlmProviderId'>();
export type LlmProviderId = z.infer<typeof LlmProviderId>;
export const LlmModelId = makeId<'LlmModelId'>();
export type LlmModelId = z.infer<typeof LlmModelId>;
export const ExecId = makeId<'ExecId'>();
export type ExecId = z.infer<typeof ExecId>;

/** The organisation that modes `none` and `admin` use. */
export const DEFAULT_ORGANIZATION_ID = OrganizationId.parse('00000000-0000-7000-8000-000000000001');
