import { afterAll, beforeAll } from 'vitest';
import { ApiClient } from '../dev/api-client.ts';
import { startStack, type Stack, type StackOptions } from '../dev/stack.ts';

/** One stack that all tests of a file share. */
export interface SharedStack {
  readonly running: Stack;
  /** Every call goes to the next replica in turn. */
  readonly api: ApiClient;
  /** Returns a client of one particular replica. */
  replica(index: number): ApiClient;
}

export function useStack(options: Partial<StackOptions> = {}): SharedStack {
  let stack: Stack | null = null;
  let api: ApiClient | null = null;
  beforeAll(async () => {
    stack = await startStack({ runner: 'local', ...options });
    api = new ApiClient(stack.urls);
  });
  afterAll(async () => {
    await stack?.[Symbol.asyncDispose]();
  });
  return {
    get running() {
      return started(stack);
    },
    get api() {
      return started(api);
    },
    replica: (index) => new ApiClient([started(stack).urls[index] ?? '']),
  };
}

function started<T>(value: T | null): T {
  if (value === null) throw new Error('the stack is there inside tests only');
  return value;
}
