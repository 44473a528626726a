import { EverrunsError, LIMITS, type EventDraft, type JsonValue } from '@everruns/schemas';
import { toStorableJson } from '../llm/storable.ts';
import type { RecordedStep, StepStore } from '../ports/step-store.ts';

export interface StepContext {
  /** The same for every run of this step of this call. Pass it on to every system that the step changes. */
  idempotencyKey: string;
}

/** The effect of one step. Its result is JSON of at most 64 KB. */
export type StepEffect<Result extends JsonValue> = (context: StepContext) => Promise<Result> | Result;

export interface OnceStep<Result extends JsonValue> {
  effect: 'once';
  /**
   * Asked when an earlier run began the step and its end is not known: did it happen? Without it the outcome of the call is unknown
   * then, and the step does not run again.
   */
  verify?: (context: StepContext) => Promise<{ happened: true; result: Result } | { happened: false }>;
}

/**
 * Runs a step of a tool, or returns what an earlier run of the same call has recorded under this name. A step runs at least once: when a
 * process dies between its effect and its record, it runs again. With `effect: 'once'` its intent is recorded first. A name that is used
 * twice in one call is an error. A call has at most 1,000 steps with 16 MB of results.
 */
export interface RunStep {
  <Result extends JsonValue>(name: string, run: StepEffect<Result>): Promise<Result>;
  <Result extends JsonValue>(name: string, once: OnceStep<Result>, run: StepEffect<Result>): Promise<Result>;
}

/** Runs a step that pays for generations. They are recorded with its result, or not at all. */
export type PaidStep = (
  name: string,
  run: () => Promise<{ result: JsonValue; paid: readonly EventDraft[] }>,
) => Promise<JsonValue>;

export interface Steps {
  step: RunStep;
  paidStep: PaidStep;
}

/** A step that happens at most once was begun and its end is not known. */
export class OutcomeUnknownError extends Error {
  override readonly name = 'OutcomeUnknownError';
}

export interface StepsOptions {
  store: StepStore;
  /** The key of the call. */
  idempotencyKey: string;
  /** Called with each recorded result: the tool gets its time anew. */
  onRecorded: () => void;
}

export function createSteps({ store, idempotencyKey, onRecorded }: StepsOptions): Steps {
  const used = new Set<string>();
  let known: Promise<Map<string, RecordedStep>> | undefined;
  const find = async (name: string): Promise<RecordedStep | undefined> => {
    known ??= store.list().then((steps) => new Map(steps.map((step) => [step.name, step])));
    return (await known).get(name);
  };
  const record = async (name: string, value: JsonValue, paid?: readonly EventDraft[]): Promise<JsonValue> => {
    const result_json = encodeResult(name, value);
    await store.record({ name, result_json }, paid);
    onRecorded();
    return JSON.parse(result_json) as JsonValue;
  };
  const runOnce = async ({ name, once, run }: Step, before: RecordedStep | undefined): Promise<JsonValue> => {
    const context = { idempotencyKey: `${idempotencyKey}:${name}` };
    if (before === undefined) {
      await store.record({ name, result_json: null });
      return record(name, await run(context));
    }
    const verified = await once?.verify?.(context);
    if (verified === undefined) {
      throw new OutcomeUnknownError(`The outcome of the step "${name}" is unknown: verify before repeating this call.`);
    }
    return record(name, verified.happened ? verified.result : await run(context));
  };
  const step = async (name: string, ...rest: StepArguments): Promise<JsonValue> => {
    checkName(name, used);
    const [once, run] = rest.length === 1 ? [undefined, rest[0]] : rest;
    const before = await find(name);
    if (before !== undefined && before.result_json !== null) return JSON.parse(before.result_json) as JsonValue;
    if (once !== undefined) return runOnce({ name, once, run }, before);
    return record(name, await run({ idempotencyKey: `${idempotencyKey}:${name}` }));
  };
  const paidStep: PaidStep = async (name, run) => {
    checkName(name, used);
    const before = await find(name);
    if (before !== undefined && before.result_json !== null) return JSON.parse(before.result_json) as JsonValue;
    const { result, paid } = await run();
    return record(name, result, paid);
  };
  return { step, paidStep };
}

type StepArguments = [StepEffect<JsonValue>] | [OnceStep<JsonValue>, StepEffect<JsonValue>];

interface Step {
  name: string;
  once: OnceStep<JsonValue> | undefined;
  run: StepEffect<JsonValue>;
}

function checkName(name: string, used: Set<string>): void {
  if (name === '' || name.length > LIMITS.stepNameLength) {
    throw new EverrunsError('invalid_request', `The name of a step has from 1 to ${LIMITS.stepNameLength} characters.`);
  }
  if (used.has(name)) throw new EverrunsError('invalid_request', `This call has already run a step "${name}".`);
  used.add(name);
}

function encodeResult(name: string, value: JsonValue): string {
  const json = JSON.stringify(toStorableJson(value ?? null));
  if (Buffer.byteLength(json) <= LIMITS.stepResultBytes) return json;
  throw new EverrunsError(
    'payload_too_large',
    `The result of the step "${name}" has more than ${LIMITS.stepResultBytes} bytes of JSON. Write it to a file instead.`,
  );
}
