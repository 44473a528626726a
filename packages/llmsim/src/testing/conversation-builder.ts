import type { SimConversation, SimMessage } from '../conversation.ts';

const TOOL_NAMES =
  'get_current_time add subtract multiply divide evaluate read_file write_file edit_file list_directory grep_files delete_file stat_file write_todos web_fetch web_search bash run_javascript run_python read_document ask_document list_skills load_skill list_findings plan_research'.split(
    ' ',
  );

/** Returns a conversation that begins with one user message, for an agent with all the common tools. */
export function makeConversation(text: string, overrides: Partial<SimConversation> = {}): SimConversation {
  return {
    model: 'llmsim-instant',
    system: 'Be brief.',
    messages: [userMessage(text)],
    tools: TOOL_NAMES.map((name) => ({ name, description: '', parameters: {} })),
    request_id: 'request-1',
    ...overrides,
  };
}

export function userMessage(text: string): SimMessage {
  return { role: 'user', content: [{ type: 'text', text }] };
}
