import { defineCapability } from '@everruns/core/catalog';
import { z } from 'zod';
import { describeTools } from '../tool-definition.ts';

const Name = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case letters, digits and single hyphens');

const Skill = z.strictObject({
  name: Name,
  description: z.string().min(1).max(1_024).describe('What it is for and when to use it'),
  content: z
    .string()
    .min(1)
    .max(64 * 1024)
    .describe('The instructions, as Markdown'),
});

export const SkillsConfig = z.strictObject({
  skills: z
    .array(Skill)
    .max(50)
    .default([])
    .describe('Skills of this agent, beside those in the session files below /skills'),
});

export const ListSkillsParameters = z.strictObject({});
export const LoadSkillParameters = z.strictObject({ name: Name.describe('The name of the skill, from list_skills') });

export const skills = defineCapability({
  id: 'skills',
  name: 'Skills',
  description: 'Gives the agent instructions for special tasks, which it loads when it needs them.',
  status: 'available',
  configSchema: SkillsConfig,
  prompt: ({ skills: known }) =>
    'There are skills: instructions for special tasks. Before a task that one fits, load it with load_skill and follow it. More skills may lie in the ' +
    'session files below /skills; list_skills names all of them.' +
    known.map(({ name, description }) => `\n- ${name}: ${description}`).join(''),
  tools: describeTools('skills', [
    {
      name: 'list_skills',
      description: 'List the skills with their descriptions.',
      parameters: ListSkillsParameters,
      effect: 'read',
    },
    {
      name: 'load_skill',
      description: 'Get the instructions of a skill, and the paths of the files that belong to it.',
      parameters: LoadSkillParameters,
      effect: 'read',
    },
  ]),
});
