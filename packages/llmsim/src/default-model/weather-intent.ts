import type { PlannedCall } from './intent.ts';

const PLACE = /\b(weather|forecast)\b[^.\n]*?\b(?:in|for|at)\s+([A-Z][\p{L}'-]+(?:\s+[A-Z][\p{L}'-]+)*)/u;

/** "weather in Oslo", "forecast for New York". */
export function readWeatherIntent(text: string): PlannedCall[] {
  const [, kind, location] = PLACE.exec(text) ?? [];
  if (location === undefined) return [];
  return [{ name: kind === 'forecast' ? 'get_forecast' : 'get_weather', arguments: { location } }];
}
