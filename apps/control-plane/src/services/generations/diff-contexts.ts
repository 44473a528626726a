import { isDeepStrictEqual } from 'node:util';
import type { GenerationContextDiff, GenerationRef, GenerationSettings, SessionId } from '@everruns/schemas';
import { readGeneration, type Generation } from '../../engine/index.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { compareNamed, toNamed, valueOf } from '../agents/compare-versions.ts';
import { diffPrompts } from '../agents/diff-prompts.ts';
import type { Services } from '../services.ts';
import { readMessages } from './get-context.ts';
import { readHead, type Head } from './read-head.ts';

const MAX_PLACES = 1_000;

interface DiffInput {
  session_id: SessionId;
  generation: GenerationRef;
  /** The generation with which it is compared. */
  with: GenerationRef;
}

interface Side {
  generation: Generation;
  head: Head | null;
  /** The sequences of the messages that the model read. */
  read: ReadonlySet<number>;
}

/** What differs from the context of one generation to that of another of the same session. Throws `not_found`. */
export async function diffContexts(
  deps: Pick<Services, 'db' | 'engine' | 'offload'>,
  ctx: RequestContext,
  { session_id, generation, with: other }: DiffInput,
): Promise<GenerationContextDiff> {
  const from = await readSide(deps, ctx, { session_id, generation });
  const to = await readSide(deps, ctx, { session_id, generation: other });
  return {
    from: placeOf(from),
    to: placeOf(to),
    ...(await diffHeads(deps, ctx, { from, to })),
    messages: { added: onlyIn(to.read, from.read), removed: onlyIn(from.read, to.read) },
  };
}

async function readSide(
  deps: Pick<Services, 'db' | 'engine'>,
  ctx: RequestContext,
  input: { session_id: SessionId; generation: GenerationRef },
): Promise<Side> {
  const generation = await readGeneration(deps.engine, ctx, input);
  const head = await readHead(deps.db, ctx, generation.data);
  const told = await readMessages(deps, ctx, { session_id: input.session_id, generation, head });
  const read = told.flatMap(({ message, state }) => (state === 'excluded' ? [] : [message.sequence ?? 0]));
  return { generation, head, read: new Set(read) };
}

const placeOf = ({ generation: { event_id, sequence }, head }: Side) => ({
  event_id,
  sequence,
  is_recorded: head !== null,
});

const onlyIn = (these: ReadonlySet<number>, those: ReadonlySet<number>): number[] =>
  [...these].filter((sequence) => !those.has(sequence)).slice(0, MAX_PLACES);

async function diffHeads(
  deps: Pick<Services, 'offload'>,
  ctx: RequestContext,
  { from: { head: old, generation: older }, to: { head: next, generation: newer } }: { from: Side; to: Side },
): Promise<Pick<GenerationContextDiff, 'system' | 'tools' | 'settings'>> {
  if (old === null || next === null) return { settings: [] };
  const settings = compareSettings(old.settings, next.settings);
  const tools = compareNamed(toNamed(old.tools.definitions, nameOf), toNamed(next.tools.definitions, nameOf));
  const isChanged = tools.added.length + tools.removed.length + tools.changed.length > 0;
  const rest = { ...(isChanged ? { tools } : {}), settings };
  if (old.system.hash === next.system.hash) return rest;
  const names = { from: `generation ${older.sequence}`, to: `generation ${newer.sequence}` };
  const change = { ...names, before: old.system.text, after: next.system.text };
  return { ...rest, system: { patch: await diffPrompts(deps, ctx, { change, field: 'with' }) } };
}

const nameOf = ({ name }: { name: string }): string => name;

/** Controls are compared one by one. */
function compareSettings(before: GenerationSettings, after: GenerationSettings): GenerationContextDiff['settings'] {
  const [old, next] = [flatten(before), flatten(after)];
  return [...new Set([...old.keys(), ...next.keys()])].flatMap((field) => {
    if (isDeepStrictEqual(old.get(field), next.get(field))) return [];
    return [{ field, ...valueOf('before', old.get(field)), ...valueOf('after', next.get(field)) }];
  });
}

function flatten({ controls = {}, ...settings }: GenerationSettings): Map<string, unknown> {
  const fields = new Map<string, unknown>(Object.entries(settings));
  for (const [name, value] of Object.entries(controls)) fields.set(`controls.${name}`, value);
  return fields;
}
