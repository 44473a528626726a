import { z } from 'zod';
import { HistoryRepair } from '../history-edit.ts';
import { LlmModelId, MessageId } from '../ids.ts';
import { OptionalParameter } from '../model-compat.ts';

export const historyEvents = {
  /**
   * A provider refused the conversation. From here on models read the earlier part without the named parts. The log keeps
   * everything.
   */
  'history.repaired': HistoryRepair.extend({
    /** The provider's own message, redacted and cut. */
    reason: z.string(),
  }),
  /** A person excluded a message, with its calls and their results, from what models read. The log keeps it. */
  'message.excluded': z.object({
    message_id: MessageId,
    /** The sequences of the message and of the results of its calls. */
    sequences: z.array(z.int().positive()).min(1),
    by: z.string(),
  }),
  /** A person erased what a message said, with what its calls asked and answered, in this log and in all that share it. */
  'message.redacted': z.object({ message_id: MessageId, by: z.string() }),
  /** A provider refused parameters by name. Requests to this model leave them out. */
  'model.adjusted': z.object({
    model_id: LlmModelId,
    model: z.string(),
    left_out: z.array(OptionalParameter).min(1),
    reason: z.string(),
  }),
};
