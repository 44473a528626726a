import { defineCapability } from '@everruns/core/catalog';
import { z } from 'zod';
import { describeTools, IMMEDIATE } from '../tool-definition.ts';

export const GetCurrentTimeParameters = z.strictObject({
  timezone: z.string().max(64).default('UTC').describe('IANA time zone, for example "Europe/Berlin"'),
  format: z
    .enum(['iso8601', 'unix', 'human'])
    .default('iso8601')
    .describe('iso8601: 2026-01-31T09:30:00+01:00; unix: seconds since 1970; human: a sentence in English'),
});

export const currentTime = defineCapability({
  id: 'current_time',
  name: 'Current time',
  description: 'Tells the date and time in any time zone.',
  status: 'available',
  tools: describeTools('current_time', [
    {
      name: 'get_current_time',
      description: 'Get the current date and time in a time zone.',
      parameters: GetCurrentTimeParameters,
      effect: 'read',
      hints: IMMEDIATE,
    },
  ]),
});
