import type { CreateAgentRequest } from '@everruns/schemas';
import { stringify } from 'yaml';

/** Front matter holds no text with several lines, because one of them could look like the fence. */
const ONE_LINE = { lineWidth: 0, blockQuote: false, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER } as const;

/** The Markdown that is read back as the same agent. */
export default function formatAgentFile({ system_prompt, ...fields }: CreateAgentRequest): string {
  return `---\n${stringify(fields, { ...ONE_LINE, aliasDuplicateObjects: false })}---\n${system_prompt}`;
}
