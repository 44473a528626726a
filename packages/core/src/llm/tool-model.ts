import { formatAtomKey, toolQuestionId } from '@everruns/schemas';
import type { AtomRef, ResolvedModel } from '@everruns/schemas';
import { BYTES_PER_TOKEN } from '../compaction/count-tokens.ts';
import type { Clock } from '../ports/clock.ts';
import type { HeadLog } from '../ports/head-log.ts';
import type { ModelQuestion, ToolModel } from '../ports/tool-model.ts';
import { ModelFailure } from '../tools/model-failure.ts';
import { askAside } from './ask-aside.ts';
import type { LlmRequest, ModelDriver } from './driver.ts';
import { TOOL_QUESTION_PROMPT } from './tool-model-prompt.ts';

/** Of a model whose window is not known. */
const USUAL_WINDOW_TOKENS = 32_000;
/** A longer text costs more than a tool should spend on one question. */
const MAX_CHARS = 200_000;
/** A model with a smaller window than this refuses, and the tool says so. */
const MIN_CHARS = 4_000;

export interface ToolModelOptions {
  /** The call that asks. */
  atom: AtomRef;
  model: ResolvedModel;
  connect: () => ModelDriver;
  heads: HeadLog;
  clock: Clock;
}

/** Lets a tool ask the model of its turn. Each question is a generation of its own, without the conversation and without tools. */
export function createToolModel({ atom, model, connect, heads, clock }: ToolModelOptions): ToolModel {
  return {
    // Half of the window is for the text: scripts differ in how many tokens a character takes.
    maxChars: Math.max(
      MIN_CHARS,
      Math.min(MAX_CHARS, Math.floor(((model.context_window_tokens ?? USUAL_WINDOW_TOKENS) / 2) * BYTES_PER_TOKEN)),
    ),
    async ask(name, question, signal) {
      const request = toRequest(question, { model, id: `${formatAtomKey(atom)}:ask:${name}` });
      const messageId = toolQuestionId(atom, name);
      const asked = { driver: connect(), model, request, messageId, throughSequence: 0, signal };
      const answer = await askAside({ clock, heads }, { ...asked, purpose: 'tool' });
      signal.throwIfAborted();
      if (answer.kind === 'error') throw new ModelFailure(answer.error);
      const { text, response, generation } = answer;
      return { reply: { text, is_cut: response.finish_reason === 'length' }, paid: generation };
    },
  };
}

function toRequest(
  { task, text, maxTokens }: ModelQuestion,
  { model, id }: { model: ResolvedModel; id: string },
): LlmRequest {
  return {
    model: model.model,
    system: `${TOOL_QUESTION_PROMPT}\n\n${task}`,
    messages: [{ role: 'user', content: [{ type: 'text', text }] }],
    tools: [],
    max_output_tokens: Math.min(maxTokens, model.max_output_tokens ?? Infinity),
    request_id: id,
  };
}
