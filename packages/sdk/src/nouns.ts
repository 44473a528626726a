import type { components } from './gen/openapi.ts';

type Schemas = components['schemas'];

export type Agent = Schemas['Agent'];
export type Capability = Schemas['Capability'];
export type ContentPart = Schemas['ContentPart'];
export type CreateAgentRequest = Schemas['CreateAgentRequest'];
export type CreateLlmModelRequest = Schemas['CreateLlmModelRequest'];
export type CreateLlmProviderRequest = Schemas['CreateLlmProviderRequest'];
export type CreateMessageRequest = Schemas['CreateMessageRequest'];
export type CreateMessageResponse = Schemas['CreateMessageResponse'];
export type CreateSessionRequest = Schemas['CreateSessionRequest'];
export type CreateToolResultsRequest = Schemas['CreateToolResultsRequest'];
export type JsonValue = Schemas['JsonValue'];
export type LlmModel = Schemas['LlmModel'];
export type LlmProvider = Schemas['LlmProvider'];
export type Message = Schemas['Message'];
export type Problem = Schemas['Problem'];
export type ErrorCode = Problem['code'];
export type Session = Schemas['Session'];
export type Turn = Schemas['Turn'];
export type UpdateAgentRequest = Schemas['UpdateAgentRequest'];
export type UpdateQueuedMessageRequest = Schemas['UpdateQueuedMessageRequest'];
export type Usage = Schemas['Usage'];
