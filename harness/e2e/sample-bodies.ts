const MESSAGE = { content: [{ type: 'text', text: '[[sim:text Hello.]]' }] };
const CALL = { tool_call_id: '0194f7a0-0000-7000-8000-00000000dead', result: 1 };

/** Bodies of the operations whose schema does not describe all their requirements, by id without `_nested`. */
export const SAMPLE_BODIES: Readonly<Record<string, Record<string, unknown>>> = {
  create_message: { message: MESSAGE },
  update_queued_message: { message: MESSAGE },
  create_tool_results: { tool_results: [CALL] },
  create_llm_provider: { name: 'sample', provider_type: 'llmsim' },
  create_mcp_server: { name: 'sample', url: 'https://mcp.example.com/mcp' },
  create_webhook: { url: 'https://hooks.example.com/everruns', events: ['turn.completed'] },
  update_webhook: { url: 'https://hooks.example.com/everruns' },
  create_session_job: { action: 'untag', filter: { tag: 'nothing-has-it' }, tags: ['nothing'] },
  start_mcp_login: { subject: 'local' },
  finish_mcp_login: { state: 'of nobody', code: 'none' },
  create_invitation: { email: 'somebody@invited.example' },
  change_password: { current_password: 'not this one', new_password: 'staple staple' },
  register: { email: 'somebody@register.example', password: 'staple staple' },
  put_agent_label: { version: 1 },
  run_tool: { arguments: { a: 1, b: 2 } },
  stat_file: { path: '/a.txt' },
  move_file: { src_path: '/a.txt', dst_path: '/b.txt' },
  copy_file: { src_path: '/a.txt', dst_path: '/b.txt' },
};
