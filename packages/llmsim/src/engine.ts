import { SUMMARY_PROMPT, TOOL_QUESTION_PROMPT } from '@everruns/core';
import { BoundedMap } from '@everruns/kernel';
import type { SimReply } from './beat.ts';
import { findOverflow } from './context-window.ts';
import { countRounds, lastUserText, type SimConversation } from './conversation.ts';
import { answerTool } from './default-model/answer-tool.ts';
import { planDefaultReply } from './default-model/plan-default-reply.ts';
import { summarizeResults } from './default-model/summarize-results.ts';
import { parseDirective } from './directive.ts';
import { INSTANT_PACE, SIM_MODELS, type Pace } from './pace.ts';
import { planBeats } from './plan-beats.ts';
import { createRandom, randomHex } from './random.ts';
import { RegisteredScenario, type RegisteredScenarioInput, type Reply, type Scenario } from './scenario.ts';

const MAX_REMEMBERED_CALLS = 10_000;

export interface ScenarioEngineOptions {
  /** The same seed and the same conversation give the same reply. */
  seed?: string;
  scenarios?: readonly RegisteredScenarioInput[];
}

export interface ScenarioEngine {
  /**
   * Returns the reply to a conversation, or an error if the model's window is too small. A directive in the newest user
   * message decides, then the newest matching scenario, then the model: `llmsim-echo` repeats, every other one answers
   * as `llmsim-default`. A request for a summary and the question of a tool hold no directives and are answered in one line.
   */
  plan(conversation: SimConversation): SimReply;
  /** Adds a scenario, or replaces the one with the same name. Throws a `ZodError` if the scenario is not valid. */
  register(scenario: RegisteredScenarioInput): void;
  /** Forgets registered scenarios and counted attempts. */
  reset(): void;
}

export function createScenarioEngine(options: ScenarioEngineOptions = {}): ScenarioEngine {
  const scenarios = new Map<string, RegisteredScenario>();
  const attempts = createAttemptCounter();
  const register = (input: RegisteredScenarioInput): void => {
    const scenario = RegisteredScenario.parse(input);
    scenarios.delete(scenario.name);
    scenarios.set(scenario.name, scenario);
  };
  options.scenarios?.forEach(register);
  return {
    register,
    plan: (conversation) => {
      const random = createRandom(`${options.seed ?? ''}:${conversation.request_id}:${conversation.messages.length}`);
      const responseId = `sim_${randomHex(random, 24)}`;
      const attempt = attempts.next(conversation);
      const overflow = findOverflow(conversation);
      if (overflow !== null) {
        return { response_id: responseId, model: conversation.model, beats: [{ type: 'error', error: overflow }] };
      }
      const reply = chooseReply(conversation, scenarios);
      const beats = planBeats(reply, { conversation, pace: paceOf(conversation.model), attempt, random });
      return { response_id: responseId, model: conversation.model, beats };
    },
    reset: () => {
      scenarios.clear();
      attempts.clear();
    },
  };
}

function chooseReply(conversation: SimConversation, scenarios: ReadonlyMap<string, RegisteredScenario>): Reply {
  const scenario = chooseScenario(conversation, scenarios);
  if (scenario === null && isSummary(conversation)) return [summarizeTranscript(conversation)];
  if (scenario === null && isOfTool(conversation)) return [answerTool(conversation)];
  if (scenario !== null) return scenario.replies[countRounds(conversation)] ?? [summarizeResults(conversation)];
  if (conversation.model === 'llmsim-echo') return [lastUserText(conversation)];
  return planDefaultReply(conversation);
}

function chooseScenario(
  conversation: SimConversation,
  scenarios: ReadonlyMap<string, RegisteredScenario>,
): Scenario | null {
  const text = lastUserText(conversation);
  // The text to be summarized may contain directives of old messages, and a document those of anybody.
  const directive = isSummary(conversation) || isOfTool(conversation) ? null : parseDirective(text);
  if (directive === null) {
    return [...scenarios.values()].findLast((scenario) => isMatch(scenario, conversation.model, text)) ?? null;
  }
  if ('scenario' in directive) return directive.scenario;
  return scenarios.get(directive.name) ?? { replies: [[`There is no scenario named ${directive.name}.`]] };
}

function isSummary({ system }: SimConversation): boolean {
  return system === SUMMARY_PROMPT;
}

function isOfTool({ system }: SimConversation): boolean {
  return system.startsWith(TOOL_QUESTION_PROMPT);
}

function summarizeTranscript(conversation: SimConversation): string {
  return `A summary of ${lastUserText(conversation).length} characters.`;
}

function isMatch({ match }: RegisteredScenario, model: string, text: string): boolean {
  if (match === undefined) return false;
  return (match.model ?? model) === model && text.includes(match.user_text ?? '');
}

function paceOf(model: string): Pace {
  return SIM_MODELS[model] ?? INSTANT_PACE;
}

/** Counts how often the same call was attempted. The oldest calls are forgotten. */
function createAttemptCounter() {
  const counts = new BoundedMap<string, number>(MAX_REMEMBERED_CALLS);
  return {
    next: ({ request_id: requestId, messages }: SimConversation): number => {
      const key = `${requestId}:${messages.length}`;
      const attempt = (counts.get(key) ?? 0) + 1;
      counts.set(key, attempt);
      return attempt;
    },
    clear: () => counts.clear(),
  };
}
