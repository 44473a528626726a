import { LoginFailure, McpFailure } from '@everruns/mcp';
import type { LoginFailureReason } from '../../kernel/login-watch.ts';

/** The class of an error of a login. */
export function toLoginFailureReason(error: unknown): LoginFailureReason {
  const isRefused = (error instanceof LoginFailure || error instanceof McpFailure) && error.kind === 'refused';
  return isRefused ? 'refused' : 'unavailable';
}
