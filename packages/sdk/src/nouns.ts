import type { components, operations } from './gen/openapi.ts';

type Schemas = components['schemas'];
type Operation<Id extends keyof operations> = operations[Id];
/** The JSON body that an operation takes. */
export type JsonBody<Id extends keyof operations> = operations[Id] extends {
  requestBody: { content: { 'application/json': infer Body } };
}
  ? Body
  : never;

export type Agent = Schemas['Agent'];
export type AgentVersion = Schemas['AgentVersion'];
export type AgentVersionDiff = Schemas['AgentVersionDiff'];
/** An agent, and what of it will not work. */
export type WrittenAgent = Schemas['WrittenAgent'];
export type ApiKey = Schemas['ApiKey'];
export type Approval = Schemas['Approval'];
export type ApprovalCount = Schemas['ApprovalCount'];
export type ApprovalRule = Schemas['ApprovalRule'];
export type ReadMcpResourceRequest = Schemas['ReadMcpResourceRequest'];
export type ResolveApprovalRequest = Schemas['ResolveApprovalRequest'];
export type AuditEntry = Schemas['AuditEntry'];
export type Capability = Schemas['Capability'];
export type ContentPart = Schemas['ContentPart'];
/** What a message asks of the model. */
export type Controls = Schemas['Controls'];
export type CreateFeedbackRequest = Schemas['CreateFeedbackRequest'];
export type Feedback = Schemas['Feedback'];
export type CreateSessionJobRequest = Schemas['CreateSessionJobRequest'];
export type CreateViewRequest = Schemas['CreateViewRequest'];
export type CreateWebhookRequest = Schemas['CreateWebhookRequest'];
export type CreatedApiKey = Schemas['CreatedApiKey'];
export type CreatedInvitation = Schemas['CreatedInvitation'];
export type InvitationPreview = Schemas['InvitationPreview'];
export type CreatedWebhook = Schemas['CreatedWebhook'];
export type CreateAgentRequest = Schemas['CreateAgentRequest'];
export type CreateLlmModelRequest = Schemas['CreateLlmModelRequest'];
export type CreateLlmProviderRequest = Schemas['CreateLlmProviderRequest'];
export type CreateMcpServerRequest = Schemas['CreateMcpServerRequest'];
export type CreateMessageRequest = Schemas['CreateMessageRequest'];
export type CreateMessageResponse = Schemas['CreateMessageResponse'];
export type CreatedSession = Operation<'create_session'>['responses'][201]['content']['application/json'];
export type Device = Schemas['Device'];
export type DeviceLogin = Schemas['DeviceLogin'];
export type DeviceLoginProgress = Schemas['DeviceLoginProgress'];
export type InputMessage = CreateMessageRequest['message'];
export type CreateSessionRequest = Schemas['CreateSessionRequest'];
export type CreateToolResultsRequest = Schemas['CreateToolResultsRequest'];
export type ForkSessionRequest = Schemas['ForkSessionRequest'];
export type ForkedSession = Operation<'fork_session'>['responses'][201]['content']['application/json'];
export type GenerationContext = Schemas['GenerationContext'];
export type GenerationContextDiff = Schemas['GenerationContextDiff'];
export type Invitation = Schemas['Invitation'];
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type LlmModel = Schemas['LlmModel'];
export type LlmModelCheck = Schemas['LlmModelCheck'];
export type LlmProvider = Schemas['LlmProvider'];
export type LlmProviderCheck = Schemas['LlmProviderCheck'];
export type LoginResponse = Schemas['LoginResponse'];
export type FinishMcpLoginRequest = Schemas['FinishMcpLoginRequest'];
export type GetMcpPromptRequest = Schemas['GetMcpPromptRequest'];
export type McpClientMetadata = Schemas['McpClientMetadata'];
export type McpConnection = Schemas['McpConnection'];
export type McpLogin = Schemas['McpLogin'];
export type McpContents = Schemas['McpContents'];
export type McpPrompt = Schemas['McpPrompt'];
export type McpPromptMessages = Schemas['McpPromptMessages'];
export type McpResource = Schemas['McpResource'];
export type McpResourceContents = Schemas['McpResourceContents'];
export type McpResourceTemplate = Schemas['McpResourceTemplate'];
export type McpServer = Schemas['McpServer'];
export type McpServerCheck = Schemas['McpServerCheck'];
export type McpTool = Schemas['McpTool'];
export type Me = Schemas['Me'];
export type Member = Schemas['Member'];
export type LlmProviderTypeInfo = Schemas['LlmProviderTypeInfo'];
export type Message = Schemas['Message'];
export type OrganizationLimit = Schemas['OrganizationLimit'];
export type Organization = Schemas['Organization'];
export type PendingDeviceLogin = Schemas['PendingDeviceLogin'];
export type Problem = Schemas['Problem'];
export type ErrorCode = Problem['code'];
export type PutSecretRequest = Schemas['PutSecretRequest'];
export type RunToolRequest = Schemas['RunToolRequest'];
export type Secret = Schemas['Secret'];
export type SubjectData = Schemas['SubjectData'];
export type SubjectErasure = Schemas['SubjectErasure'];
export type Session = Schemas['Session'];
export type SessionLineage = Schemas['SessionLineage'];
/** What an agent or a session asks of the model for every message. */
export type StandingControls = Schemas['StandingControls'];
export type TokenPair = Schemas['TokenPair'];
export type Turn = Schemas['Turn'];
export type UpdateAgentRequest = Schemas['UpdateAgentRequest'];
export type UpdateLlmModelRequest = Schemas['UpdateLlmModelRequest'];
export type UpdateLlmProviderRequest = Schemas['UpdateLlmProviderRequest'];
export type StartMcpLoginRequest = Schemas['StartMcpLoginRequest'];
export type UpdateMcpServerRequest = Schemas['UpdateMcpServerRequest'];
export type UpdateQueuedMessageRequest = Schemas['UpdateQueuedMessageRequest'];
export type UpdateSessionRequest = JsonBody<'update_session'>;
export type UpdateWebhookRequest = Schemas['UpdateWebhookRequest'];
export type Webhook = Schemas['Webhook'];
export type WebhookDelivery = Schemas['WebhookDelivery'];
export type FileInfo = Operation<'stat_file'>['responses'][200]['content']['application/json'];
export type SessionFile = Exclude<
  Operation<'get_file'>['responses'][200]['content']['application/json'],
  { data: unknown }
>;
export type CreateFileRequest = JsonBody<'create_file'>;
export type UpdateFileRequest = JsonBody<'update_file'>;
export type GrepFilesRequest = JsonBody<'grep_files'>;
export type GrepMatch = Operation<'grep_files'>['responses'][200]['content']['application/json']['data'][number];
export type SessionJob = Schemas['SessionJob'];
export type SessionSelection = Schemas['SessionSelection'];
export type UpdateViewRequest = Schemas['UpdateViewRequest'];
export type View = Schemas['View'];
export type User = Schemas['User'];
export type Wait = Schemas['Wait'];
export type Usage = Schemas['Usage'];
export type TurnStatistics = Schemas['TurnStatistics'];
export type UsageGroup = Schemas['UsageGroup'];
