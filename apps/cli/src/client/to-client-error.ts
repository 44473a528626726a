import { EverrunsApiError, TurnCanceledError, TurnFailedError } from '@everruns/sdk';
import { CliError } from '../cli-error.ts';
import type { Outcome } from '../exit-code.ts';
import type { Server } from '../profiles/find-server.ts';
import { cleanLine } from '../terminal/clean-text.ts';

/** Converts an error of a request to one sentence with its exit code. Any other error is returned unchanged. */
export function toClientError(error: unknown, server: Server): unknown {
  if (error instanceof EverrunsApiError) return new CliError(describe(error, server), outcomeOf(error.status));
  if (error instanceof TurnFailedError) {
    return new CliError(`The turn failed with ${error.code}: ${cleanLine(error.message)}`, 'turn_failed');
  }
  if (error instanceof TurnCanceledError) return new CliError(error.message, 'turn_failed');
  // `fetch` throws this error when there is no answer.
  if (error instanceof TypeError && error.message === 'fetch failed') {
    const cause = error.cause instanceof Error && 'code' in error.cause ? ` (${String(error.cause.code)})` : '';
    return new CliError(
      `Nothing answers at ${server.apiUrl}${cause}: start Everruns with \`npm start\`, or name a server with --api-url or EVERRUNS_API_URL.`,
      'unavailable',
    );
  }
  return error;
}

function describe(error: EverrunsApiError, { apiUrl, profile }: Server): string {
  const fields = (error.problem?.errors ?? []).map(({ path, message }) => ` ${cleanLine(`${path} ${message}`)}.`);
  // The fields of a conflict say who decided and when, and not what is wrong with the request.
  const isRefusedInput = fields.length > 0 && error.status !== 409;
  const detail = isRefusedInput ? fields.join('').trim() : `${cleanLine(error.message)}${fields.join('')}`;
  if (error.status === 401) {
    const option = profile === 'default' ? '' : ` --profile ${profile}`;
    return `${detail} Sign in with \`everruns login${option}\`, or set EVERRUNS_API_KEY.`;
  }
  if (error.problem === null) return `${apiUrl} answered ${error.status}, which is no answer of Everruns.`;
  const request = error.status >= 500 ? ` (request ${cleanLine(error.problem.request_id)})` : '';
  return `${detail}${request}`;
}

function outcomeOf(status: number): Outcome {
  switch (status) {
    case 401:
    case 403:
      return 'denied';
    case 404:
      return 'not_found';
    case 409:
    case 412:
      return 'conflict';
    case 429:
      return 'unavailable';
    default:
      return status >= 500 ? 'unavailable' : 'failed';
  }
}
