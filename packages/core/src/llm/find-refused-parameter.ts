import { OptionalParameter } from '@everruns/schemas';
import type { ProviderError } from './provider-error.ts';

const REFUSAL =
  /unsupported|not support|unrecogni[sz]ed|unknown|unexpected|not permitted|not allowed|forbidden|invalid|cannot find field|is disabled|no such|must not|too (?:large|high)|extra/i;
/** Parameters whose names are ordinary words. They count only if they are written as a name. */
const PROSE = new Set<string>(['reasoning', 'include', 'store', 'strict', 'thinking', 'temperature', 'stop', 'text']);

/**
 * Finds the optional parameter that a refusal names, among those that were sent. Returns null if it names none. "Unsupported
 * parameter: 'a' … use 'b'" names the first.
 */
export function findRefusedParameter(error: ProviderError, sent: readonly string[]): OptionalParameter | null {
  if (error.class !== 'bad_request') return null;
  const candidates = OptionalParameter.options.filter((name) => isSent(name, sent));
  const places = error.parameter?.split(/[.[\]]+/) ?? [];
  const said = candidates.find((name) => name === places[0] || (name === 'strict' && places.at(-1) === name));
  if (said !== undefined) return said;
  if (!REFUSAL.test(error.message)) return null;
  const found = candidates.map((name) => ({ name, place: error.message.search(nameAs(name)) }));
  const named = found.filter(({ place }) => place >= 0);
  return named.toSorted((left, right) => left.place - right.place)[0]?.name ?? null;
}

/** Marks inside blocks and tools are not fields of the request, so they are inferred. Only Responses has `strict` tools. */
function isSent(name: OptionalParameter, sent: readonly string[]): boolean {
  if (name === 'strict') return sent.includes('tools') && sent.includes('input');
  return sent.includes(name) || (name === 'cache_control' && sent.includes('messages'));
}

function nameAs(name: string): RegExp {
  // Anthropic names it with the day of its version.
  if (name === 'web_search') return /\bweb[ _]search(?:_\d+)?\b/i;
  return PROSE.has(name)
    ? new RegExp(`["'\`]${name}\\b|\\b${name}["'\`:.]|parameter ${name}\\b`)
    : new RegExp(`\\b${name}\\b`);
}
