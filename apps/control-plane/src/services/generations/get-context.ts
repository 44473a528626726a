import { countMessage, countText } from '@everruns/core/catalog';
import { BoundedMap, omitUndefined } from '@everruns/kernel';
import {
  LIMITS,
  type EventId,
  type GenerationContext,
  type GenerationRef,
  type SessionId,
  type ToldMessage,
} from '@everruns/schemas';
import { z } from 'zod';
import { readGeneration, readTold, type Generation, type Told } from '../../engine/index.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { Services } from '../services.ts';
import { readHead, type Head } from './read-head.ts';

export const ContextQuery = z.strictObject({
  /** How many messages. */
  limit: z.coerce.number().int().min(1).max(LIMITS.eventsLimit).default(100),
  /** Only messages below this place in the log. */
  before_sequence: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
});

interface ContextInput extends z.output<typeof ContextQuery> {
  session_id: SessionId;
  generation: GenerationRef;
}

/** What a model was told for one generation. Throws `not_found`. */
export async function getContext(
  deps: Pick<Services, 'db' | 'engine'>,
  ctx: RequestContext,
  { session_id, generation: ref, limit, before_sequence }: ContextInput,
): Promise<GenerationContext> {
  const generation = await readGeneration(deps.engine, ctx, { session_id, generation: ref });
  const head = await readHead(deps.db, ctx, generation.data);
  const told = await readMessages(deps, ctx, { session_id, generation, head });
  const page = pageOf(told, { limit, before_sequence });
  return {
    ...describe(session_id, generation),
    is_recorded: head !== null,
    ...(head === null ? {} : describeHead(head)),
    messages: page.messages.map(toToldMessage),
    has_more: page.has_more,
    read: COUNTED.getOrCreate(generation.event_id, () => countRead(told)),
  };
}

/** What a generation read does not change, so that it is counted once, however many pages of it are asked for. */
const COUNTED = new BoundedMap<EventId, GenerationContext['read']>(10_000);

function countRead(told: readonly Told[]): GenerationContext['read'] {
  const read = told.filter(({ state }) => state === 'read' || state === 'excluded_since');
  return { messages: read.length, estimated_tokens: read.reduce((sum, { message }) => sum + countMessage(message), 0) };
}

/** The request for a summary holds a transcript, and that of a tool a text: neither holds a message. */
export async function readMessages(
  { engine }: Pick<Services, 'engine'>,
  ctx: RequestContext,
  { head, ...input }: { session_id: SessionId; generation: Generation; head: Head | null },
): Promise<Told[]> {
  const isOfConversation = (head?.settings.purpose ?? 'answer') === 'answer';
  return isOfConversation ? readTold(engine, ctx, input) : [];
}

function describe(session_id: SessionId, generation: Generation) {
  const { event_id, sequence, turn_id, agent_version, created_at, data } = generation;
  const { message_id, provider, model, usage, warnings } = data;
  return {
    session_id,
    event_id,
    sequence,
    message_id,
    provider,
    model,
    created_at,
    usage,
    ...omitUndefined({ turn_id: turn_id ?? undefined, agent_version: agent_version ?? undefined, warnings }),
  };
}

function describeHead({ settings, system, tools }: Head): Pick<GenerationContext, 'settings' | 'system' | 'tools'> {
  const { hash, definitions, text } = tools;
  return {
    settings,
    system: { ...system, estimated_tokens: countText(system.text) },
    tools: { hash, definitions, estimated_tokens: definitions.length === 0 ? 0 : countText(text) },
  };
}

function toToldMessage({ message, state }: Told): ToldMessage {
  return { ...message, state, estimated_tokens: countMessage(message) };
}

interface PageInput {
  limit: number;
  before_sequence: number | undefined;
}

/** The newest messages below a place. A summary counts as the oldest of all. */
function pageOf(
  told: readonly Told[],
  { limit, before_sequence = Infinity }: PageInput,
): { messages: Told[]; has_more: boolean } {
  const isBelow = ({ message: { compaction, sequence = 0 } }: Told): boolean =>
    compaction !== undefined || sequence < before_sequence;
  const below = told.filter(isBelow);
  return { messages: below.slice(-limit), has_more: below.length > limit };
}
