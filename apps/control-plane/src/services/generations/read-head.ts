import {
  GenerationHead,
  OfferedTool,
  type ContentHash,
  type GenerationSettings,
  type RecordedEventData,
} from '@everruns/schemas';
import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { findRequestContents } from '../../repositories/request-contents.ts';

/** What a request held besides its messages. */
export interface Head {
  settings: GenerationSettings;
  system: { hash: ContentHash; text: string };
  tools: { hash: ContentHash; definitions: OfferedTool[]; text: string };
}

const Tools = z.array(OfferedTool);

/** Null: it was not kept, or what was kept cannot be read. */
export async function readHead(
  db: Database,
  ctx: Pick<RequestContext, 'org_id'>,
  { request: { head: name } }: RecordedEventData<'llm.generation'>,
): Promise<Head | null> {
  if (name === undefined) return null;
  const head = parse(GenerationHead, (await findRequestContents(db, ctx, [name])).get(name));
  if (head === null) return null;
  const contents = await findRequestContents(db, ctx, [head.system, head.tools]);
  const [system, text] = [contents.get(head.system), contents.get(head.tools)];
  const definitions = parse(Tools, text);
  if (system === undefined || text === undefined || definitions === null) return null;
  const { settings } = head;
  return { settings, system: { hash: head.system, text: system }, tools: { hash: head.tools, definitions, text } };
}

/** Contents are what a worker has sent. */
function parse<Value>(schema: z.ZodType<Value>, text: string | undefined): Value | null {
  try {
    return text === undefined ? null : schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
