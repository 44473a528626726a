const MAX_MS = 24 * 60 * 60 * 1_000;
/**
 * Headers of OpenAI, Azure, Groq, Together and xAI, of Anthropic, and of OpenRouter and others. Each limit has what remains and
 * when it resets.
 */
const LIMITS: readonly { remaining: string; reset: string }[] = [
  { remaining: 'x-ratelimit-remaining-requests', reset: 'x-ratelimit-reset-requests' },
  { remaining: 'x-ratelimit-remaining-tokens', reset: 'x-ratelimit-reset-tokens' },
  { remaining: 'anthropic-ratelimit-requests-remaining', reset: 'anthropic-ratelimit-requests-reset' },
  { remaining: 'anthropic-ratelimit-tokens-remaining', reset: 'anthropic-ratelimit-tokens-reset' },
  { remaining: 'anthropic-ratelimit-input-tokens-remaining', reset: 'anthropic-ratelimit-input-tokens-reset' },
  { remaining: 'anthropic-ratelimit-output-tokens-remaining', reset: 'anthropic-ratelimit-output-tokens-reset' },
  { remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset' },
  { remaining: 'ratelimit-remaining', reset: 'ratelimit-reset' },
];
const UNITS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * Returns the milliseconds until the exhausted limits reset, by the vendor's rate-limit headers or by its message ("try again in
 * 20s", Google's `retryDelay`). Returns undefined if neither states it. The result is at most a day.
 */
export function readLimitResetMs(headers: Headers | undefined, message: string): number | undefined {
  const now = Date.parse(headers?.get('date') ?? '');
  const waits = LIMITS.flatMap(({ remaining, reset }) => {
    const left = headers?.get(remaining);
    const wait =
      left === null || left === undefined || Number(left) > 0 ? undefined : toWaitMs(headers?.get(reset), now);
    return wait === undefined ? [] : [wait];
  });
  const wait = waits.length > 0 ? Math.max(...waits) : readWords(message);
  return wait === undefined ? undefined : Math.min(Math.max(0, Math.ceil(wait)), MAX_MS);
}

/**
 * Reads `1s`, `6m0.5s`, seconds, a Unix time in seconds or milliseconds, or a date. Times are relative to the answer's own date.
 */
function toWaitMs(value: string | null | undefined, nowMs: number): number | undefined {
  if (!value) return undefined;
  const duration = readDuration(value);
  if (duration !== undefined) return duration;
  const number = Number(value);
  if (!Number.isFinite(number)) return until(Date.parse(value), nowMs);
  if (number > 1e12) return until(number, nowMs);
  return number > 1e9 ? until(number * 1_000, nowMs) : number * 1_000;
}

function until(thenMs: number, nowMs: number): number | undefined {
  const wait = thenMs - nowMs;
  return Number.isNaN(wait) ? undefined : wait;
}

function readDuration(text: string): number | undefined {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|[smhd]))+$/.test(text)) return undefined;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhd])/g)];
  return parts.reduce((sum, [, number, unit]) => sum + Number(number) * (UNITS[unit ?? ''] ?? 0), 0);
}

function readWords(message: string): number | undefined {
  const said =
    /(?:try again|retry)(?: again)? (?:in|after) (\d{1,7}(?:\.\d{1,6})?) ?(ms|milliseconds?|s|sec(?:ond)?s?|m|min(?:ute)?s?|h|hours?)\b/i.exec(
      message,
    ) ?? /retryDelay\W{1,6}(\d{1,7}(?:\.\d{1,9})?)(s)/.exec(message);
  if (said === null) return undefined;
  const unit = (said[2] ?? '').toLowerCase();
  const short = unit.startsWith('ms') || unit.startsWith('milli') ? 'ms' : unit.charAt(0);
  return Number(said[1]) * (UNITS[short] ?? 0);
}
