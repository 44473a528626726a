import type { RetryClass } from '@everruns/schemas';
import { adviseBadRequest } from './advise-bad-request.ts';

/** `provider` is the name that people know, such as "OpenAI". `detail` is the provider's message. */
type FailureText = (provider: string, detail?: string) => string;

const WENT_WRONG = 'Something went wrong on our side. Send the message again; if it fails again, tell the operator.';

/** The message that a person in the chat reads when a turn fails with this class. It states what happened and the cure. */
export const FAILURE_TEXTS: Record<RetryClass, FailureText> = {
  rate_limited: (provider) =>
    `${provider} keeps limiting our requests. Wait a few minutes, raise the rate limit there, or choose another model.`,
  quota: (provider) =>
    `The quota or credit of the account at ${provider} is used up. Add credit or raise the limit there, or choose another model.`,
  overloaded: (provider) =>
    `${provider} is overloaded or failing. Send the message again later, or choose another model.`,
  timeout: (provider) => `${provider} did not answer in time. Send the message again, or choose another model.`,
  stream_broken: (provider) =>
    `The connection to ${provider} kept breaking. Check the network and the base URL, then send the message again.`,
  auth: (provider) =>
    `${provider} rejected the API key. Set a valid key in the settings of this provider, then send the message again.`,
  bad_request: adviseBadRequest,
  context_overflow: () =>
    'Even summarized, the conversation does not fit into the context of this model. Send a shorter message, start a new session, or choose a model with a larger context.',
  malformed_tool_call: () =>
    'The model kept calling tools with arguments that are cut short or not valid JSON. Raise its output limit, send the message again, or choose another model.',
  empty_answer: (provider) =>
    `The model of ${provider} ended its answer twice without saying anything. Send the message again, or choose another model.`,
  unusable_answer: (provider) =>
    `The answer of ${provider} is too long to be kept. Ask for less at once, or choose another model.`,
  tool_infrastructure: () => 'The tool is unavailable at the moment. Try again later.',
  unavailable: () => 'The platform is unavailable at the moment. Send the message again later.',
  internal: () => WENT_WRONG,
};

/** The messages for a turn that reached its limit of steps, or that failed because of a fault of the platform. */
export const END_MESSAGE = {
  max_iterations:
    'The turn reached its limit of steps before an answer. Send a message to go on, or raise the limit of the agent.',
  internal: WENT_WRONG,
} as const;
