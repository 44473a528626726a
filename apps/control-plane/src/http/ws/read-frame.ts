import { EverrunsError } from '@everruns/schemas';
import { CLIENT_FRAMES, type ClientFrame, type ClientFrameType } from '@everruns/schemas/ws';
import { z } from 'zod';
import { JSON_LIMITS } from '../../kernel/json-limits.ts';
import { parseJson } from '../../kernel/parse-json.ts';
import { toInputError } from '../../kernel/problem.ts';

const Named = z.looseObject({ type: z.string() });
const TYPES = Object.keys(CLIENT_FRAMES);

/** A frame as its sender named it, before it was checked: an error can say what it belongs to. */
export interface NamedFrame {
  /** Null: it is no frame of this protocol. */
  type: ClientFrameType | null;
  value: unknown;
  /** What an error answers, as far as it can be read. */
  about: { request_id?: string; tool_call_id?: string; session_id?: string };
}

const About = z.looseObject({
  request_id: z.string().max(255).optional().catch(undefined),
  tool_call_id: z.uuid().optional().catch(undefined),
  session_id: z.uuid().optional().catch(undefined),
});

/** Scans and parses a text like the body of a request. Throws `malformed_json` and `invalid_request`. */
export function nameFrame(text: string): NamedFrame {
  const value = parseJson(text, JSON_LIMITS);
  const named = Named.safeParse(value);
  const type = named.success && TYPES.includes(named.data.type) ? (named.data.type as ClientFrameType) : null;
  const { request_id, tool_call_id, session_id } = About.safeParse(value).data ?? {};
  return {
    type,
    value,
    about: {
      ...(request_id === undefined ? {} : { request_id }),
      ...(tool_call_id === undefined ? {} : { tool_call_id }),
      ...(session_id === undefined ? {} : { session_id }),
    },
  };
}

/** Checks a frame against its schema. Throws `invalid_request` and `unknown_field`. */
export function checkFrame({ type, value }: NamedFrame): ClientFrame {
  if (type === null) {
    const message = `must be one of ${TYPES.join(', ')}`;
    throw new EverrunsError('invalid_request', `type: ${message}.`, {
      errors: [{ path: 'type', code: 'invalid_value', message }],
    });
  }
  const result = CLIENT_FRAMES[type].safeParse(value);
  if (!result.success) throw toInputError(result.error, 'body');
  assertOneOfTwo(result.data);
  return result.data;
}

const EITHER: Partial<Record<ClientFrameType, readonly [string, string]>> = {
  message: ['session_id', 'agent_id'],
  tool_result: ['result', 'error'],
};

function assertOneOfTwo(frame: ClientFrame): void {
  const [first, second] = EITHER[frame.type] ?? [];
  if (first === undefined || second === undefined) return;
  const given = new Map<string, unknown>(Object.entries(frame));
  if ((given.get(first) === undefined) !== (given.get(second) === undefined)) return;
  const message = `give exactly one of ${first} and ${second}`;
  throw new EverrunsError('invalid_request', `${message}.`, { errors: [{ path: first, code: 'invalid', message }] });
}
