import type { Intent } from './intent.ts';

const PLACE = /\b(weather|forecast)\b[^.\n]*?\b(?:in|for|at)\s+([A-Z][\p{L}'-]+(?:\s+[A-Z][\p{L}'-]+)*)/u;

/** Recognizes "weather in Oslo" and "forecast for New York". The place becomes the tool's first parameter. */
export const readWeatherIntent: Intent = (text, { tools }) => {
  const [, kind, place] = PLACE.exec(text) ?? [];
  const name = kind === 'forecast' ? 'get_forecast' : 'get_weather';
  const tool = tools.find((candidate) => candidate.name === name);
  if (place === undefined || tool === undefined) return [];
  const [parameter = 'location'] = Object.keys(tool.parameters.properties ?? {});
  return [{ name, arguments: { [parameter]: place } }];
};
