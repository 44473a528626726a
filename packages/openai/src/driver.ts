import type { CreateModelDriver } from '@everruns/core';
import { PROVIDERS } from '@everruns/schemas';
import { createChatDriver } from './chat/driver.ts';
import { createResponsesDriver } from './responses/driver.ts';

/** The driver for both formats: OpenAI uses `responses`; Azure deployments and compatible servers use `chat`. */
export const createOpenAiDriver: CreateModelDriver = (connection) =>
  PROVIDERS[connection.provider_type].wire === 'responses'
    ? createResponsesDriver(connection)
    : createChatDriver(connection);
