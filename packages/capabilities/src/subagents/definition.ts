import { defineCapability } from '@everruns/core/catalog';
import { AgentId, AgentLabel, LIMITS, type ToolDefinition } from '@everruns/schemas';
import { z } from 'zod';
import { describeTools } from '../tool-definition.ts';

const MAX_AGENTS = 32;
const MAX_DESCRIPTION = 1_000;
const HELPER = { name: 'helper', description: 'A copy of yourself, for a task that can be done on its own' };

const CallableAgent = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]{0,63}$/)
    .describe('The name by which the model calls the agent'),
  agent_id: AgentId.optional().describe('The agent. Without one, the agent calls a copy of itself'),
  label: AgentLabel.optional().describe(
    'The label of the version to use, such as production. Without one, the current version',
  ),
  description: z.string().max(MAX_DESCRIPTION).optional().describe('What the agent is for, as the model reads it'),
});

export const SubagentsConfig = z.strictObject({
  agents: z
    .array(CallableAgent)
    .min(1)
    .max(MAX_AGENTS)
    .refine((agents) => new Set(agents.map(({ name }) => name)).size === agents.length, 'must have different names')
    .default([HELPER])
    .describe('The agents that may be called'),
});
export type SubagentsConfig = z.infer<typeof SubagentsConfig>;

export const TaskParameters = z.strictObject({
  agent: z.string().min(1).max(64).describe('Which agent does the task'),
  prompt: z
    .string()
    .min(1)
    .max(LIMITS.subagentPromptBytes)
    .describe('The task, with everything that the agent has to know: it does not see this conversation'),
  input_files: z
    .array(z.string().min(1).max(LIMITS.pathBytes))
    .max(LIMITS.subagentFiles)
    .optional()
    .describe('Absolute paths of files or directories of this conversation that the agent gets copies of'),
});

const [TASK] = describeTools('subagents', [
  {
    name: 'task',
    description:
      'Give a task to another agent, which works on it in a conversation of its own and answers once. Several tasks in one step are worked ' +
      'on at the same time. Its answer is your result: the person does not see it.',
    parameters: TaskParameters,
    effect: 'idempotent',
    timeoutMs: 600_000,
  },
]).map((tool): ToolDefinition => ({ ...tool, opens: 'subagent' }));

export const subagents = defineCapability({
  id: 'subagents',
  name: 'Sub-agents',
  description: 'Lets the agent give tasks to other agents, each in a session of its own.',
  status: 'available',
  configSchema: SubagentsConfig,
  tools: TASK === undefined ? [] : [TASK],
  toolsFor: ({ agents }) => ({ tools: TASK === undefined ? [] : [nameAgents(TASK, agents)] }),
});

/** The tool with the agents that may be called, as the model sees it. */
function nameAgents(tool: ToolDefinition, agents: SubagentsConfig['agents']): ToolDefinition {
  const { properties, ...parameters } = tool.parameters;
  const lines = agents.map(
    ({ name, description }) => `- ${name}${description === undefined ? '' : `: ${description}`}`,
  );
  const agent = { type: 'string', enum: agents.map(({ name }) => name), description: 'Which agent does the task' };
  return {
    ...tool,
    description: `${tool.description}\nThe agents:\n${lines.join('\n')}`,
    parameters: { ...parameters, properties: { ...Object(properties), agent } },
  };
}
