import { EverrunsError } from '@everruns/schemas';
import type { Sandbox } from '../ports/sandbox.ts';

/** A sandbox for tests that run no program: every run is refused. */
export function createNoSandbox(): Sandbox {
  return { run: () => Promise.reject(new EverrunsError('invalid_request', 'This test has no sandbox.')) };
}
