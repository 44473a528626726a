const MASK = '[redacted]';
/** The shortest part of a key that could still help a thief. */
const MIN_ECHO = 6;

/** Keys, tokens and credentials that are recognized by their form, whoever owns them. */
const FORMS: readonly [RegExp, string][] = [
  [/\b(?:sk|pk|rk|key|gsk|xai|hf|ghp|gho|glpat|AKIA|ASIA)[-_]?(?=[\w*.-]*[\d*])[\w*.-]{6,}/g, MASK],
  [/\b(?:sk|pk|key)-[\w*-]{6,}/gi, MASK],
  [/\bAIza[\w*-]{10,}/g, MASK],
  [/\beyJ[\w-]{8,}\.[\w-]*(?:\.[\w-]*)?/g, MASK],
  [/\b(bearer|basic)\s+[\w+/=.*~-]{6,}/gi, `$1 ${MASK}`],
  [
    /\b((?:x-)?api[-_]?key|access[-_]?token|authorization|password|secret)(["']?\s*[=:]\s*["']?)[^\s"',&;]{4,}/gi,
    `$1$2${MASK}`,
  ],
  [/([a-z][\w+.-]*:\/\/)[^\s/@:]+:[^\s/@]+@/gi, `$1${MASK}@`],
];

/**
 * Returns a provider's text without secrets: without the key of the call, any part of it, and anything that looks like a
 * credential.
 */
export function maskSecrets(text: string, apiKey: string | undefined): string {
  const withoutKey = formsOf(apiKey?.trim() ?? '').reduce(maskEcho, text);
  return FORMS.reduce((masked, [form, replacement]) => masked.replace(form, replacement), withoutKey);
}

/** The forms in which a key may appear in a body, a URL or a header. */
function formsOf(key: string): string[] {
  if (key === '') return [];
  return [
    ...new Set([key, encodeURIComponent(key), JSON.stringify(key).slice(1, -1), Buffer.from(key).toString('base64')]),
  ];
}

/** Masks every run of at least `MIN_ECHO` characters that is part of the key. A shorter key is masked as a whole. */
function maskEcho(text: string, key: string): string {
  if (key.length < MIN_ECHO) return text.replaceAll(key, MASK);
  let masked = '';
  let at = 0;
  while (at < text.length) {
    const length = lengthOfEcho(text, at, key);
    masked += length === 0 ? text[at] : MASK;
    at += Math.max(1, length);
  }
  return masked;
}

function lengthOfEcho(text: string, at: number, key: string): number {
  const start = text.slice(at, at + MIN_ECHO);
  if (start.length < MIN_ECHO) return 0;
  let longest = 0;
  for (let place = key.indexOf(start); place >= 0; place = key.indexOf(start, place + 1)) {
    let length = MIN_ECHO;
    while (at + length < text.length && place + length < key.length && text[at + length] === key[place + length])
      length += 1;
    longest = Math.max(longest, length);
  }
  return longest;
}
