import { isEverrunsError } from '@everruns/schemas';
import type { ServerFrameOf } from '@everruns/schemas/ws';
import { toProblem } from '../../kernel/problem.ts';
import { toOutage } from '../../services/outages.ts';
import type { NamedFrame } from './read-frame.ts';

/** The frame that says why a frame was refused, with the code of a problem document. */
export function toErrorFrame(error: unknown, about: NamedFrame['about'], requestId: string): ServerFrameOf<'error'> {
  const { code, detail, errors } = toProblem(toOutage(error), requestId);
  const retryMs = isEverrunsError(error) ? error.retryAfterMs : undefined;
  return {
    type: 'error',
    code,
    // Nothing is told of an unknown failure but where the log has it.
    message: code === 'internal' ? `${detail} Request ${requestId}.` : detail,
    ...about,
    ...(errors === undefined ? {} : { errors }),
    ...(retryMs === undefined ? {} : { retry_ms: retryMs }),
  };
}
