import { createAnthropicDriver } from '@everruns/anthropic';
import type { CreateModelDriver, DriverConnection, LlmRequest, ModelDriver } from '@everruns/core';
import {
  CONTRACT_API_KEY,
  modelDriverContract,
  type DriverUnderContract,
  type ModelScenario,
  type RecordedModelRequest,
} from '@everruns/core/testing/contracts';
import { toReply } from '@everruns/llmsim/testing';
import { createOpenAiDriver } from '@everruns/openai';
import { JsonObject } from '@everruns/schemas';
import { z } from 'zod';
import { startLlmSimulator, type LlmSimulator } from '../llm-simulator/start-llm-simulator.ts';

const Recorded = z.object({ headers: z.record(z.string(), z.string()), body: JsonObject });

interface Wire {
  createDriver: CreateModelDriver;
  providerType: DriverConnection['provider_type'];
  basePath: string;
}

/** Creates the driver over real HTTP against the simulator, which plays the scenario for every call. */
async function connect(scenario: ModelScenario, wire: Wire): Promise<DriverUnderContract> {
  const simulator = await startLlmSimulator();
  simulator.script({
    name: scenario.name,
    match: {},
    replies: Array.from({ length: 3 }, () => toReply(scenario.reply)),
  });
  const driver = wire.createDriver({
    provider_type: wire.providerType,
    base_url: simulator.url + wire.basePath,
    api_key: CONTRACT_API_KEY,
    fetch: globalThis.fetch,
  });
  const recorded: RecordedModelRequest[] = [];
  return {
    driver: recordAfterwards(driver, async () => void recorded.splice(0, Infinity, ...(await readRequests(simulator)))),
    requests: () => recorded.map((request, index) => ({ ...request, aborted: isAborted(simulator, index) })),
    close: () => simulator.close(),
  };
}

/** Records bodies after a stream has ended, because they are fetched over HTTP. */
function recordAfterwards(driver: ModelDriver, record: () => Promise<void>): ModelDriver {
  async function* stream(request: LlmRequest, options: { signal: AbortSignal }) {
    yield* driver.stream(request, options);
    await record();
  }
  return { provider_type: driver.provider_type, stream };
}

async function readRequests(simulator: LlmSimulator): Promise<RecordedModelRequest[]> {
  return Promise.all(
    simulator.requests().map(async ({ id }) => {
      const response = await fetch(`${simulator.url}/_sim/requests/${id}`);
      return { ...Recorded.parse(await response.json()), aborted: false };
    }),
  );
}

function isAborted(simulator: LlmSimulator, index: number): boolean {
  return typeof simulator.requests()[index]?.aborted_at === 'number';
}

const openAi = { createDriver: createOpenAiDriver, basePath: '/v1' };

modelDriverContract({
  name: 'openai responses against the simulator',
  makeDriver: (scenario) => connect(scenario, { ...openAi, providerType: 'openai' }),
});

modelDriverContract({
  name: 'openai chat completions against the simulator',
  makeDriver: (scenario) => connect(scenario, { ...openAi, providerType: 'openai_compatible' }),
});

modelDriverContract({
  name: 'anthropic messages against the simulator',
  makeDriver: (scenario) =>
    connect(scenario, { createDriver: createAnthropicDriver, providerType: 'anthropic', basePath: '' }),
});
