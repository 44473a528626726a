import type { McpServer } from '@everruns/schemas';
import { entityTagOf } from '../../kernel/if-match.ts';

/** Changes with every change, new headers included, and with no check. */
export function mcpServerTag({ id, updated_at }: McpServer): string {
  return entityTagOf(id, updated_at);
}
