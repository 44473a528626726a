import { formatDuration } from '../../../design/format.ts';
import { describeFailure, describeNext, describeTakeOver } from './describe-attempt.ts';
import { describeWait } from './describe-wait.ts';
import type { Segment } from './list-segments.ts';

/** What a person reads about a segment. */
export function describeSegment({ kind, startedAt, endedAt, failure, takeOver, wait }: Segment): string {
  const duration = formatDuration(endedAt - startedAt);
  switch (kind) {
    case 'run':
      return `Ran for ${duration}`;
    case 'failed':
      return failure === null ? '' : `${describeFailure(failure)}, after ${duration}`;
    case 'backoff':
      return failure === null ? `Waited for ${duration}` : `Waited for ${duration}: ${describeNext(failure)}`;
    case 'silent':
      return takeOver === null ? `Nobody worked on it for ${duration}` : describeTakeOver(takeOver);
    case 'wait':
      return wait === null ? `Waited for ${duration}` : `${describeWait(wait)} for ${duration}`;
  }
}
