/** Every operation that answers without a credential. Adding one is a security decision and needs a review. */
export const PUBLIC_OPERATION_IDS = [
  'get_health',
  'get_liveness',
  'get_readiness',
  'get_auth_config',
  'login',
  'register',
  'refresh_tokens',
  'preview_invitation',
  'start_device_login',
  'exchange_device_code',
  'start_oauth',
  'finish_oauth',
  'get_mcp_client_metadata',
  'get_openapi_document',
  'open_documentation',
  'open_swagger_ui',
  'get_swagger_ui',
  'get_swagger_ui_asset',
  'get_documentation',
  'get_documentation_file',
] as const;
export type PublicOperationId = (typeof PUBLIC_OPERATION_IDS)[number];
