import type { CreateModelDriver } from '@everruns/core';
import { createChatDriver } from './chat/driver.ts';
import { createResponsesDriver } from './responses/driver.ts';

/** OpenAI itself speaks the Responses API; Azure deployments and compatible servers speak Chat Completions. */
export const createOpenAiDriver: CreateModelDriver = (connection) =>
  connection.provider_type === 'openai' ? createResponsesDriver(connection) : createChatDriver(connection);
