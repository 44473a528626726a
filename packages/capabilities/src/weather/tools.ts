import { defineTool, type Tool } from '@everruns/core';
import type { JsonObject } from '@everruns/schemas';
import { GetForecastParameters, GetWeatherParameters } from './definition.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const SKIES = ['clear', 'partly cloudy', 'cloudy', 'light rain', 'rain', 'thunderstorms', 'fog', 'snow'] as const;
const WINDS = ['N', 'NE', 'E', 'SE', 'S', 'SW', 'W', 'NW'] as const;

export function createWeatherTools(): Tool[] {
  return [
    defineTool({
      name: 'get_weather',
      parameters: GetWeatherParameters,
      run: ({ place }, { clock }) => ({ place, simulated: true, ...simulateDay(place, clock.now()) }),
    }),
    defineTool({
      name: 'get_forecast',
      parameters: GetForecastParameters,
      run: ({ place, days }, { clock }) => ({
        place,
        simulated: true,
        days: Array.from({ length: days }, (_, day) => simulateDay(place, clock.now() + day * DAY_MS)),
      }),
    }),
  ];
}

/** The weather of a UTC day at a place. A place has a mean temperature of its own, and a day differs a little from it. */
function simulateDay(place: string, epochMs: number): JsonObject {
  const date = new Date(epochMs).toISOString().slice(0, 10);
  const name = place.trim().toLowerCase().normalize('NFC');
  const mean = -2 + (hash(name) % 28);
  const seed = hash(`${name} ${date}`);
  const high = mean + (seed % 9) - 2;
  const sky = high <= 1 ? 'snow' : SKIES[(seed >>> 4) % (SKIES.length - 1)];
  return {
    date,
    sky: sky ?? 'clear',
    high_celsius: high,
    low_celsius: high - 4 - ((seed >>> 8) % 6),
    humidity_percent: 30 + ((seed >>> 12) % 65),
    wind: `${WINDS[(seed >>> 16) % WINDS.length]} ${(seed >>> 20) % 45} km/h`,
  };
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}
