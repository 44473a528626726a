import type { JsonObject } from '@everruns/schemas';
import type { SimConversation } from '../conversation.ts';

export interface PlannedCall {
  name: string;
  arguments: JsonObject;
}

/** Reads one kind of wish in a person's text. Gives no call for a wish it does not find. */
export type Intent = (text: string, conversation: SimConversation) => PlannedCall[];
