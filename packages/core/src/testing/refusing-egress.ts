import type { ToolEgress } from '../ports/tool-egress.ts';

/** A network that nobody reaches, for tests of what needs none. */
export function createRefusingEgress(): ToolEgress {
  return { open: () => () => Promise.reject(new Error('There is no network in this test.')) };
}
