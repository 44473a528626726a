import type { ModelQuestion, ModelReply, ToolModel } from '../ports/tool-model.ts';
import type { PaidStep } from './steps.ts';

/** At most so much of an answer is recorded: 64 KB as JSON, whatever the script. */
const MAX_ANSWER_CHARS = 10_000;

/** The model of the turn, as a tool asks it. */
export interface AskedModel {
  /** How many characters of text one question may have. */
  readonly maxChars: number;
  /**
   * Asks the model, or returns what an earlier run of the same call has recorded under this name. The answer is recorded as a step before it
   * is returned, together with its generation, which counts in the usage of the turn. A name that is used twice in one call is an error.
   * An answer has at most 10,000 characters. A model that cannot be reached ends this run, and the call runs again.
   */
  ask(name: string, question: ModelQuestion): Promise<ModelReply>;
}

export interface AskedModelOptions {
  model: ToolModel;
  paidStep: PaidStep;
  signal: AbortSignal;
}

export function createAskedModel({ model, paidStep, signal }: AskedModelOptions): AskedModel {
  return {
    maxChars: model.maxChars,
    async ask(name, question) {
      const value = await paidStep(name, async () => {
        const { reply, paid } = await model.ask(name, question, signal);
        const text = reply.text.slice(0, MAX_ANSWER_CHARS).toWellFormed();
        return { result: { text, is_cut: reply.is_cut || text.length < reply.text.length }, paid: [paid] };
      });
      return value as unknown as ModelReply;
    },
  };
}
