import { LIMITS } from '@everruns/schemas';
import type { Mutation } from '@everruns/schemas/ws';

/** The calls of clients during one request, with their results, as many as fit into a frame. */
export class Mutations {
  readonly #calls = new Map<string, Pick<Mutation, 'tool' | 'arguments'>>();
  readonly #done: Mutation[] = [];
  #bytes = 0;
  #isCut = false;

  /** Takes the data of a `tool.call_requested`. */
  noteCalls(data: Record<string, unknown>): void {
    for (const { id, name, arguments: args } of data['tool_calls'] as {
      id: string;
      name: string;
      arguments: Mutation['arguments'];
    }[])
      this.#calls.set(id, { tool: name, arguments: args });
  }

  /** Takes the data of a `tool.completed`. */
  noteResult(data: Record<string, unknown>): void {
    const call = this.#calls.get(String(data['tool_call_id']));
    if (call === undefined) return;
    this.#calls.delete(String(data['tool_call_id']));
    const { result, error } = data['result'] as Pick<Mutation, 'result' | 'error'>;
    const mutation = { ...call, ...(error === undefined ? { result: result ?? null } : { error }) };
    this.#bytes += JSON.stringify(mutation).length;
    if (this.#done.length >= LIMITS.mutations || this.#bytes > LIMITS.mutationBytes) this.#isCut = true;
    else this.#done.push(mutation);
  }

  list(): { mutations: Mutation[]; is_cut?: true } {
    return { mutations: this.#done, ...(this.#isCut ? { is_cut: true } : {}) };
  }
}
