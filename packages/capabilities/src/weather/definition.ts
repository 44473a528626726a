import { defineCapability } from '@everruns/core/catalog';
import { z } from 'zod';
import { describeTools, IMMEDIATE } from '../tool-definition.ts';

const Place = z.string().min(1).max(100).describe('A city or region, for example "Lisbon"');

export const GetWeatherParameters = z.strictObject({ place: Place });
export const GetForecastParameters = z.strictObject({
  place: Place,
  days: z.int().min(1).max(14).default(5).describe('How many days, from today'),
});

const NOTE = 'The weather is simulated: the same place and day always have the same, and it is not real.';

export const weather = defineCapability({
  id: 'weather',
  name: 'Weather (simulated)',
  description: 'Tells a simulated weather, for demonstrations and tests. It is not real.',
  status: 'available',
  prompt: () => 'The weather tools are a simulation. Say so when you tell what they answered.',
  tools: describeTools('weather', [
    {
      name: 'get_weather',
      description: `Get today's weather at a place. ${NOTE}`,
      parameters: GetWeatherParameters,
      effect: 'read',
      hints: IMMEDIATE,
    },
    {
      name: 'get_forecast',
      description: `Get the weather of the next days at a place. ${NOTE}`,
      parameters: GetForecastParameters,
      effect: 'read',
      hints: IMMEDIATE,
    },
  ]),
});
