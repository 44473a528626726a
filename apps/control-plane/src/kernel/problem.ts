import { STATUS_CODES } from 'node:http';
import { EverrunsError, HTTP_STATUS, isEverrunsError, type FieldError, type Problem } from '@everruns/schemas';
import type { z } from 'zod';
import { formatPath } from './format-path.ts';

/** The part of the request that held the values a schema refused. */
export type InputSource = 'body' | 'query' | 'path';

const UNKNOWN_CODE = { body: 'unknown_field', query: 'unknown_parameter', path: 'unknown_parameter' } as const;

/** A problem lists at most this many errors, so that a body full of mistakes does not cause an equally long answer. */
const MAX_ERRORS = 50;

/** Converts an error to an RFC 9457 problem. A foreign error becomes `internal`, without any detail. */
export function toProblem(error: unknown, requestId: string): Problem {
  const known = isEverrunsError(error) && error.code !== 'internal' ? error : null;
  const code = known?.code ?? 'internal';
  const status = HTTP_STATUS[code];
  return {
    type: `/docs/errors/${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: known?.message ?? 'Something went wrong here. Quote the request id when you report it.',
    code,
    request_id: requestId,
    ...(known !== null && known.errors.length > 0 ? { errors: known.errors } : {}),
  };
}

/** Returns the problem as a response, with `Retry-After` in whole seconds if the error says when to retry. */
export function problemResponse(error: unknown, requestId: string): Response {
  const problem = toProblem(error, requestId);
  const headers = new Headers({ 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' });
  if (isEverrunsError(error) && error.retryAfterMs !== undefined) {
    headers.set('Retry-After', String(Math.max(1, Math.ceil(error.retryAfterMs / 1_000))));
  }
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}

/** Converts zod's issues to an error that lists each field, the reason, and the limit if there is one. */
export function toInputError(error: z.ZodError, source: InputSource): EverrunsError {
  const errors = takeErrors(error.issues, source);
  const first = errors[0];
  const code = errors.some((field) => field.code === UNKNOWN_CODE[source]) ? UNKNOWN_CODE[source] : 'invalid_request';
  const detail = first === undefined ? `The ${source} is not valid.` : `${first.path}: ${first.message}.`;
  return new EverrunsError(code, detail, { errors });
}

/** A body may be wrong in thousands of places, so messages are written only for the errors that are returned. */
function takeErrors(issues: readonly z.core.$ZodIssue[], source: InputSource): FieldError[] {
  const errors: FieldError[] = [];
  for (const issue of issues) {
    errors.push(...toFieldErrors(issue, source, []));
    if (errors.length >= MAX_ERRORS) break;
  }
  return errors.slice(0, MAX_ERRORS);
}

function toFieldErrors(issue: z.core.$ZodIssue, source: InputSource, parent: readonly PropertyKey[]): FieldError[] {
  const path = [...parent, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, MAX_ERRORS).map((key) => ({
      path: formatPath([...path, key]),
      code: UNKNOWN_CODE[source],
      message: source === 'body' ? 'is not a field of this object' : 'is not a parameter of this route',
    }));
  }
  if (issue.code === 'invalid_union') {
    const branch = bestBranch(issue.errors);
    if (branch !== null) return branch.slice(0, MAX_ERRORS).flatMap((inner) => toFieldErrors(inner, source, path));
  }
  return [{ path: formatPath(path), ...describe(issue) }];
}

/** Returns the alternative that the client most likely meant: its discriminating literals match, and it has the fewest issues. */
function bestBranch(branches: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] | null {
  const misses = (branch: readonly z.core.$ZodIssue[]) =>
    branch.filter(
      (issue) => issue.code === 'invalid_value' || (issue.code === 'invalid_type' && issue.path.length === 0),
    );
  const ranked = [...branches].sort((a, b) => misses(a).length - misses(b).length || a.length - b.length);
  return ranked[0] ?? null;
}

function describe(issue: z.core.$ZodIssue): { code: string; message: string; limit?: number } {
  switch (issue.code) {
    case 'custom': {
      const { rule, limit } = issue.params ?? {};
      return {
        code: typeof rule === 'string' ? rule : 'invalid',
        message: issue.message,
        ...(typeof limit === 'number' ? { limit } : {}),
      };
    }
    case 'too_big':
      return { code: 'too_big', message: issue.message, limit: Number(issue.maximum) };
    case 'too_small':
      return { code: 'too_small', message: issue.message, limit: Number(issue.minimum) };
    default:
      return { code: issue.code, message: issue.message };
  }
}
