/** An error in the form of a log line. */
export interface DescribedError {
  type: string;
  message: string;
  /** `ECONNREFUSED`, `57P01`, `unavailable` … */
  code?: string | number;
  syscall?: string;
  address?: string;
  port?: number;
  hostname?: string;
  /** Of PostgreSQL. */
  table?: string;
  constraint?: string;
  /** The status of an HTTP answer. */
  status?: number;
  /** The stack of the outermost error and of causes without a code. */
  stack?: string;
  cause?: unknown;
  /** The errors of an `AggregateError`, such as one for each address that was tried. */
  errors?: unknown[];
}

const MAX_DEPTH = 6;
const MAX_ERRORS = 8;
const MAX_TEXT = 4_000;

const FACTS = {
  code: ['string', 'number'],
  syscall: ['string'],
  address: ['string'],
  port: ['number'],
  hostname: ['string'],
  table: ['string'],
  constraint: ['string'],
  status: ['number'],
} as const satisfies Record<string, readonly string[]>;

/**
 * Describes anything that was thrown by an allow-list of fields, with causes and the errors of an `AggregateError`, to a
 * fixed depth. Texts are truncated, and credentials in them are redacted. Values that are no errors are shown as text. Never throws.
 */
export function describeError(thrown: unknown): unknown {
  return describe(thrown, { depth: 0, seen: new Set() });
}

interface Place {
  depth: number;
  seen: ReadonlySet<unknown>;
}

function describe(thrown: unknown, { depth, seen }: Place): unknown {
  if (typeof thrown === 'string') return toText(thrown);
  if (typeof thrown !== 'object' || thrown === null) return String(thrown);
  if (!isErrorLike(thrown)) return toText(safeStringify(thrown));
  if (seen.has(thrown) || depth >= MAX_DEPTH) return { type: read(thrown, 'name') ?? 'Error', message: '…' };
  const inner = { depth: depth + 1, seen: new Set([...seen, thrown]) };
  const described: DescribedError = {
    type: toText(read(thrown, 'name') ?? 'Error'),
    message: toText(read(thrown, 'message') ?? ''),
    ...readFacts(thrown),
  };
  const stack = read(thrown, 'stack');
  if (stack !== undefined && (depth === 0 || described.code === undefined)) described.stack = toText(stack);
  const cause = readUnknown(thrown, 'cause');
  if (cause !== undefined && cause !== null) described.cause = describe(cause, inner);
  const errors = readUnknown(thrown, 'errors');
  if (Array.isArray(errors) && errors.some((error) => error instanceof Error)) {
    described.errors = errors.slice(0, MAX_ERRORS).map((error) => describe(error, inner));
  }
  return described;
}

/** Errors of another realm, such as a worker thread's, are not instances of this realm's `Error`. */
function isErrorLike(value: object): boolean {
  return value instanceof Error || (read(value, 'message') !== undefined && read(value, 'name') !== undefined);
}

function readFacts(error: object): Partial<DescribedError> {
  const facts: Record<string, string | number> = {};
  for (const [name, kinds] of Object.entries(FACTS)) {
    const value = readUnknown(error, name);
    if (typeof value === 'string' && kinds.some((kind) => kind === 'string')) facts[name] = toText(value);
    if (typeof value === 'number' && kinds.some((kind) => kind === 'number')) facts[name] = value;
  }
  return facts;
}

function read(value: object, name: string): string | undefined {
  const found = readUnknown(value, name);
  return typeof found === 'string' ? found : undefined;
}

/** A getter that throws must not prevent the log line. */
function readUnknown(value: object, name: string): unknown {
  try {
    return (value as Record<string, unknown>)[name];
  } catch {
    return undefined;
  }
}

function safeStringify(value: object): string {
  try {
    return JSON.stringify(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}

/** Passwords in URLs, authorization values, vendors' keys, our own keys and tokens. */
const CREDENTIALS: readonly [RegExp, string][] = [
  [/([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/]{1,500}@/gi, '$1***@'],
  [/\b(bearer|basic)\s+[\w.~+/=-]{6,}/gi, '$1 ***'],
  [/\b(kek-[\w-]+:)[A-Za-z0-9+/=_-]{16,}/g, '$1***'],
  [/\b(sk|pk|rk|evr[a-z]?|xai|gsk|ghp|gho|glpat|hf)([-_])[A-Za-z0-9_-]{6,}/g, '$1$2***'],
  [/\bAIza[\w-]{20,}/g, 'AIza***'],
  [/\b(password|api[-_]?key|token|secret)(["']?\s*[:=]\s*["']?)[^\s"',;}&]+/gi, '$1$2***'],
];

function toText(text: string): string {
  let clean = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
  for (const [pattern, replacement] of CREDENTIALS) clean = clean.replace(pattern, replacement);
  return clean;
}
