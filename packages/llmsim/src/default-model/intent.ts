import type { JsonObject } from '@everruns/schemas';
import type { SimConversation } from '../conversation.ts';

export interface PlannedCall {
  name: string;
  arguments: JsonObject;
}

/** Reads one kind of request in a user's text. Returns no calls if the text does not contain it. */
export type Intent = (text: string, conversation: SimConversation) => PlannedCall[];
