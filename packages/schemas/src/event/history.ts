import { z } from 'zod';
import { HistoryRepair } from '../history-edit.ts';
import { LlmModelId, MessageId } from '../ids.ts';
import { OptionalParameter } from '../model-compat.ts';

export const historyEvents = {
  /** A provider refused the conversation; from here on models are told the part before without what is named. The log keeps it. */
  'history.repaired': HistoryRepair.extend({
    /** The provider's own words, redacted and cut. */
    reason: z.string(),
  }),
  /** A person took a message out of what models are told, with its calls and their results. The log keeps it. */
  'message.excluded': z.object({
    message_id: MessageId,
    /** Of the message and of the results of its calls. */
    sequences: z.array(z.int().positive()).min(1),
    by: z.string(),
  }),
  /** A provider refused parameters by name: requests to this model leave them out. */
  'model.adjusted': z.object({
    model_id: LlmModelId,
    model: z.string(),
    left_out: z.array(OptionalParameter).min(1),
    reason: z.string(),
  }),
};
