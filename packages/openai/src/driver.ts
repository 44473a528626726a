import type { CreateModelDriver } from '@everruns/core';
import { PROVIDERS } from '@everruns/schemas';
import { createChatDriver } from './chat/driver.ts';
import { createResponsesDriver } from './responses/driver.ts';

/** The formats `responses`, which OpenAI itself speaks, and `chat`, which Azure deployments and compatible servers speak. */
export const createOpenAiDriver: CreateModelDriver = (connection) =>
  PROVIDERS[connection.provider_type].wire === 'responses'
    ? createResponsesDriver(connection)
    : createChatDriver(connection);
