import { McpAsked, McpLoginRequired, type McpCallInput, type ToolContext } from '@everruns/core';
import { JsonObject } from '@everruns/schemas';
import { z } from 'zod';

const Question = z.object({ key: z.string(), message: z.string(), schema: JsonObject });

/** What is kept of a call while a person answers. */
const State = z.object({
  request_state: z.string().optional(),
  answers: z.array(Question.extend({ content: JsonObject })),
  /** Questions that are still to be asked; the first one is being asked. */
  pending: z.array(Question),
});
type State = z.infer<typeof State>;

/**
 * Makes a call that may have to wait: for a login, or for answers to what the server asks. It gets the answers so far. One question is asked at a
 * time, and the call runs again when all are answered.
 */
export async function callWithPerson<Value>(
  context: Pick<ToolContext, 'resumed' | 'suspend'>,
  server: string,
  call: (input: McpCallInput | undefined) => Promise<Value>,
): Promise<Value> {
  const state = readState(context);
  if (state !== null && state.pending.length > 0) return ask(context, server, state);
  try {
    return await call(state ?? undefined);
  } catch (error) {
    if (error instanceof McpLoginRequired) {
      const connection = { ...error.connection };
      return context.suspend({ kind: 'connection', connection, ...(state === null ? {} : { state: toJson(state) }) });
    }
    if (!(error instanceof McpAsked)) throw error;
    return ask(context, server, {
      answers: error.runsAgain ? (state?.answers ?? []) : [],
      pending: [...error.questions],
      ...(error.requestState === undefined ? {} : { request_state: error.requestState }),
    });
  }
}

/** The state that the call left, with the answer that has come since. */
function readState({ resumed }: Pick<ToolContext, 'resumed'>): State | null {
  const parsed = State.safeParse(resumed?.state);
  if (!parsed.success) return null;
  const { answers, pending, ...rest } = parsed.data;
  const [asked, ...left] = pending;
  const answer = JsonObject.safeParse(resumed?.resolution.answer);
  if (resumed?.kind !== 'question' || asked === undefined || !answer.success) return parsed.data;
  return { ...rest, answers: [...answers, { ...asked, content: answer.data }], pending: left };
}

function ask({ suspend }: Pick<ToolContext, 'suspend'>, server: string, state: State): never {
  const [question] = state.pending;
  if (question === undefined) throw new Error('there is nothing to ask');
  const { message, schema } = question;
  return suspend({
    kind: 'question',
    question: { question: `${server} asks: ${message}`, schema },
    state: toJson(state),
  });
}

function toJson({ request_state, answers, pending }: State): JsonObject {
  return { answers, pending, ...(request_state === undefined ? {} : { request_state }) };
}
