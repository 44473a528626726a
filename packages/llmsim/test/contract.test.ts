import type { LlmCallOptions, LlmRequest, ModelDriver } from '@everruns/core';
import {
  CONTRACT_API_KEY,
  modelDriverContract,
  type ModelScenario,
  type RecordedModelRequest,
} from '@everruns/core/testing/contracts';
import { JsonObject } from '@everruns/schemas';
import { createLlmsim } from '../src/driver.ts';
import { createScenarioEngine } from '../src/engine.ts';
import { toReply } from '../src/testing/to-reply.ts';

modelDriverContract({
  name: 'llmsim',
  makeDriver: async (scenario) => {
    const requests: RecordedModelRequest[] = [];
    return { driver: record(makeDriver(scenario), requests), requests: () => requests, close: async () => {} };
  },
});

function makeDriver(scenario: ModelScenario): ModelDriver {
  const engine = createScenarioEngine({
    scenarios: [{ name: scenario.name, match: {}, replies: Array.from({ length: 3 }, () => toReply(scenario.reply)) }],
  });
  const refuse = async () => Promise.reject(new Error('the simulated model opens no connection'));
  return createLlmsim({ engine })({ provider_type: 'llmsim', api_key: CONTRACT_API_KEY, fetch: refuse });
}

/** Records what a fake provider would have recorded. There is no HTTP here, so a call counts as the request. */
function record(driver: ModelDriver, requests: RecordedModelRequest[]): ModelDriver {
  const stream = (request: LlmRequest, options: LlmCallOptions) => {
    const body = JsonObject.parse(JSON.parse(JSON.stringify(request)));
    const recorded: RecordedModelRequest = { headers: {}, body, aborted: options.signal.aborted };
    options.signal.addEventListener('abort', () => (recorded.aborted = true));
    requests.push(recorded);
    return driver.stream(request, options);
  };
  return { provider_type: driver.provider_type, stream };
}
