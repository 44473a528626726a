import {
  AgentId,
  ExecId,
  LlmModelId,
  LlmProviderId,
  MessageId,
  OrganizationId,
  SessionId,
  TurnId,
} from '@everruns/schemas';
import type { AtomRef, Message, ResolvedModel, RuntimeAgent, ToolDefinition } from '@everruns/schemas';
import type { AtomContext } from '../atoms/atom-context.ts';
import { FAKE_EPOCH_MS } from './fake-clock.ts';
import { makeTestUuid } from './sequential-ids.ts';

/** Fixed ids for use in tests. */
export const TEST_IDS = {
  organization: OrganizationId.parse(makeTestUuid(1, 0xa0)),
  session: SessionId.parse(makeTestUuid(2, 0xa0)),
  turn: TurnId.parse(makeTestUuid(3, 0xa0)),
  input: MessageId.parse(makeTestUuid(4, 0xa0)),
  agent: AgentId.parse(makeTestUuid(5, 0xa0)),
  model: LlmModelId.parse(makeTestUuid(6, 0xa0)),
  provider: LlmProviderId.parse(makeTestUuid(7, 0xa0)),
  exec: ExecId.parse(makeTestUuid(8, 0xa0)),
};

const CREATED_AT = new Date(FAKE_EPOCH_MS).toISOString();

export function makeModel(overrides: Partial<ResolvedModel> = {}): ResolvedModel {
  return {
    id: TEST_IDS.model,
    provider_id: TEST_IDS.provider,
    provider_name: 'Simulator',
    provider_type: 'llmsim',
    model: 'sim-1',
    allow_private_address: false,
    ...overrides,
  };
}

export function makeRuntimeAgent(overrides: Partial<RuntimeAgent> = {}): RuntimeAgent {
  return {
    system_prompt: 'Be brief.',
    model: makeModel(),
    can_fall_back: false,
    tools: [],
    capability_configs: {},
    limits: { max_iterations: 10 },
    ...overrides,
  };
}

export function makeToolDefinition(overrides: Partial<ToolDefinition> = {}): ToolDefinition {
  return {
    name: 'noop',
    description: 'Does nothing.',
    parameters: { type: 'object' },
    effect: 'read',
    policy: 'auto',
    timeout_ms: 10_000,
    ...overrides,
  };
}

/** The user message that starts the test turn. */
export function makeInputMessage(text: string, overrides: Partial<Message> = {}): Message {
  return {
    id: TEST_IDS.input,
    session_id: TEST_IDS.session,
    turn_id: TEST_IDS.turn,
    sequence: 1,
    role: 'user',
    content: [{ type: 'text', text }],
    created_at: CREATED_AT,
    ...overrides,
  };
}

export function makeAtom(overrides: Partial<AtomRef> = {}): AtomRef {
  return { turn_id: TEST_IDS.turn, iteration: 1, kind: 'reason', ordinal: 0, ...overrides };
}

export function makeAtomContext(overrides: Partial<AtomContext> = {}): AtomContext {
  return {
    session_id: TEST_IDS.session,
    turn_id: TEST_IDS.turn,
    input_message_id: TEST_IDS.input,
    exec_id: TEST_IDS.exec,
    ...overrides,
  };
}
