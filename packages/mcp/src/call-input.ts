import { toBoundedText } from '@everruns/kernel';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { JsonObject, JsonValue } from '@everruns/schemas';
import type { Sdk } from './load-sdk.ts';
import { McpAsks, type CallInput, type McpAnswer, type McpQuestion } from './mcp-asks.ts';
import { McpFailure } from './mcp-failure.ts';
import { isObject, toSafeSchema } from './safe-schema.ts';

/** Answers a question while the call runs. Null: it cannot. */
export type AnswerAtOnce = (question: McpQuestion) => Promise<JsonObject | null>;

/** The call on whose stream a request of a server arrives. */
export interface RunningCall {
  answers: readonly McpAnswer[];
  /** Ends the call with this question. Null: it must not run twice, so that nobody can be asked. */
  ask: ((question: McpQuestion) => void) | null;
  answer: AnswerAtOnce | undefined;
}

const MAX_MESSAGE = 2_000;
const MAX_QUESTIONS = 8;
const MAX_STATE = 32 * 1_024;
const calls = new AsyncLocalStorage<RunningCall>();

type SdkClient = InstanceType<Sdk['Client']>;

/** What the client declares: forms, and nothing else. */
export const CAPABILITIES = { elicitation: { form: { applyDefaults: true } } };

/**
 * Answers the questions that servers of older revisions send while a call runs. Each belongs to the call on whose stream it came, because calls of
 * several sessions share the connection. One that came on the stream of no call belongs to the only call that runs; of several, nobody is asked.
 */
export function answerQuestions(client: SdkClient, running: ReadonlySet<RunningCall>): void {
  client.setRequestHandler('elicitation/create', async ({ params }) => {
    const call = calls.getStore() ?? onlyOne(running);
    const question = toQuestion('', params as unknown as JsonObject);
    const known = call?.answers.find((answer) => question !== null && isSame(answer, question));
    if (known !== undefined) return { action: 'accept', content: known.content as never };
    if (question === null || call === undefined) return { action: 'cancel' };
    const content = (await call.answer?.(question)) ?? null;
    if (content !== null) return { action: 'accept', content: content as never };
    call.ask?.(question);
    return { action: 'cancel' };
  });
}

function onlyOne(running: ReadonlySet<RunningCall>): RunningCall | undefined {
  return running.size === 1 ? running.values().next().value : undefined;
}

interface AskingCall {
  /** The calls that run on the connection. */
  running: Set<RunningCall>;
  input: CallInput | undefined;
  mayRunAgain: boolean;
  answer: AnswerAtOnce | undefined;
  signal: AbortSignal;
}

/** Runs a call whose questions end it, where it may run twice. Throws `McpAsks`. */
export async function runAsking<Value>(
  { running, input, mayRunAgain, answer, signal }: AskingCall,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const stop = new AbortController();
  const ask = (question: McpQuestion): void => stop.abort(new McpAsks({ questions: [question], runsAgain: true }));
  const call: RunningCall = { answers: input?.answers ?? [], ask: mayRunAgain ? ask : null, answer };
  running.add(call);
  try {
    return await calls.run(call, () => work(AbortSignal.any([signal, stop.signal])));
  } catch (error) {
    if (stop.signal.reason instanceof McpAsks) throw stop.signal.reason;
    throw error;
  } finally {
    running.delete(call);
  }
}

/** The members of a request that goes on after a question. */
export function toRetry({ request_state: requestState, answers }: CallInput): JsonObject {
  const responses = Object.fromEntries(answers.map(({ key, content }) => [key, { action: 'accept', content }]));
  return {
    ...(answers.length === 0 ? {} : { inputResponses: responses }),
    ...(requestState === undefined ? {} : { requestState }),
  };
}

/**
 * Reads a result that is none: the server wants answers first (2026-07-28). Returns how the call goes on if it asks nothing. Throws `McpAsks`,
 * and `McpFailure` for what nobody is asked: generations, folders, pages.
 */
export function readUnfinished(result: JsonObject): CallInput | null {
  if (result['resultType'] !== 'input_required') return null;
  const { inputRequests, requestState } = result;
  const state = typeof requestState === 'string' ? requestState : undefined;
  if (state !== undefined && state.length > MAX_STATE)
    throw refuse('The server wants too much kept while a person answers.');
  const requests = Object.entries(isObject(inputRequests) ? inputRequests : {});
  if (requests.length > MAX_QUESTIONS) throw refuse(`The server asks more than ${MAX_QUESTIONS} questions at once.`);
  if (requests.length === 0) return { request_state: state, answers: [] };
  const questions = requests.map(([key, request]) => {
    const question =
      isObject(request) && request['method'] === 'elicitation/create' ? toQuestion(key, request['params']) : null;
    if (question === null) throw refuse('The server asks for input that this client does not give.');
    return question;
  });
  throw new McpAsks({ questions, requestState: state, runsAgain: false });
}

function refuse(message: string): McpFailure {
  return new McpFailure('refused', message);
}

/** Null for what is no form. */
function toQuestion(key: string, params: JsonValue | undefined): McpQuestion | null {
  if (!isObject(params) || (params['mode'] !== undefined && params['mode'] !== 'form')) return null;
  const { message, requestedSchema } = params;
  if (typeof message !== 'string' || key.length > MAX_MESSAGE) return null;
  return { key, message: toBoundedText(message, MAX_MESSAGE), schema: toSafeSchema(requestedSchema) };
}

function isSame(one: McpQuestion, other: McpQuestion): boolean {
  return one.message === other.message && JSON.stringify(one.schema) === JSON.stringify(other.schema);
}
