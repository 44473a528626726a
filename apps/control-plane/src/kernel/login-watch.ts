/**
 * Why a login failed. `refused`: by the authorization server, or because what was found is not safe to use. `unavailable`: somebody did not
 * answer. `declined`: by the person. `unknown_state`: it was never begun, was finished before, or took too long. `limit`: the organization has
 * too many.
 */
export const LOGIN_FAILURES = ['refused', 'unavailable', 'declined', 'unknown_state', 'limit'] as const;
export type LoginFailureReason = (typeof LOGIN_FAILURES)[number];

export type LoginStep = { outcome: 'started' | 'completed' } | { outcome: 'failed'; reason: LoginFailureReason };

/** Tells the metrics of logins at MCP servers, of this process. */
export class LoginWatch {
  #observer: (step: LoginStep) => void = () => undefined;

  observe(observer: (step: LoginStep) => void): void {
    this.#observer = observer;
  }

  note(outcome: 'started' | 'completed'): void {
    this.#observer({ outcome });
  }

  noteFailed(reason: LoginFailureReason): void {
    this.#observer({ outcome: 'failed', reason });
  }
}
