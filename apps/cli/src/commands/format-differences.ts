import type { AgentVersionDiff } from '@everruns/sdk';
import { cleanLine, cleanText } from '../terminal/clean-text.ts';
import { formatJson } from '../terminal/format-data.ts';

export interface Differences {
  /** A unified diff. */
  patch: string | undefined;
  sets: Record<string, AgentVersionDiff['tools']>;
  fields: AgentVersionDiff['fields'];
}

/** What differs, line by line: the patch, then sets by name, then fields with both values. */
export function formatDifferences({ patch, sets, fields }: Differences): string[] {
  const named = Object.entries(sets).flatMap(([name, changes]) =>
    changes === undefined
      ? []
      : [
          ...changes.added.map((one) => `${name}: + ${cleanLine(one)}`),
          ...changes.removed.map((one) => `${name}: - ${cleanLine(one)}`),
          ...changes.changed.map((one) => `${name}: ~ ${cleanLine(one)}`),
        ],
  );
  const show = (value: unknown): string => (value === undefined ? 'not set' : cleanLine(formatJson(value, 0)));
  const rest = fields.map(({ field, before, after }) => `${field}: ${show(before)} → ${show(after)}`);
  return [...(patch === undefined ? [] : [cleanText(patch)]), ...named, ...rest];
}
