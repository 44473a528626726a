// Generated from apps/docs/openapi.json, the catalog of events and the frames of the WebSocket by harness/openapi/main.ts. Do not edit.
export interface paths {
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the version and configuration of this server */
        get: operations["get_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Check that the process answers */
        get: operations["get_liveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Check that the server can serve requests, and what it needs for that */
        get: operations["get_readiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List agents, newest first */
        get: operations["list_agents"];
        put?: never;
        /** Create an agent */
        post: operations["create_agent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/{agent_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an agent */
        get: operations["get_agent"];
        put?: never;
        post?: never;
        /** Archive an agent */
        delete: operations["archive_agent"];
        options?: never;
        head?: never;
        /** Change an agent (RFC 7396), which creates its next version */
        patch: operations["update_agent"];
        trace?: never;
    };
    "/v1/agents/{agent_id}/copy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Copy an agent */
        post: operations["copy_agent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/{agent_id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download an agent as Markdown with front matter */
        get: operations["export_agent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/{agent_id}/labels/{label}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Give a label to a version of an agent, such as production */
        put: operations["put_agent_label"];
        post?: never;
        /** Delete a label of an agent */
        delete: operations["delete_agent_label"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/{agent_id}/unarchive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make an archived agent active again */
        post: operations["unarchive_agent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/{agent_id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the versions of an agent, newest first */
        get: operations["list_agent_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/{agent_id}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an agent as it was at a version */
        get: operations["get_agent_version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/{agent_id}/versions/{version}/diff/{to}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Compare two versions of an agent */
        get: operations["diff_agent_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/{agent_id}/versions/{version}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a new version with the definition of an older one */
        post: operations["restore_agent_version"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create an agent from a file: Markdown with front matter, YAML, JSON or a plain prompt */
        post: operations["import_agent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approval-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List remembered approvals, newest first */
        get: operations["list_approval_rules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approval-rules/{rule_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Forget a remembered approval. Calls that have not begun ask again. */
        delete: operations["delete_approval_rule"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the approvals and questions of all sessions, newest first */
        get: operations["list_approvals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals/{approval_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an approval or a question, with the schema of the arguments that may be edited */
        get: operations["get_approval"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals/{approval_id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve or deny a call, or answer a question. The first decision counts. */
        post: operations["resolve_approval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count the open approvals and questions of all sessions, up to 100 */
        get: operations["count_approvals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List who changed what, newest first */
        get: operations["list_audit_log"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/accept-invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept an invitation and join its organization */
        post: operations["accept_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the caller’s keys, or as an admin all keys, newest first */
        get: operations["list_api_keys"];
        put?: never;
        /** Create an API key, which only this answer shows */
        post: operations["create_api_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/api-keys/{api_key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a key */
        delete: operations["delete_api_key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/callback/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Finish signing in with Google or GitHub */
        get: operations["finish_oauth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the ways to sign in */
        get: operations["get_auth_config"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/device": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See which program asks to be signed in, and from where */
        get: operations["get_device_login"];
        put?: never;
        /** Ask a person to sign this program in */
        post: operations["start_device_login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/device/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a program act for the caller in this organization */
        post: operations["approve_device_login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/device/deny": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse a program that asks to be signed in */
        post: operations["deny_device_login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/device/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Get the tokens of a program that a person has approved */
        post: operations["exchange_device_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read who invites whom to what, with the token of an open invitation */
        post: operations["preview_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with e-mail and password */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End this login */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the caller and their permissions */
        get: operations["get_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/oauth/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sign in with Google or GitHub */
        get: operations["start_oauth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change the caller’s password, end every other login, and the API keys on demand */
        post: operations["change_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Exchange a refresh token for a new pair */
        post: operations["refresh_tokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create an account with its own organization */
        post: operations["register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/switch-org": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Switch this login to another organization */
        post: operations["switch_organization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/capabilities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the capabilities that agents can have */
        get: operations["list_capabilities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/capabilities/{capability_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a capability */
        get: operations["get_capability"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the devices that execute tools over WebSockets, newest first */
        get: operations["list_devices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a device with its secret. Its socket is closed. */
        delete: operations["delete_device"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Follow what changes in the organization: hints with ids, after which lists are read again */
        get: operations["stream_feed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the limits of the organization, and how much of each it uses now */
        get: operations["list_limits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/llm-models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List models, newest first */
        get: operations["list_llm_models"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/llm-models/{model_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a model */
        get: operations["get_llm_model"];
        put?: never;
        post?: never;
        /** Delete a model */
        delete: operations["delete_llm_model"];
        options?: never;
        head?: never;
        /** Change a model (RFC 7396), or make it the default */
        patch: operations["update_llm_model"];
        trace?: never;
    };
    "/v1/llm-models/{model_id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask a model for a few answers of at most 64 tokens: what can it do? */
        post: operations["check_llm_model"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/llm-provider-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the types of providers and the settings of each */
        get: operations["list_llm_provider_types"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/llm-providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List providers, newest first */
        get: operations["list_llm_providers"];
        put?: never;
        /** Add a provider */
        post: operations["create_llm_provider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/llm-providers/{provider_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a provider */
        get: operations["get_llm_provider"];
        put?: never;
        post?: never;
        /** Erase a provider, its key and its models */
        delete: operations["delete_llm_provider"];
        options?: never;
        head?: never;
        /** Change a provider (RFC 7396). A change of its host without a new key erases its key. */
        patch: operations["update_llm_provider"];
        trace?: never;
    };
    "/v1/llm-providers/{provider_id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check a provider: its address, its key and its models */
        post: operations["check_llm_provider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/llm-providers/{provider_id}/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a model to a provider */
        post: operations["create_llm_model"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mcp-client-metadata": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What this platform says of itself to authorization servers of MCP servers */
        get: operations["get_mcp_client_metadata"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mcp-connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List logins at MCP servers, newest first */
        get: operations["list_mcp_connections"];
        put?: never;
        /** Finish a login with what the authorization server sent back. Calls that waited for it run again. */
        post: operations["finish_mcp_login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mcp-connections/{connection_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Erase a login and revoke its tokens */
        delete: operations["delete_mcp_connection"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mcp-servers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List MCP servers, newest first */
        get: operations["list_mcp_servers"];
        put?: never;
        /** Register an MCP server */
        post: operations["create_mcp_server"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mcp-servers/{server_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an MCP server */
        get: operations["get_mcp_server"];
        put?: never;
        post?: never;
        /** Erase an MCP server and its headers */
        delete: operations["delete_mcp_server"];
        options?: never;
        head?: never;
        /** Change an MCP server (RFC 7396). A change of its origin without new headers erases its headers. */
        patch: operations["update_mcp_server"];
        trace?: never;
    };
    "/v1/mcp-servers/{server_id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Connect to an MCP server and ask for its tools */
        post: operations["check_mcp_server"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mcp-servers/{server_id}/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin a login at an MCP server. The person opens the link; the same caller finishes it within ten minutes. */
        post: operations["start_mcp_login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mcp-servers/{server_id}/prompts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the prompts of an MCP server */
        get: operations["list_mcp_prompts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mcp-servers/{server_id}/prompts/get": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Fill in a prompt of an MCP server */
        post: operations["get_mcp_prompt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mcp-servers/{server_id}/resource-templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the templates of the resources of an MCP server */
        get: operations["list_mcp_resource_templates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mcp-servers/{server_id}/resources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the resources of an MCP server */
        get: operations["list_mcp_resources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mcp-servers/{server_id}/resources/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read a resource of an MCP server */
        post: operations["read_mcp_resource"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mcp-servers/{server_id}/tools": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the tools of an MCP server that agents get, at most five minutes old */
        get: operations["list_mcp_tools"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{organization_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the organization */
        get: operations["get_organization"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Rename the organization (RFC 7396) */
        patch: operations["update_organization"];
        trace?: never;
    };
    "/v1/orgs/{organization_id}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List open, used and expired invitations, newest first */
        get: operations["list_invitations"];
        put?: never;
        /** Create an invitation, whose token only this answer shows */
        post: operations["create_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{organization_id}/invitations/{invitation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke an invitation, or delete a used or expired one */
        delete: operations["delete_invitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{organization_id}/leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Leave the organization. The caller’s keys and logins of it end. */
        post: operations["leave_organization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{organization_id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the members */
        get: operations["list_members"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{organization_id}/members/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a member, with their keys and logins of this organization */
        delete: operations["delete_member"];
        options?: never;
        head?: never;
        /** Change the role of a member */
        patch: operations["update_member"];
        trace?: never;
    };
    "/v1/secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the names and hosts of secrets, newest first. No request returns a value. */
        get: operations["list_secrets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/secrets/{secret_name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Create a secret, or replace its value and its hosts. Tools send it to these hosts only. */
        put: operations["put_secret"];
        post?: never;
        /** Erase a secret */
        delete: operations["delete_secret"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session-jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your jobs on sessions, newest first */
        get: operations["list_session_jobs"];
        put?: never;
        /** Cancel, retry, tag or delete many sessions */
        post: operations["create_session_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session-jobs/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a job, and how far it is */
        get: operations["get_session_job"];
        put?: never;
        post?: never;
        /** End a job after the session that it works on. What it has done stays. */
        delete: operations["cancel_session_job"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List sessions, newest first */
        get: operations["list_sessions"];
        put?: never;
        /** Start a session with an agent, with or without a first message */
        post: operations["create_session"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a session */
        get: operations["get_session"];
        put?: never;
        post?: never;
        /** End the running turn of a session and erase the session. Its forks keep what they have of it, unless they go with it. */
        delete: operations["delete_session"];
        options?: never;
        head?: never;
        /** Change the title, tags or model of a session (RFC 7396) */
        patch: operations["update_session"];
        trace?: never;
    };
    "/v1/sessions/{session_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the running turn and drop the queue */
        post: operations["cancel_session"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{session_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the events of a session, oldest first */
        get: operations["list_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{session_id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download the log of a session, one event per line */
        get: operations["export_session"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{session_id}/fork": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a session that has the log of this one up to a place, and goes on from there */
        post: operations["fork_session"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{session_id}/fs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the root directory */
        get: operations["list_files"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{session_id}/fs/_/copy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Copy a file or directory. The copy is not read-only. */
        post: operations["copy_file"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{session_id}/fs/_/grep": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Search files for lines that match an RE2 regular expression */
        post: operations["grep_files"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{session_id}/fs/_/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move a file or directory */
        post: operations["move_file"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{session_id}/fs/_/stat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Get the size, kind and times of a file or directory */
        post: operations["stat_file"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{session_id}/fs/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a file or list a directory */
        get: operations["get_file"];
        /** Replace the content of a file, its read-only flag, or both */
        put: operations["update_file"];
        /** Create a file or directory, and its missing parents */
        post: operations["create_file"];
        /** Delete a file or directory */
        delete: operations["delete_file"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{session_id}/generations/{generation}/context": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get what the model was told for a generation: its prompt, tools, settings and messages */
        get: operations["get_generation_context"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{session_id}/generations/{generation}/context/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Compare what the model was told for two generations of a session */
        get: operations["diff_generation_contexts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{session_id}/lineage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List everything that was forked from the same beginning as a session */
        get: operations["get_session_lineage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{session_id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List messages, by default newest first */
        get: operations["list_messages"];
        put?: never;
        /** Send a message to the agent */
        post: operations["create_message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{session_id}/messages/{message_id}/exclude": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Exclude a message, with its calls and their results, from what models read. The log keeps it. */
        post: operations["exclude_message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{session_id}/messages/{message_id}/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say what you think of a message. The newest of each person counts. */
        post: operations["create_feedback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{session_id}/messages/{message_id}/redact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Erase what a message said, with its calls and their results, in this session and in its forks */
        post: operations["redact_message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{session_id}/queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the queued messages, next one first */
        get: operations["list_queue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{session_id}/queue/{message_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a message from the queue */
        delete: operations["drop_queued_message"];
        options?: never;
        head?: never;
        /** Change or move a queued message (RFC 7396) */
        patch: operations["update_queued_message"];
        trace?: never;
    };
    "/v1/sessions/{session_id}/sse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Follow the events of a session */
        get: operations["stream_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{session_id}/taint/clear": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that the foreign content of a session is harmless */
        post: operations["clear_session_taint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{session_id}/tool-results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer calls of tools that the client executes */
        post: operations["create_tool_results"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{session_id}/turns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the turns of a session, newest first */
        get: operations["list_turns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{session_id}/turns/{turn_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a turn */
        get: operations["get_turn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{session_id}/turns/{turn_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel a turn. The queue continues. */
        post: operations["cancel_turn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{session_id}/turns/{turn_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer the message of a failed or canceled turn again, in a new turn */
        post: operations["retry_turn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{session_id}/waits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what the tool calls of a session wait and waited for, newest first */
        get: operations["list_waits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subjects/{subject}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Say how much is stored of a subject */
        get: operations["get_subject"];
        put?: never;
        post?: never;
        /** Erase what is stored of a subject, with its sessions or without them */
        delete: operations["delete_subject"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tools/{capability_id}/{tool}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run one call of a tool, in a session that lists leave out and that is erased after a day */
        post: operations["run_tool"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get tokens and cost by agent, session, model, day or subject, or in total */
        get: operations["list_usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/usage/turns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count the turns that ended in a time: how they did, how long they took, and why they failed */
        get: operations["get_turn_statistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your views and those that are shared, newest first */
        get: operations["list_views"];
        put?: never;
        /** Save a filter of the list of sessions under a name */
        post: operations["create_view"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/views/{view_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a view */
        get: operations["get_view"];
        put?: never;
        post?: never;
        /** Delete a view */
        delete: operations["delete_view"];
        options?: never;
        head?: never;
        /** Change the name, the filter or the readers of a view */
        patch: operations["update_view"];
        trace?: never;
    };
    "/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List webhooks, newest first */
        get: operations["list_webhooks"];
        put?: never;
        /** Create a webhook, whose secret only this answer shows */
        post: operations["create_webhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhook_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a webhook */
        get: operations["get_webhook"];
        put?: never;
        post?: never;
        /** Delete a webhook. What waits to be delivered is not sent. */
        delete: operations["delete_webhook"];
        options?: never;
        head?: never;
        /** Change a webhook (RFC 7396): enable, disable, or end a pause */
        patch: operations["update_webhook"];
        trace?: never;
    };
    "/v1/webhooks/{webhook_id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what was and will be sent to a webhook in the last seven days, newest first */
        get: operations["list_webhook_deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhook_id}/deliveries/{delivery_id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a delivery again, with the same webhook-id */
        post: operations["replay_webhook_delivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhook_id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a new secret. For 24 hours deliveries are signed with both. */
        post: operations["rotate_webhook_secret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        Agent: {
            /** @enum {string} */
            busy_policy: "queue" | "steer" | "interrupt" | "reject";
            capabilities: (string | {
                config?: {
                    [key: string]: unknown;
                };
                ref: string;
            })[];
            controls?: components["schemas"]["StandingControls"];
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            default_model_id?: string;
            description?: string;
            /** Format: uuid */
            fallback_model_id?: string;
            /** @constant */
            harness_id: "default";
            /** Format: uuid */
            id: string;
            /** @constant */
            kind?: "playground";
            labels?: {
                [key: string]: number;
            };
            limits: {
                max_iterations?: number;
                max_turn_cost_usd?: number;
                max_turn_tokens?: number;
                turn_timeout_ms?: number;
            };
            name: string;
            /** @enum {string} */
            status: "active" | "archived";
            system_prompt: string;
            tags: string[];
            /** @enum {string} */
            taint?: "on" | "off";
            tool_settings?: {
                [key: string]: {
                    enabled?: boolean;
                    timeout_ms?: number;
                };
            };
            tools: {
                description: string;
                name: string;
                parameters: {
                    [key: string]: unknown;
                };
                /**
                 * @default client_side
                 * @constant
                 */
                policy: "client_side";
                timeout_ms?: number;
            }[];
            tools_policy?: {
                [key: string]: "auto" | "requires_approval";
            };
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        AgentVersion: {
            /** Format: uuid */
            agent_id: string;
            changed: string[];
            /** Format: date-time */
            created_at: string;
            created_by?: string;
            labels?: string[];
            version: number;
        };
        AgentVersionDiff: {
            /** Format: uuid */
            agent_id: string;
            capabilities?: {
                added: string[];
                changed: string[];
                removed: string[];
            };
            fields: {
                after?: unknown;
                before?: unknown;
                field: string;
            }[];
            from: number;
            system_prompt?: {
                patch: string;
            };
            tags?: {
                added: string[];
                changed: string[];
                removed: string[];
            };
            to: number;
            tools?: {
                added: string[];
                changed: string[];
                removed: string[];
            };
        };
        ApiKey: {
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at?: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            last_used_at?: string;
            name: string;
            prefix: string;
            scopes: ("read" | "write" | "admin" | "approvals:resolve" | "subjects:own" | "subjects:any")[];
            subject?: string;
            /** Format: uuid */
            user_id: string;
        };
        Approval: {
            /** Format: uuid */
            agent_id: string;
            agent_name: string;
            claimed_by?: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "approval" | "question" | "client_tool" | "subagent" | "connection";
            parameters?: {
                [key: string]: unknown;
            };
            path: {
                /** Format: uuid */
                session_id: string;
                title?: string;
            }[];
            request: components["schemas"]["WaitRequest"];
            resolution?: components["schemas"]["WaitResolution"];
            /** Format: date-time */
            resolved_at?: string;
            resolved_by?: string;
            /** Format: uuid */
            session_id: string;
            /** @enum {string} */
            status: "open" | "resolved" | "expired" | "canceled";
            subject: string;
            /** Format: uuid */
            turn_id: string;
        };
        ApprovalCount: {
            has_more: boolean;
            open: number;
        };
        ApprovalRule: {
            /** Format: uuid */
            agent_id?: string;
            arguments?: {
                [key: string]: unknown;
            };
            capability_id?: string;
            /** Format: date-time */
            created_at: string;
            created_by: string;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            match: "tool" | "arguments";
            /** @enum {string} */
            scope: "session" | "agent" | "user";
            /** Format: uuid */
            session_id?: string;
            subject?: string;
            tool: string;
        };
        AuditEntry: {
            action: string;
            actor: string;
            /** Format: date-time */
            created_at: string;
            fields: string[];
            /** Format: uuid */
            id: string;
            request_id: string;
            target_id?: string;
        };
        Capability: {
            config_schema?: {
                [key: string]: unknown;
            };
            description: string;
            id: string;
            name: string;
            /** @enum {string} */
            status: "available" | "coming_soon";
            system_prompt?: string;
            tool_definitions: {
                capability_id?: string;
                description: string;
                /** @enum {string} */
                effect: "read" | "idempotent" | "once";
                /** @constant */
                foreign?: true;
                hints?: {
                    any_host?: boolean;
                    asks_model?: boolean;
                    destructive?: boolean;
                    immediate?: boolean;
                    long_running?: boolean;
                    open_world?: boolean;
                    resumable?: boolean;
                };
                name: string;
                /** @constant */
                opens?: "subagent";
                parameters: {
                    [key: string]: unknown;
                };
                /** @enum {string} */
                policy: "auto" | "requires_approval" | "client_side";
                timeout_ms: number;
            }[];
        };
        ClientFrames: {
            auth: {
                credential: string;
                /** Format: uuid */
                org_id?: string;
                /** @constant */
                type: "auth";
            };
            cancel: {
                request_id: string;
                /** @constant */
                type: "cancel";
            };
            claim: {
                /** Format: uuid */
                tool_call_id: string;
                /** @constant */
                type: "claim";
            };
            hello: {
                device_id: string;
                instance_id: string;
                /** @default [] */
                resume?: {
                    after_sequence: number;
                    /** Format: uuid */
                    session_id: string;
                }[];
                /** @default [] */
                running?: string[];
                secret?: string;
                subject?: string;
                /** @default [] */
                tools?: string[];
                /** @constant */
                type: "hello";
            };
            message: {
                /** Format: uuid */
                agent_id?: string;
                /** @enum {string} */
                busy_policy?: "queue" | "steer" | "interrupt" | "reject";
                content: ({
                    text: string;
                    /** @constant */
                    type: "text";
                } | {
                    /** Format: base64 */
                    base64?: string;
                    /** @enum {string} */
                    media_type?: "image/png" | "image/jpeg" | "image/gif" | "image/webp";
                    /** @constant */
                    type: "image";
                    /** Format: uri */
                    url?: string;
                } | {
                    /** Format: base64 */
                    base64?: string;
                    file_path?: string;
                    filename?: string;
                    media_type?: string;
                    /** @constant */
                    type: "file";
                } | {
                    /** Format: uuid */
                    server_id: string;
                    /** @constant */
                    type: "mcp_resource";
                    uri: string;
                })[];
                controls?: {
                    max_tokens?: number;
                    /** Format: uuid */
                    model_id?: string;
                    parallel_tool_calls?: boolean;
                    reasoning?: {
                        /** @enum {string} */
                        effort: "none" | "minimal" | "low" | "medium" | "high" | "xhigh";
                    };
                    response_format?: {
                        /** @constant */
                        type: "text";
                    } | {
                        name: string;
                        schema: {
                            [key: string]: unknown;
                        };
                        /** @constant */
                        type: "json_schema";
                    };
                    stop?: string[];
                    temperature?: number;
                    tool_choice?: ("auto" | "none" | "required") | {
                        name: string;
                    };
                    top_p?: number;
                };
                metadata?: {
                    [key: string]: unknown;
                };
                request_id: string;
                /** Format: uuid */
                session_id?: string;
                tags?: string[];
                /** @constant */
                type: "message";
            };
            pong: {
                /** @constant */
                type: "pong";
            };
            progress: {
                message: string;
                /** Format: uuid */
                tool_call_id: string;
                /** @constant */
                type: "progress";
            };
            subscribe: {
                /** @default 0 */
                after_sequence?: "latest" | number;
                /** Format: uuid */
                session_id: string;
                /** @constant */
                type: "subscribe";
            };
            tool_result: {
                error?: string;
                result?: unknown;
                /** Format: uuid */
                tool_call_id: string;
                /** @constant */
                type: "tool_result";
            };
            unsubscribe: {
                /** Format: uuid */
                session_id: string;
                /** @constant */
                type: "unsubscribe";
            };
        };
        ContentPart: components["schemas"]["TextPart"] | components["schemas"]["ImagePart"] | {
            base64?: string;
            file_path?: string;
            filename?: string;
            mcp_server?: string;
            media_type?: string;
            revision?: number;
            size_bytes?: number;
            /** @constant */
            type: "file";
        } | components["schemas"]["ToolCallPart"] | components["schemas"]["ToolResultPart"];
        Controls: {
            max_tokens?: number;
            /** Format: uuid */
            model_id?: string;
            parallel_tool_calls?: boolean;
            reasoning?: {
                /** @enum {string} */
                effort: "none" | "minimal" | "low" | "medium" | "high" | "xhigh";
            };
            response_format?: {
                /** @constant */
                type: "text";
            } | {
                name: string;
                schema: {
                    [key: string]: unknown;
                };
                /** @constant */
                type: "json_schema";
            };
            stop?: string[];
            temperature?: number;
            tool_choice?: ("auto" | "none" | "required") | {
                name: string;
            };
            top_p?: number;
        };
        CreateAgentRequest: {
            /**
             * @default queue
             * @enum {string}
             */
            busy_policy?: "queue" | "steer" | "interrupt" | "reject";
            /** @default [] */
            capabilities?: (string | {
                config?: {
                    [key: string]: unknown;
                };
                ref: string;
            })[];
            controls?: components["schemas"]["StandingControls"];
            /** Format: uuid */
            default_model_id?: string;
            description?: string;
            /** Format: uuid */
            fallback_model_id?: string;
            /** @default {} */
            limits?: {
                max_iterations?: number;
                max_turn_cost_usd?: number;
                max_turn_tokens?: number;
                turn_timeout_ms?: number;
            };
            name: string;
            system_prompt: string;
            /** @default [] */
            tags?: string[];
            /** @enum {string} */
            taint?: "on" | "off";
            tool_settings?: {
                [key: string]: {
                    enabled?: boolean;
                    timeout_ms?: number;
                };
            };
            /** @default [] */
            tools?: {
                description: string;
                name: string;
                parameters: {
                    [key: string]: unknown;
                };
                /**
                 * @default client_side
                 * @constant
                 */
                policy?: "client_side";
                timeout_ms?: number;
            }[];
            tools_policy?: {
                [key: string]: "auto" | "requires_approval";
            };
        };
        CreatedApiKey: {
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at?: string;
            /** Format: uuid */
            id: string;
            key: string;
            /** Format: date-time */
            last_used_at?: string;
            name: string;
            prefix: string;
            scopes: ("read" | "write" | "admin" | "approvals:resolve" | "subjects:own" | "subjects:any")[];
            subject?: string;
            /** Format: uuid */
            user_id: string;
        };
        CreatedInvitation: {
            /** Format: date-time */
            accepted_at?: string;
            /** Format: uuid */
            accepted_by?: string;
            /** Format: date-time */
            created_at: string;
            email: string;
            /** Format: date-time */
            expires_at: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            invited_by?: string;
            /** @enum {string} */
            role: "viewer" | "member" | "admin" | "owner";
            /**
             * @default open
             * @enum {string}
             */
            status: "open" | "used" | "expired";
            token: string;
        };
        CreatedWebhook: {
            /** Format: date-time */
            created_at: string;
            description?: string;
            events: ("turn.completed" | "turn.failed" | "session.requires_action" | "approval.requested" | "subagent.failed")[];
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            previous_secret_expires_at?: string;
            secret: string;
            /** @enum {string} */
            status: "active" | "paused" | "disabled";
            /** @enum {string} */
            status_reason?: "backlog" | "gone" | "person";
            /** Format: date-time */
            updated_at: string;
            url: string;
        };
        CreateFeedbackRequest: {
            comment?: string;
            /** @enum {string} */
            rating: "up" | "down" | "none";
        };
        CreateLlmModelRequest: {
            compat?: {
                /** @enum {string} */
                auth_header?: "bearer" | "api-key" | "x-api-key";
                /** @enum {string} */
                call_ids?: "uuid" | "alphanumeric_9" | "kimi";
                call_signatures?: boolean;
                /** @enum {string} */
                content_beside_calls?: "null" | "empty" | "omit";
                /** @enum {string} */
                content_form?: "parts" | "text";
                /** @enum {string} */
                files?: "none" | "pdf";
                leave_out?: ("stream_options" | "max_tokens" | "max_completion_tokens" | "max_output_tokens" | "parallel_tool_calls" | "tool_choice" | "temperature" | "top_p" | "stop" | "stop_sequences" | "response_format" | "text" | "reasoning_effort" | "reasoning" | "include" | "store" | "strict" | "thinking" | "enable_thinking" | "output_config" | "cache_control" | "prompt_cache_key" | "web_search")[];
                parallel_tool_calls?: boolean;
                /** @enum {string} */
                pictures?: "any" | "inline" | "none";
                /** @enum {string} */
                preset?: "openai" | "azure_openai" | "anthropic" | "bedrock_proxy" | "vertex_proxy" | "gemini" | "mistral" | "deepseek" | "kimi" | "qwen" | "groq" | "together" | "openrouter" | "xai" | "ollama" | "vllm" | "llama_cpp" | "lm_studio" | "litellm" | "generic";
                prompt_cache_key?: boolean;
                prompt_caching?: boolean;
                /** @enum {string} */
                reasoning_history?: "drop" | "return" | "require";
                /** @enum {string} */
                reasoning_request?: "reasoning_effort" | "reasoning" | "thinking" | "enable_thinking" | "none";
                stream_options?: boolean;
                /** @enum {string} */
                system_role?: "system" | "developer" | "user";
                /** @enum {string} */
                token_limit_field?: "max_tokens" | "max_completion_tokens" | "none";
                /** @enum {string} */
                tool_schema?: "json_schema" | "plain" | "openapi";
                user_after_tool?: boolean;
                web_search?: boolean;
            } | null;
            context_window_tokens?: number | null;
            display_name?: string;
            /** @default false */
            is_default?: boolean;
            max_output_tokens?: number | null;
            model_id: string;
            prices_per_million?: {
                cache_creation?: number;
                cache_read?: number;
                input?: number;
                output?: number;
            } | null;
        };
        CreateLlmProviderRequest: {
            api_key?: string;
            /** Format: uri */
            base_url?: string;
            compat?: {
                /** @enum {string} */
                auth_header?: "bearer" | "api-key" | "x-api-key";
                /** @enum {string} */
                call_ids?: "uuid" | "alphanumeric_9" | "kimi";
                call_signatures?: boolean;
                /** @enum {string} */
                content_beside_calls?: "null" | "empty" | "omit";
                /** @enum {string} */
                content_form?: "parts" | "text";
                /** @enum {string} */
                files?: "none" | "pdf";
                leave_out?: ("stream_options" | "max_tokens" | "max_completion_tokens" | "max_output_tokens" | "parallel_tool_calls" | "tool_choice" | "temperature" | "top_p" | "stop" | "stop_sequences" | "response_format" | "text" | "reasoning_effort" | "reasoning" | "include" | "store" | "strict" | "thinking" | "enable_thinking" | "output_config" | "cache_control" | "prompt_cache_key" | "web_search")[];
                parallel_tool_calls?: boolean;
                /** @enum {string} */
                pictures?: "any" | "inline" | "none";
                /** @enum {string} */
                preset?: "openai" | "azure_openai" | "anthropic" | "bedrock_proxy" | "vertex_proxy" | "gemini" | "mistral" | "deepseek" | "kimi" | "qwen" | "groq" | "together" | "openrouter" | "xai" | "ollama" | "vllm" | "llama_cpp" | "lm_studio" | "litellm" | "generic";
                prompt_cache_key?: boolean;
                prompt_caching?: boolean;
                /** @enum {string} */
                reasoning_history?: "drop" | "return" | "require";
                /** @enum {string} */
                reasoning_request?: "reasoning_effort" | "reasoning" | "thinking" | "enable_thinking" | "none";
                stream_options?: boolean;
                /** @enum {string} */
                system_role?: "system" | "developer" | "user";
                /** @enum {string} */
                token_limit_field?: "max_tokens" | "max_completion_tokens" | "none";
                /** @enum {string} */
                tool_schema?: "json_schema" | "plain" | "openapi";
                user_after_tool?: boolean;
                web_search?: boolean;
            } | null;
            name: string;
            /** @enum {string} */
            provider_type: "openai" | "openai_compatible" | "azure_openai" | "anthropic" | "llmsim";
        };
        CreateMcpServerRequest: {
            /**
             * @default none
             * @enum {string}
             */
            auth?: "none" | "headers" | "oauth";
            headers?: {
                [key: string]: string;
            };
            name: string;
            oauth_client?: {
                client_id: string;
                client_secret?: string;
            };
            policy_overrides?: {
                [key: string]: "auto" | "requires_approval";
            };
            tool_filter?: {
                exclude?: string[];
                include?: string[];
            };
            /**
             * @default streamable_http
             * @constant
             */
            transport?: "streamable_http";
            /** Format: uri */
            url: string;
        };
        CreateMessageRequest: {
            /** @enum {string} */
            busy_policy?: "queue" | "steer" | "interrupt" | "reject";
            controls?: components["schemas"]["Controls"];
            message: {
                content: ({
                    text: string;
                    /** @constant */
                    type: "text";
                } | ({
                    /** @constant */
                    type: "image";
                    /** Format: uri */
                    url: string;
                } | {
                    /** Format: base64 */
                    base64: string;
                    /** @enum {string} */
                    media_type: "image/png" | "image/jpeg" | "image/gif" | "image/webp";
                    /** @constant */
                    type: "image";
                }) | ({
                    file_path: string;
                    /** @constant */
                    type: "file";
                } | {
                    /** Format: base64 */
                    base64: string;
                    filename: string;
                    media_type: string;
                    /** @constant */
                    type: "file";
                }) | {
                    /** Format: uuid */
                    server_id: string;
                    /** @constant */
                    type: "mcp_resource";
                    uri: string;
                })[];
                /**
                 * @default user
                 * @constant
                 */
                role?: "user";
            };
            metadata?: {
                [key: string]: unknown;
            };
            tags?: string[];
        };
        CreateMessageResponse: {
            compaction?: {
                covered_through_sequence: number;
                kept_sequences: number[];
            };
            content: components["schemas"]["ContentPart"][];
            continuation?: {
                items: {
                    [key: string]: unknown;
                }[];
                model: string;
                provider_type: string;
            };
            controls?: components["schemas"]["Controls"];
            /** Format: date-time */
            created_at: string;
            /** @enum {string} */
            disposition: "started" | "queued" | "steered" | "interrupted";
            edit?: {
                excluded_sequences?: number[];
                repair?: {
                    through_sequence: number;
                    what: ("pictures" | "reasoning" | "unknown_tools" | "tool_rounds")[];
                };
            };
            /** Format: uuid */
            id: string;
            metadata?: {
                [key: string]: unknown;
            };
            output?: components["schemas"]["Message"][];
            /** @constant */
            redacted?: true;
            /** @enum {string} */
            role: "user" | "agent" | "tool_result";
            sequence?: number;
            /** Format: uuid */
            session_id: string;
            tags?: string[];
            turn: components["schemas"]["Turn"];
            /** Format: uuid */
            turn_id?: string;
        };
        CreateSessionJobRequest: {
            /** @enum {string} */
            action: "cancel" | "retry" | "tag" | "untag" | "delete";
            filter?: components["schemas"]["SessionSelection"];
            session_ids?: string[];
            tags?: string[];
        };
        CreateSessionRequest: {
            /** Format: uuid */
            agent_id: string;
            agent_label?: string;
            agent_version?: number;
            controls?: components["schemas"]["StandingControls"];
            message?: {
                content: ({
                    text: string;
                    /** @constant */
                    type: "text";
                } | ({
                    /** @constant */
                    type: "image";
                    /** Format: uri */
                    url: string;
                } | {
                    /** Format: base64 */
                    base64: string;
                    /** @enum {string} */
                    media_type: "image/png" | "image/jpeg" | "image/gif" | "image/webp";
                    /** @constant */
                    type: "image";
                }) | ({
                    file_path: string;
                    /** @constant */
                    type: "file";
                } | {
                    /** Format: base64 */
                    base64: string;
                    filename: string;
                    media_type: string;
                    /** @constant */
                    type: "file";
                }) | {
                    /** Format: uuid */
                    server_id: string;
                    /** @constant */
                    type: "mcp_resource";
                    uri: string;
                })[];
                /**
                 * @default user
                 * @constant
                 */
                role?: "user";
            };
            /** Format: uuid */
            model_id?: string;
            subject?: string;
            /** @default [] */
            tags?: string[];
            title?: string;
        };
        CreateToolResultsRequest: {
            tool_results: ({
                result: unknown;
                /** Format: uuid */
                tool_call_id: string;
            } | {
                error: string;
                /** Format: uuid */
                tool_call_id: string;
            })[];
        };
        CreateViewRequest: {
            filter: components["schemas"]["SessionSelection"];
            /** @default false */
            is_shared?: boolean;
            name: string;
        };
        CreateWebhookRequest: {
            description?: string;
            events: ("turn.completed" | "turn.failed" | "session.requires_action" | "approval.requested" | "subagent.failed")[];
            /** Format: uri */
            url: string;
        };
        Device: {
            connected_by: string;
            /** Format: date-time */
            created_at: string;
            device_id: string;
            epoch: number;
            has_secret: boolean;
            /** Format: uuid */
            id: string;
            is_connected: boolean;
            /** Format: date-time */
            seen_at: string;
            subject: string;
            tools: string[];
        };
        DeviceLogin: {
            device_code: string;
            expires_in: number;
            interval: number;
            user_code: string;
            verification_uri: string;
        };
        DeviceLoginProgress: {
            interval: number;
            login?: components["schemas"]["LoginResponse"];
            /** @enum {string} */
            status: "pending" | "slow_down" | "approved" | "denied" | "expired";
        };
        EphemeralEventData: {
            "output.message.delta": {
                attempt: number;
                delta: string;
                /** Format: uuid */
                message_id: string;
                offset: number;
                part: number;
            };
            "output.message.reset": {
                attempt: number;
                /** Format: uuid */
                message_id: string;
            };
            "reason.thinking.delta": {
                attempt: number;
                delta: string;
                /** Format: uuid */
                message_id: string;
                offset: number;
            };
            "tool.output.delta": {
                attempt: number;
                delta: string;
                offset: number;
                /** Format: uuid */
                tool_call_id: string;
            };
            "tool.progress": {
                attempt: number;
                message: string;
                /** Format: uuid */
                tool_call_id: string;
                /** Format: uuid */
                turn_id?: string;
            };
        };
        EventEnvelope: {
            context: {
                attempt?: number;
                /** Format: uuid */
                exec_id?: string;
                /** Format: uuid */
                input_message_id?: string;
                /** Format: uuid */
                parent_session_id?: string;
                traceparent?: string;
                /** Format: uuid */
                turn_id?: string;
            };
            data: {
                [key: string]: unknown;
            };
            /** Format: uuid */
            id: string;
            metadata?: {
                [key: string]: unknown;
            };
            sequence?: number;
            /** Format: uuid */
            session_id: string;
            tags?: string[];
            /** Format: date-time */
            ts: string;
            type: string;
        };
        Feedback: {
            by: string;
            comment?: string;
            /** Format: uuid */
            message_id: string;
            /** @enum {string} */
            rating: "up" | "down" | "none";
        };
        FinishMcpLoginRequest: {
            code?: string;
            error?: string;
            error_description?: string;
            iss?: string;
            state: string;
        };
        ForkSessionRequest: {
            at_sequence?: number;
            message?: {
                content: ({
                    text: string;
                    /** @constant */
                    type: "text";
                } | ({
                    /** @constant */
                    type: "image";
                    /** Format: uri */
                    url: string;
                } | {
                    /** Format: base64 */
                    base64: string;
                    /** @enum {string} */
                    media_type: "image/png" | "image/jpeg" | "image/gif" | "image/webp";
                    /** @constant */
                    type: "image";
                }) | ({
                    file_path: string;
                    /** @constant */
                    type: "file";
                } | {
                    /** Format: base64 */
                    base64: string;
                    filename: string;
                    media_type: string;
                    /** @constant */
                    type: "file";
                }) | {
                    /** Format: uuid */
                    server_id: string;
                    /** @constant */
                    type: "mcp_resource";
                    uri: string;
                })[];
                /**
                 * @default user
                 * @constant
                 */
                role?: "user";
            };
            title?: string;
        };
        GenerationContext: {
            agent_version?: number;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            event_id: string;
            has_more: boolean;
            is_recorded: boolean;
            /** Format: uuid */
            message_id: string;
            messages: {
                compaction?: {
                    covered_through_sequence: number;
                    kept_sequences: number[];
                };
                content: components["schemas"]["ContentPart"][];
                continuation?: {
                    items: {
                        [key: string]: unknown;
                    }[];
                    model: string;
                    provider_type: string;
                };
                controls?: components["schemas"]["Controls"];
                /** Format: date-time */
                created_at: string;
                edit?: {
                    excluded_sequences?: number[];
                    repair?: {
                        through_sequence: number;
                        what: ("pictures" | "reasoning" | "unknown_tools" | "tool_rounds")[];
                    };
                };
                estimated_tokens: number;
                /** Format: uuid */
                id: string;
                metadata?: {
                    [key: string]: unknown;
                };
                /** @constant */
                redacted?: true;
                /** @enum {string} */
                role: "user" | "agent" | "tool_result";
                sequence?: number;
                /** Format: uuid */
                session_id: string;
                /** @enum {string} */
                state: "read" | "excluded" | "excluded_since";
                tags?: string[];
                /** Format: uuid */
                turn_id?: string;
            }[];
            model: string;
            provider: string;
            read: {
                estimated_tokens: number;
                messages: number;
            };
            sequence: number;
            /** Format: uuid */
            session_id: string;
            settings?: {
                controls?: {
                    parallel_tool_calls?: boolean;
                    response_format?: {
                        /** @constant */
                        type: "text";
                    } | {
                        name: string;
                        schema: {
                            [key: string]: unknown;
                        };
                        /** @constant */
                        type: "json_schema";
                    };
                    stop?: string[];
                    temperature?: number;
                    tool_choice?: ("auto" | "none" | "required") | {
                        name: string;
                    };
                    top_p?: number;
                };
                max_tokens?: number;
                model: string;
                provider: string;
                /** @enum {string} */
                purpose: "answer" | "summary" | "tool";
                /** @enum {string} */
                reasoning_effort?: "none" | "minimal" | "low" | "medium" | "high" | "xhigh";
                web_search?: {
                    max_searches: number;
                    sites?: string[];
                };
            };
            system?: {
                estimated_tokens: number;
                hash: string;
                text: string;
            };
            tools?: {
                definitions: {
                    description: string;
                    name: string;
                    parameters: {
                        [key: string]: unknown;
                    };
                }[];
                estimated_tokens: number;
                hash: string;
            };
            /** Format: uuid */
            turn_id?: string;
            usage: components["schemas"]["Usage"];
            warnings?: string[];
        };
        GenerationContextDiff: {
            from: {
                /** Format: uuid */
                event_id: string;
                is_recorded: boolean;
                sequence: number;
            };
            messages: {
                added: number[];
                removed: number[];
            };
            settings: {
                after?: unknown;
                before?: unknown;
                field: string;
            }[];
            system?: {
                patch: string;
            };
            to: {
                /** Format: uuid */
                event_id: string;
                is_recorded: boolean;
                sequence: number;
            };
            tools?: {
                added: string[];
                changed: string[];
                removed: string[];
            };
        };
        GetMcpPromptRequest: {
            arguments?: {
                [key: string]: string;
            };
            name: string;
        };
        ImagePart: {
            base64?: string;
            media_type?: string;
            /** @constant */
            type: "image";
            url?: string;
        };
        Invitation: {
            /** Format: date-time */
            accepted_at?: string;
            /** Format: uuid */
            accepted_by?: string;
            /** Format: date-time */
            created_at: string;
            email: string;
            /** Format: date-time */
            expires_at: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            invited_by?: string;
            /** @enum {string} */
            role: "viewer" | "member" | "admin" | "owner";
            /**
             * @default open
             * @enum {string}
             */
            status: "open" | "used" | "expired";
        };
        InvitationPreview: {
            email: string;
            /** Format: date-time */
            expires_at: string;
            invited_by_name?: string;
            organization_name: string;
            /** @enum {string} */
            role: "viewer" | "member" | "admin" | "owner";
        };
        LlmModel: {
            capabilities: string[];
            compat?: {
                /** @enum {string} */
                auth_header?: "bearer" | "api-key" | "x-api-key";
                /** @enum {string} */
                call_ids?: "uuid" | "alphanumeric_9" | "kimi";
                call_signatures?: boolean;
                /** @enum {string} */
                content_beside_calls?: "null" | "empty" | "omit";
                /** @enum {string} */
                content_form?: "parts" | "text";
                /** @enum {string} */
                files?: "none" | "pdf";
                leave_out?: ("stream_options" | "max_tokens" | "max_completion_tokens" | "max_output_tokens" | "parallel_tool_calls" | "tool_choice" | "temperature" | "top_p" | "stop" | "stop_sequences" | "response_format" | "text" | "reasoning_effort" | "reasoning" | "include" | "store" | "strict" | "thinking" | "enable_thinking" | "output_config" | "cache_control" | "prompt_cache_key" | "web_search")[];
                parallel_tool_calls?: boolean;
                /** @enum {string} */
                pictures?: "any" | "inline" | "none";
                /** @enum {string} */
                preset?: "openai" | "azure_openai" | "anthropic" | "bedrock_proxy" | "vertex_proxy" | "gemini" | "mistral" | "deepseek" | "kimi" | "qwen" | "groq" | "together" | "openrouter" | "xai" | "ollama" | "vllm" | "llama_cpp" | "lm_studio" | "litellm" | "generic";
                prompt_cache_key?: boolean;
                prompt_caching?: boolean;
                /** @enum {string} */
                reasoning_history?: "drop" | "return" | "require";
                /** @enum {string} */
                reasoning_request?: "reasoning_effort" | "reasoning" | "thinking" | "enable_thinking" | "none";
                stream_options?: boolean;
                /** @enum {string} */
                system_role?: "system" | "developer" | "user";
                /** @enum {string} */
                token_limit_field?: "max_tokens" | "max_completion_tokens" | "none";
                /** @enum {string} */
                tool_schema?: "json_schema" | "plain" | "openapi";
                user_after_tool?: boolean;
                web_search?: boolean;
            };
            context_window_tokens?: number;
            /** Format: date-time */
            created_at: string;
            display_name: string;
            /** Format: uuid */
            id: string;
            is_default: boolean;
            max_output_tokens?: number;
            model_id: string;
            prices_per_million?: {
                cache_creation?: number;
                cache_read?: number;
                input?: number;
                output?: number;
            };
            profile?: components["schemas"]["LlmModelProfile"];
            /** Format: uuid */
            provider_id: string;
            provider_name: string;
            /** @enum {string} */
            provider_type: "openai" | "openai_compatible" | "azure_openai" | "anthropic" | "llmsim";
            refused_parameters?: ("stream_options" | "max_tokens" | "max_completion_tokens" | "max_output_tokens" | "parallel_tool_calls" | "tool_choice" | "temperature" | "top_p" | "stop" | "stop_sequences" | "response_format" | "text" | "reasoning_effort" | "reasoning" | "include" | "store" | "strict" | "thinking" | "enable_thinking" | "output_config" | "cache_control" | "prompt_cache_key" | "web_search")[];
            /** @enum {string} */
            status: "active" | "disabled";
            /** Format: date-time */
            updated_at: string;
        };
        LlmModelCheck: {
            detail: string;
            duration_ms: number;
            left_out_parameters: ("stream_options" | "max_tokens" | "max_completion_tokens" | "max_output_tokens" | "parallel_tool_calls" | "tool_choice" | "temperature" | "top_p" | "stop" | "stop_sequences" | "response_format" | "text" | "reasoning_effort" | "reasoning" | "include" | "store" | "strict" | "thinking" | "enable_thinking" | "output_config" | "cache_control" | "prompt_cache_key" | "web_search")[];
            /** @enum {string} */
            picture: "yes" | "no" | "refused" | "not_tried";
            provider_message?: string;
            /** @enum {string} */
            status: "ok" | "key_rejected" | "unreachable" | "failed";
            /** @enum {string} */
            streaming: "yes" | "no" | "refused" | "not_tried";
            /** @enum {string} */
            text: "yes" | "no" | "refused" | "not_tried";
            /** @enum {string} */
            tool_call: "yes" | "no" | "refused" | "not_tried";
            /** @enum {string} */
            usage_reported: "yes" | "no" | "refused" | "not_tried";
        };
        LlmModelProfile: {
            context_window_tokens?: number;
            input_modalities?: string[];
            max_output_tokens?: number;
            output_modalities?: string[];
            prices_per_million?: {
                cache_creation?: number;
                cache_read?: number;
                input?: number;
                output?: number;
            };
            reasoning_efforts?: ("none" | "minimal" | "low" | "medium" | "high" | "xhigh")[];
        };
        LlmProvider: {
            api_key_set: boolean;
            base_url?: string;
            compat?: {
                /** @enum {string} */
                auth_header?: "bearer" | "api-key" | "x-api-key";
                /** @enum {string} */
                call_ids?: "uuid" | "alphanumeric_9" | "kimi";
                call_signatures?: boolean;
                /** @enum {string} */
                content_beside_calls?: "null" | "empty" | "omit";
                /** @enum {string} */
                content_form?: "parts" | "text";
                /** @enum {string} */
                files?: "none" | "pdf";
                leave_out?: ("stream_options" | "max_tokens" | "max_completion_tokens" | "max_output_tokens" | "parallel_tool_calls" | "tool_choice" | "temperature" | "top_p" | "stop" | "stop_sequences" | "response_format" | "text" | "reasoning_effort" | "reasoning" | "include" | "store" | "strict" | "thinking" | "enable_thinking" | "output_config" | "cache_control" | "prompt_cache_key" | "web_search")[];
                parallel_tool_calls?: boolean;
                /** @enum {string} */
                pictures?: "any" | "inline" | "none";
                /** @enum {string} */
                preset?: "openai" | "azure_openai" | "anthropic" | "bedrock_proxy" | "vertex_proxy" | "gemini" | "mistral" | "deepseek" | "kimi" | "qwen" | "groq" | "together" | "openrouter" | "xai" | "ollama" | "vllm" | "llama_cpp" | "lm_studio" | "litellm" | "generic";
                prompt_cache_key?: boolean;
                prompt_caching?: boolean;
                /** @enum {string} */
                reasoning_history?: "drop" | "return" | "require";
                /** @enum {string} */
                reasoning_request?: "reasoning_effort" | "reasoning" | "thinking" | "enable_thinking" | "none";
                stream_options?: boolean;
                /** @enum {string} */
                system_role?: "system" | "developer" | "user";
                /** @enum {string} */
                token_limit_field?: "max_tokens" | "max_completion_tokens" | "none";
                /** @enum {string} */
                tool_schema?: "json_schema" | "plain" | "openapi";
                user_after_tool?: boolean;
                web_search?: boolean;
            };
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            name: string;
            /** @enum {string} */
            provider_type: "openai" | "openai_compatible" | "azure_openai" | "anthropic" | "llmsim";
            /** @enum {string} */
            status: "active" | "disabled";
            /** Format: date-time */
            updated_at: string;
        };
        LlmProviderCheck: {
            detail: string;
            models: string[];
            /** @enum {string} */
            status: "ok" | "key_rejected" | "unreachable" | "failed";
        };
        LlmProviderTypeInfo: {
            default_base_url?: string;
            docs_url?: string;
            name: string;
            needs_api_key: boolean;
            needs_base_url: boolean;
            /** @enum {string} */
            type: "openai" | "openai_compatible" | "azure_openai" | "anthropic" | "llmsim";
        };
        LoginResponse: {
            /** Format: uuid */
            organization_id: string;
            tokens?: components["schemas"]["TokenPair"];
            user: components["schemas"]["User"];
        };
        McpClientMetadata: {
            client_id: string;
            client_name: string;
            client_uri: string;
            grant_types: string[];
            redirect_uris: string[];
            response_types: string[];
            token_endpoint_auth_method: string;
        };
        McpConnection: {
            /** Format: date-time */
            access_expires_at?: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            issuer: string;
            last_error?: string;
            scopes: string[];
            /** Format: uuid */
            server_id: string;
            /** @enum {string} */
            status: "active" | "login_required";
            subject: string;
            /** Format: date-time */
            updated_at: string;
        };
        McpContents: {
            base64?: string;
            media_type?: string;
            text?: string;
            uri: string;
        };
        McpLogin: {
            authorize_url: string;
            /** Format: date-time */
            expires_at: string;
        };
        McpPrompt: {
            arguments: {
                description?: string;
                name: string;
                required: boolean;
            }[];
            description?: string;
            name: string;
            title?: string;
        };
        McpPromptMessages: {
            description?: string;
            messages: {
                content: {
                    text: string;
                    /** @constant */
                    type: "text";
                } | {
                    base64: string;
                    media_type: string;
                    /** @enum {string} */
                    type: "image" | "audio";
                } | {
                    base64?: string;
                    media_type?: string;
                    text?: string;
                    /** @constant */
                    type: "resource";
                    uri: string;
                } | {
                    name: string;
                    /** @constant */
                    type: "resource_link";
                    uri: string;
                };
                /** @enum {string} */
                role: "user" | "assistant";
            }[];
        };
        McpResource: {
            description?: string;
            media_type?: string;
            name: string;
            size_bytes?: number;
            title?: string;
            uri: string;
        };
        McpResourceContents: {
            contents: components["schemas"]["McpContents"][];
        };
        McpResourceTemplate: {
            description?: string;
            media_type?: string;
            name: string;
            title?: string;
            uri_template: string;
        };
        McpServer: {
            /** @enum {string} */
            auth: "none" | "headers" | "oauth";
            /** Format: date-time */
            checked_at?: string;
            /** Format: date-time */
            created_at: string;
            header_names: string[];
            /** Format: uuid */
            id: string;
            last_error?: string;
            name: string;
            oauth_client_id?: string;
            policy_overrides?: {
                [key: string]: "auto" | "requires_approval";
            };
            /** @enum {string} */
            status: "active" | "disabled";
            tool_filter?: {
                exclude?: string[];
                include?: string[];
            };
            /** @enum {string} */
            transport: "streamable_http" | "stdio";
            /** Format: date-time */
            updated_at: string;
            url: string;
        };
        McpServerCheck: {
            detail: string;
            protocol_version?: string;
            server_name?: string;
            server_version?: string;
            /** @enum {string} */
            status: "ok" | "login_required" | "unauthorized" | "unreachable" | "failed";
            tool_count?: number;
        };
        McpTool: {
            description: string;
            /** @enum {string} */
            effect: "read" | "idempotent" | "once";
            /** @constant */
            foreign?: true;
            hints?: {
                any_host?: boolean;
                asks_model?: boolean;
                destructive?: boolean;
                immediate?: boolean;
                long_running?: boolean;
                open_world?: boolean;
                resumable?: boolean;
            };
            name: string;
            /** @constant */
            opens?: "subagent";
            output_schema?: {
                [key: string]: unknown;
            };
            parameters: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            policy: "auto" | "requires_approval" | "client_side";
            remote_name: string;
            timeout_ms: number;
        };
        Me: {
            /** @enum {string} */
            auth_mode: "none" | "admin" | "full";
            credential: {
                id?: string;
                /** @enum {string} */
                kind: "none" | "session" | "token" | "api_key";
            };
            organization: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            organizations: {
                /** Format: uuid */
                id: string;
                name: string;
                /** @enum {string} */
                role: "viewer" | "member" | "admin" | "owner";
            }[];
            /** @enum {string} */
            role: "viewer" | "member" | "admin" | "owner";
            scopes: ("read" | "write" | "admin" | "approvals:resolve" | "subjects:own" | "subjects:any")[];
            user?: components["schemas"]["User"];
        };
        Member: {
            /** Format: date-time */
            created_at: string;
            email: string;
            name: string;
            /** @enum {string} */
            role: "viewer" | "member" | "admin" | "owner";
            /** Format: uuid */
            user_id: string;
        };
        Message: {
            compaction?: {
                covered_through_sequence: number;
                kept_sequences: number[];
            };
            content: components["schemas"]["ContentPart"][];
            continuation?: {
                items: {
                    [key: string]: unknown;
                }[];
                model: string;
                provider_type: string;
            };
            controls?: components["schemas"]["Controls"];
            /** Format: date-time */
            created_at: string;
            edit?: {
                excluded_sequences?: number[];
                repair?: {
                    through_sequence: number;
                    what: ("pictures" | "reasoning" | "unknown_tools" | "tool_rounds")[];
                };
            };
            /** Format: uuid */
            id: string;
            metadata?: {
                [key: string]: unknown;
            };
            /** @constant */
            redacted?: true;
            /** @enum {string} */
            role: "user" | "agent" | "tool_result";
            sequence?: number;
            /** Format: uuid */
            session_id: string;
            tags?: string[];
            /** Format: uuid */
            turn_id?: string;
        };
        Organization: {
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            name: string;
        };
        OrganizationLimit: {
            counts: string;
            limit: number | null;
            /** @enum {string} */
            name: "running_turns" | "queued_messages" | "streams" | "waiting_requests" | "sockets" | "connections" | "requests_per_minute" | "sessions" | "stored_bytes";
            use: number;
        };
        PendingDeviceLogin: {
            client_name: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string;
            is_same_network: boolean;
            network: string;
            user_code: string;
        };
        Problem: {
            /** @enum {string} */
            code: "invalid_request" | "malformed_json" | "unsupported_media_type" | "payload_too_large" | "unknown_field" | "unknown_parameter" | "invalid_cursor" | "invalid_event_id" | "unauthenticated" | "forbidden" | "org_forbidden" | "cross_site_request" | "misdirected_host" | "headers_too_large" | "not_found" | "method_not_allowed" | "not_offered" | "conflict" | "session_busy" | "queue_full" | "not_queued" | "agent_archived" | "already_resolved" | "idempotency_key_reused" | "idempotency_in_progress" | "precondition_failed" | "rate_limited" | "too_many_streams" | "limit_reached" | "request_timeout" | "secret_host_not_allowed" | "mcp_server_unavailable" | "no_model" | "unreadable" | "fenced" | "canceled" | "provider_auth" | "provider_bad_request" | "provider_rate_limited" | "provider_quota" | "provider_unavailable" | "provider_timeout" | "context_overflow" | "malformed_tool_call" | "empty_answer" | "unusable_answer" | "output_invalid" | "max_iterations" | "turn_cost_limit" | "turn_token_limit" | "loop_detected" | "turn_timeout" | "unavailable" | "internal";
            detail: string;
            errors?: {
                code: string;
                limit?: number;
                message: string;
                path: string;
            }[];
            request_id: string;
            status: number;
            title: string;
            type: string;
        };
        PutSecretRequest: {
            hosts: string[];
            value: string;
        };
        ReadMcpResourceRequest: {
            uri: string;
        };
        RecordedEventData: {
            "act.completed": {
                error_count: number;
                iteration: number;
                success_count: number;
            };
            "act.started": {
                iteration: number;
                tool_calls: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                }[];
            };
            "approval.requested": {
                /** Format: uuid */
                approval_id: string;
                connection?: {
                    [key: string]: unknown;
                };
                /** Format: date-time */
                expires_at: string;
                /** @enum {string} */
                kind: "approval" | "question" | "client_tool" | "subagent" | "connection";
                name: string;
                question?: {
                    options?: string[];
                    question: string;
                    schema?: {
                        [key: string]: unknown;
                    };
                };
                /** Format: uuid */
                tool_call_id: string;
            };
            "approval.resolved": {
                answer?: unknown;
                /** Format: uuid */
                approval_id: string;
                by?: string;
                /** @enum {string} */
                decision: "approve" | "deny" | "answer" | "expired" | "canceled";
                edited_arguments?: {
                    [key: string]: unknown;
                };
                /** @enum {string} */
                kind: "approval" | "question" | "client_tool" | "subagent" | "connection";
                reason?: string;
                /** Format: uuid */
                tool_call_id: string;
            };
            "attempt.failed": {
                attempt: number;
                /** @enum {string} */
                cause: "rate_limited" | "quota" | "overloaded" | "timeout" | "stream_broken" | "auth" | "bad_request" | "context_overflow" | "malformed_tool_call" | "empty_answer" | "unusable_answer" | "tool_infrastructure" | "unavailable" | "internal" | "lost";
                duration_ms: number;
                failures: number;
                http_status?: number;
                iteration: number;
                /** @enum {string} */
                kind: "reason" | "act";
                max_failures?: number;
                model?: string;
                provider?: string;
                provider_message?: string;
                retry_after_ms?: number;
                /** Format: date-time */
                started_at: string;
                /** Format: uuid */
                tool_call_id?: string;
            };
            "context.compacted": {
                message: {
                    compaction: {
                        covered_through_sequence: number;
                        kept_sequences: number[];
                    };
                    content: components["schemas"]["ContentPart"][];
                    continuation?: {
                        items: {
                            [key: string]: unknown;
                        }[];
                        model: string;
                        provider_type: string;
                    };
                    controls?: {
                        max_tokens?: number;
                        /** Format: uuid */
                        model_id?: string;
                        parallel_tool_calls?: boolean;
                        reasoning?: {
                            /** @enum {string} */
                            effort: "none" | "minimal" | "low" | "medium" | "high" | "xhigh";
                        };
                        response_format?: {
                            /** @constant */
                            type: "text";
                        } | {
                            name: string;
                            schema: {
                                [key: string]: unknown;
                            };
                            /** @constant */
                            type: "json_schema";
                        };
                        stop?: string[];
                        temperature?: number;
                        tool_choice?: ("auto" | "none" | "required") | {
                            name: string;
                        };
                        top_p?: number;
                    };
                    /** Format: date-time */
                    created_at: string;
                    edit?: {
                        excluded_sequences?: number[];
                        repair?: {
                            through_sequence: number;
                            what: ("pictures" | "reasoning" | "unknown_tools" | "tool_rounds")[];
                        };
                    };
                    /** Format: uuid */
                    id: string;
                    metadata?: {
                        [key: string]: unknown;
                    };
                    /** @constant */
                    redacted?: true;
                    /** @enum {string} */
                    role: "user" | "agent" | "tool_result";
                    sequence?: number;
                    /** Format: uuid */
                    session_id: string;
                    tags?: string[];
                    /** Format: uuid */
                    turn_id?: string;
                };
                tokens_after: number;
                tokens_before: number;
            };
            "context.compacting": {
                /** @enum {string} */
                cause: "refused" | "counted";
                tokens_before: number;
            };
            "feedback.given": {
                by: string;
                comment?: string;
                /** Format: uuid */
                message_id: string;
                /** @enum {string} */
                rating: "up" | "down" | "none";
            };
            "file.deleted": {
                path: string;
                size_bytes: number;
            };
            "file.written": {
                path: string;
                size_bytes: number;
            };
            "history.repaired": {
                reason: string;
                through_sequence: number;
                what: ("pictures" | "reasoning" | "unknown_tools" | "tool_rounds")[];
            };
            "input.message": {
                message: components["schemas"]["Message"];
            };
            "input.message.dropped": {
                by: string;
                /** Format: uuid */
                message_id: string;
            };
            "input.message.moved": {
                /** Format: uuid */
                message_id: string;
                position: number;
            };
            "input.message.queued": {
                message: components["schemas"]["Message"];
                /** @enum {string} */
                policy: "queue" | "steer" | "interrupt" | "reject";
                position?: number;
            };
            "input.message.updated": {
                message: components["schemas"]["Message"];
                position?: number;
            };
            "input.received": {
                /** Format: uuid */
                message_id: string;
            };
            "llm.generation": {
                duration_ms: number;
                error?: string;
                finish_reasons: ("stop" | "tool_calls" | "length" | "content_filtered" | "other")[];
                /** Format: uuid */
                message_id: string;
                model: string;
                output: components["schemas"]["ContentPart"][];
                provider: string;
                raw_finish_reason?: string;
                request: {
                    head?: string;
                    messages_through_sequence: number;
                    tools: string[];
                };
                response_id?: string;
                searches?: {
                    error?: string;
                    query?: string;
                    url?: string;
                }[];
                thinking?: string;
                thinking_ms?: number;
                time_to_first_token_ms?: number;
                usage: components["schemas"]["Usage"];
                warnings?: string[];
            };
            "mcp.server_unavailable": {
                message: string;
                /** @enum {string} */
                reason: "not_found" | "disabled" | "login_required" | "unauthorized" | "unreachable" | "connection_lost" | "timeout" | "refused";
                server: string;
                /** Format: uuid */
                tool_call_id?: string;
            };
            "message.excluded": {
                by: string;
                /** Format: uuid */
                message_id: string;
                sequences: number[];
            };
            "message.redacted": {
                by: string;
                /** Format: uuid */
                message_id: string;
            };
            "model.adjusted": {
                left_out: ("stream_options" | "max_tokens" | "max_completion_tokens" | "max_output_tokens" | "parallel_tool_calls" | "tool_choice" | "temperature" | "top_p" | "stop" | "stop_sequences" | "response_format" | "text" | "reasoning_effort" | "reasoning" | "include" | "store" | "strict" | "thinking" | "enable_thinking" | "output_config" | "cache_control" | "prompt_cache_key" | "web_search")[];
                model: string;
                /** Format: uuid */
                model_id: string;
                reason: string;
            };
            "output.message.completed": {
                message: components["schemas"]["Message"];
                parsed?: unknown;
            };
            "output.message.started": {
                /** Format: uuid */
                message_id: string;
            };
            "reason.completed": {
                error?: string;
                has_tool_calls: boolean;
                iteration: number;
                model: string;
                provider: string;
                success: boolean;
                tool_call_count: number;
            };
            "reason.fallback": {
                /** @enum {string} */
                cause: "rate_limited" | "quota" | "overloaded" | "timeout" | "stream_broken" | "auth" | "bad_request" | "context_overflow" | "malformed_tool_call" | "empty_answer" | "unusable_answer" | "tool_infrastructure" | "unavailable" | "internal";
                from: {
                    model: string;
                    provider: string;
                };
                iteration: number;
                to: {
                    model: string;
                    provider: string;
                };
            };
            "reason.started": {
                iteration: number;
                model: string;
                provider: string;
            };
            "session.activated": {
                /** Format: uuid */
                turn_id: string;
            };
            "session.forked": {
                at_sequence: number;
                by: string;
                /** Format: uuid */
                from_session_id: string;
            };
            "session.idled": {
                /** @enum {string} */
                stop_reason: "completed" | "failed" | "canceled";
            };
            "session.started": {
                /** Format: uuid */
                agent_id: string;
                child_number?: number;
                /** Format: uuid */
                model_id?: string;
                parent?: {
                    /** Format: uuid */
                    session_id: string;
                    /** Format: uuid */
                    tool_call_id: string;
                    /** Format: uuid */
                    turn_id: string;
                };
                /** Format: uuid */
                root_session_id?: string;
                subject?: string;
            };
            "session.taint_cleared": {
                by: string;
            };
            "session.tainted": {
                since_sequence: number;
                source: {
                    /** @enum {string} */
                    kind: "web" | "http" | "mcp" | "file" | "hook";
                    name: string;
                };
            };
            "subagent.completed": {
                child_sequence: number;
                /** Format: uuid */
                parent_tool_call_id: string;
                /** Format: uuid */
                session_id: string;
                /** Format: uuid */
                turn_id: string;
            };
            "subagent.failed": {
                child_sequence?: number;
                error: string;
                /** @enum {string} */
                error_code?: "invalid_request" | "malformed_json" | "unsupported_media_type" | "payload_too_large" | "unknown_field" | "unknown_parameter" | "invalid_cursor" | "invalid_event_id" | "unauthenticated" | "forbidden" | "org_forbidden" | "cross_site_request" | "misdirected_host" | "headers_too_large" | "not_found" | "method_not_allowed" | "not_offered" | "conflict" | "session_busy" | "queue_full" | "not_queued" | "agent_archived" | "already_resolved" | "idempotency_key_reused" | "idempotency_in_progress" | "precondition_failed" | "rate_limited" | "too_many_streams" | "limit_reached" | "request_timeout" | "secret_host_not_allowed" | "mcp_server_unavailable" | "no_model" | "unreadable" | "fenced" | "canceled" | "provider_auth" | "provider_bad_request" | "provider_rate_limited" | "provider_quota" | "provider_unavailable" | "provider_timeout" | "context_overflow" | "malformed_tool_call" | "empty_answer" | "unusable_answer" | "output_invalid" | "max_iterations" | "turn_cost_limit" | "turn_token_limit" | "loop_detected" | "turn_timeout" | "unavailable" | "internal";
                /** Format: uuid */
                parent_tool_call_id: string;
                /** @enum {string} */
                reason: "failed" | "canceled" | "refused" | "expired" | "deleted";
                /** Format: uuid */
                session_id: string;
                /** Format: uuid */
                turn_id: string;
            };
            "subagent.spawned": {
                agent: string;
                /** Format: uuid */
                agent_id: string;
                /** Format: uuid */
                parent_tool_call_id: string;
                /** Format: uuid */
                session_id: string;
                /** Format: uuid */
                turn_id: string;
            };
            "subagent.suspended": {
                /** Format: uuid */
                session_id: string;
                waits: {
                    /** Format: uuid */
                    id: string;
                    /** @enum {string} */
                    kind: "approval" | "question" | "client_tool" | "subagent" | "connection";
                    name: string;
                    /** Format: uuid */
                    tool_call_id: string;
                }[];
            };
            "tool.call_requested": {
                tool_calls: {
                    arguments: {
                        [key: string]: unknown;
                    };
                    /** Format: uuid */
                    id: string;
                    name: string;
                }[];
            };
            "tool.completed": {
                canceled?: boolean;
                duration_ms: number;
                /** @enum {string} */
                effect: "read" | "idempotent" | "once";
                images?: {
                    base64?: string;
                    media_type?: string;
                    /** @constant */
                    type: "image";
                    url?: string;
                }[];
                name: string;
                outcome_unknown?: boolean;
                result: {
                    error?: string;
                    result?: unknown;
                    /** Format: uuid */
                    tool_call_id: string;
                    /** @constant */
                    type: "tool_result";
                };
                success: boolean;
                /** Format: uuid */
                tool_call_id: string;
            };
            "tool.started": {
                tool_call: {
                    arguments: {
                        [key: string]: unknown;
                    };
                    /** Format: uuid */
                    id: string;
                    name: string;
                };
            };
            "turn.canceled": {
                duration_ms: number;
                iterations: number;
                /** @enum {string} */
                reason: "canceled" | "interrupted" | "session_canceled";
                /** Format: uuid */
                turn_id: string;
                usage: components["schemas"]["Usage"];
            };
            "turn.completed": {
                duration_ms: number;
                iterations: number;
                /** Format: uuid */
                turn_id: string;
                usage: components["schemas"]["Usage"];
            };
            "turn.failed": {
                duration_ms: number;
                error: string;
                /** @enum {string} */
                error_code: "invalid_request" | "malformed_json" | "unsupported_media_type" | "payload_too_large" | "unknown_field" | "unknown_parameter" | "invalid_cursor" | "invalid_event_id" | "unauthenticated" | "forbidden" | "org_forbidden" | "cross_site_request" | "misdirected_host" | "headers_too_large" | "not_found" | "method_not_allowed" | "not_offered" | "conflict" | "session_busy" | "queue_full" | "not_queued" | "agent_archived" | "already_resolved" | "idempotency_key_reused" | "idempotency_in_progress" | "precondition_failed" | "rate_limited" | "too_many_streams" | "limit_reached" | "request_timeout" | "secret_host_not_allowed" | "mcp_server_unavailable" | "no_model" | "unreadable" | "fenced" | "canceled" | "provider_auth" | "provider_bad_request" | "provider_rate_limited" | "provider_quota" | "provider_unavailable" | "provider_timeout" | "context_overflow" | "malformed_tool_call" | "empty_answer" | "unusable_answer" | "output_invalid" | "max_iterations" | "turn_cost_limit" | "turn_token_limit" | "loop_detected" | "turn_timeout" | "unavailable" | "internal";
                iterations: number;
                provider_message?: string;
                /** Format: uuid */
                turn_id: string;
                usage: components["schemas"]["Usage"];
            };
            "turn.parked": {
                /** Format: uuid */
                turn_id: string;
                waiting_for: string[];
                /** Format: date-time */
                wake_at?: string;
            };
            "turn.resumed": {
                /** Format: uuid */
                turn_id: string;
            };
            "turn.retried": {
                /** Format: uuid */
                message_id: string;
                /** Format: uuid */
                retried_turn_id: string;
                /** Format: uuid */
                turn_id: string;
            };
            "turn.started": {
                agent_version: number;
                /** Format: uuid */
                turn_id: string;
            };
            "turn.taken_over": {
                from: string | null;
                silent_ms: number;
                to: string | null;
                /** Format: uuid */
                turn_id: string;
            };
        };
        ResolveApprovalRequest: {
            answer?: unknown;
            /** @enum {string} */
            decision: "approve" | "deny" | "answer";
            edited_arguments?: {
                [key: string]: unknown;
            };
            reason?: string;
            remember?: {
                /**
                 * @default tool
                 * @enum {string}
                 */
                match?: "tool" | "arguments";
                /** @enum {string} */
                scope: "session" | "agent" | "user";
            };
        };
        RunToolRequest: {
            /** Format: uuid */
            agent_id?: string;
            /** @default {} */
            arguments?: {
                [key: string]: unknown;
            };
            config?: {
                [key: string]: unknown;
            };
        };
        Secret: {
            /** Format: date-time */
            created_at: string;
            hosts: string[];
            name: string;
            subject: string;
            /** Format: date-time */
            updated_at: string;
        };
        ServerFrames: {
            bye: {
                /** @enum {string} */
                reason: "deploy" | "auth_expired" | "superseded" | "device_deleted";
                retry_ms: number | null;
                /** @constant */
                type: "bye";
            };
            claimed: {
                by?: string;
                /** Format: date-time */
                deadline?: string;
                ok: boolean;
                /** Format: uuid */
                tool_call_id: string;
                /** @constant */
                type: "claimed";
            };
            error: {
                /** @enum {string} */
                code: "invalid_request" | "malformed_json" | "unsupported_media_type" | "payload_too_large" | "unknown_field" | "unknown_parameter" | "invalid_cursor" | "invalid_event_id" | "unauthenticated" | "forbidden" | "org_forbidden" | "cross_site_request" | "misdirected_host" | "headers_too_large" | "not_found" | "method_not_allowed" | "not_offered" | "conflict" | "session_busy" | "queue_full" | "not_queued" | "agent_archived" | "already_resolved" | "idempotency_key_reused" | "idempotency_in_progress" | "precondition_failed" | "rate_limited" | "too_many_streams" | "limit_reached" | "request_timeout" | "secret_host_not_allowed" | "mcp_server_unavailable" | "no_model" | "unreadable" | "fenced" | "canceled" | "provider_auth" | "provider_bad_request" | "provider_rate_limited" | "provider_quota" | "provider_unavailable" | "provider_timeout" | "context_overflow" | "malformed_tool_call" | "empty_answer" | "unusable_answer" | "output_invalid" | "max_iterations" | "turn_cost_limit" | "turn_token_limit" | "loop_detected" | "turn_timeout" | "unavailable" | "internal";
                errors?: {
                    code: string;
                    limit?: number;
                    message: string;
                    path: string;
                }[];
                message: string;
                request_id?: string;
                retry_ms?: number;
                /** Format: uuid */
                session_id?: string;
                /** Format: uuid */
                tool_call_id?: string;
                /** @constant */
                type: "error";
            };
            event: {
                event: {
                    [key: string]: unknown;
                };
                /** Format: uuid */
                session_id: string;
                /** @constant */
                type: "event";
            };
            ping: {
                /** @constant */
                type: "ping";
            };
            settled: {
                by: string;
                /** Format: uuid */
                tool_call_id: string;
                /** @constant */
                type: "settled";
            };
            stream_block: {
                block: components["schemas"]["ContentPart"];
                /** Format: uuid */
                message_id: string;
                part: number;
                request_id: string;
                /** @constant */
                type: "stream_block";
            };
            stream_end: {
                error?: {
                    /** @enum {string} */
                    code: "invalid_request" | "malformed_json" | "unsupported_media_type" | "payload_too_large" | "unknown_field" | "unknown_parameter" | "invalid_cursor" | "invalid_event_id" | "unauthenticated" | "forbidden" | "org_forbidden" | "cross_site_request" | "misdirected_host" | "headers_too_large" | "not_found" | "method_not_allowed" | "not_offered" | "conflict" | "session_busy" | "queue_full" | "not_queued" | "agent_archived" | "already_resolved" | "idempotency_key_reused" | "idempotency_in_progress" | "precondition_failed" | "rate_limited" | "too_many_streams" | "limit_reached" | "request_timeout" | "secret_host_not_allowed" | "mcp_server_unavailable" | "no_model" | "unreadable" | "fenced" | "canceled" | "provider_auth" | "provider_bad_request" | "provider_rate_limited" | "provider_quota" | "provider_unavailable" | "provider_timeout" | "context_overflow" | "malformed_tool_call" | "empty_answer" | "unusable_answer" | "output_invalid" | "max_iterations" | "turn_cost_limit" | "turn_token_limit" | "loop_detected" | "turn_timeout" | "unavailable" | "internal";
                    message: string;
                };
                /** @constant */
                is_cut?: true;
                mutations: {
                    arguments: {
                        [key: string]: unknown;
                    };
                    error?: string;
                    result?: unknown;
                    tool: string;
                }[];
                request_id: string;
                /** @enum {string} */
                status: "completed" | "failed" | "canceled";
                /** @constant */
                type: "stream_end";
                usage?: components["schemas"]["Usage"];
            };
            stream_reset: {
                attempt: number;
                /** Format: uuid */
                message_id: string;
                request_id: string;
                /** @constant */
                type: "stream_reset";
            };
            stream_start: {
                /** @enum {string} */
                disposition: "started" | "queued" | "steered" | "interrupted";
                /** Format: uuid */
                message_id: string;
                request_id: string;
                /** Format: uuid */
                session_id: string;
                /** Format: uuid */
                turn_id: string;
                /** @constant */
                type: "stream_start";
            };
            stream_text: {
                attempt: number;
                delta: string;
                /** Format: uuid */
                message_id: string;
                offset: number;
                part: number;
                request_id: string;
                /** @constant */
                type: "stream_text";
            };
            subscribed: {
                after_sequence: number;
                /** Format: uuid */
                session_id: string;
                /** @constant */
                type: "subscribed";
            };
            tool_call: {
                arguments: {
                    [key: string]: unknown;
                };
                /** Format: date-time */
                deadline: string;
                name: string;
                request_id?: string;
                /** Format: uuid */
                session_id: string;
                /** Format: uuid */
                tool_call_id: string;
                /** Format: uuid */
                turn_id: string;
                /** @constant */
                type: "tool_call";
            };
            welcome: {
                device_id: string;
                epoch: number;
                heartbeat_ms: number;
                pong_ms: number;
                /** @constant */
                type: "welcome";
            };
        };
        Session: {
            /** Format: uuid */
            active_turn_id?: string;
            /** Format: uuid */
            agent_id: string;
            agent_label?: string;
            agent_version?: number;
            controls?: components["schemas"]["StandingControls"];
            /** Format: date-time */
            created_at: string;
            forked_from?: {
                at_sequence: number;
                /** Format: uuid */
                session_id: string;
            };
            /** @constant */
            harness_id: "default";
            /** @constant */
            has_children?: true;
            /** @constant */
            has_forks?: true;
            /** Format: uuid */
            id: string;
            /** @constant */
            kind?: "playground";
            last_sequence: number;
            last_turn?: {
                agent_version: number;
                /** Format: date-time */
                ended_at?: string;
                /** @enum {string} */
                error_code?: "invalid_request" | "malformed_json" | "unsupported_media_type" | "payload_too_large" | "unknown_field" | "unknown_parameter" | "invalid_cursor" | "invalid_event_id" | "unauthenticated" | "forbidden" | "org_forbidden" | "cross_site_request" | "misdirected_host" | "headers_too_large" | "not_found" | "method_not_allowed" | "not_offered" | "conflict" | "session_busy" | "queue_full" | "not_queued" | "agent_archived" | "already_resolved" | "idempotency_key_reused" | "idempotency_in_progress" | "precondition_failed" | "rate_limited" | "too_many_streams" | "limit_reached" | "request_timeout" | "secret_host_not_allowed" | "mcp_server_unavailable" | "no_model" | "unreadable" | "fenced" | "canceled" | "provider_auth" | "provider_bad_request" | "provider_rate_limited" | "provider_quota" | "provider_unavailable" | "provider_timeout" | "context_overflow" | "malformed_tool_call" | "empty_answer" | "unusable_answer" | "output_invalid" | "max_iterations" | "turn_cost_limit" | "turn_token_limit" | "loop_detected" | "turn_timeout" | "unavailable" | "internal";
                /** Format: uuid */
                id: string;
                model?: string;
                provider?: string;
                /** Format: date-time */
                started_at?: string;
                /** @enum {string} */
                status: "running" | "waiting" | "completed" | "failed" | "canceled";
            };
            /** Format: uuid */
            model_id?: string;
            /** Format: uuid */
            organization_id: string;
            /** Format: uuid */
            parent_session_id?: string;
            path?: {
                /** Format: uuid */
                session_id: string;
                title?: string;
            }[];
            queued_count: number;
            /** Format: uuid */
            root_session_id?: string;
            /** @enum {string} */
            status: "idle" | "active" | "requires_action";
            subject: string;
            tags: string[];
            taint?: {
                since_sequence: number;
                sources: {
                    /** @enum {string} */
                    kind: "web" | "http" | "mcp" | "file" | "hook";
                    name: string;
                }[];
            };
            title?: string;
            /** @constant */
            title_generated?: true;
            /** Format: date-time */
            updated_at: string;
            usage: components["schemas"]["Usage"];
            usage_total?: components["schemas"]["Usage"];
        };
        SessionJob: {
            /** @enum {string} */
            action: "cancel" | "retry" | "tag" | "untag" | "delete";
            changed: number;
            /** Format: date-time */
            created_at: string;
            created_by: string;
            /** Format: date-time */
            ended_at?: string;
            failed: number;
            failures: {
                /** @enum {string} */
                code: "invalid_request" | "malformed_json" | "unsupported_media_type" | "payload_too_large" | "unknown_field" | "unknown_parameter" | "invalid_cursor" | "invalid_event_id" | "unauthenticated" | "forbidden" | "org_forbidden" | "cross_site_request" | "misdirected_host" | "headers_too_large" | "not_found" | "method_not_allowed" | "not_offered" | "conflict" | "session_busy" | "queue_full" | "not_queued" | "agent_archived" | "already_resolved" | "idempotency_key_reused" | "idempotency_in_progress" | "precondition_failed" | "rate_limited" | "too_many_streams" | "limit_reached" | "request_timeout" | "secret_host_not_allowed" | "mcp_server_unavailable" | "no_model" | "unreadable" | "fenced" | "canceled" | "provider_auth" | "provider_bad_request" | "provider_rate_limited" | "provider_quota" | "provider_unavailable" | "provider_timeout" | "context_overflow" | "malformed_tool_call" | "empty_answer" | "unusable_answer" | "output_invalid" | "max_iterations" | "turn_cost_limit" | "turn_token_limit" | "loop_detected" | "turn_timeout" | "unavailable" | "internal";
                message: string;
                /** Format: uuid */
                session_id: string;
            }[];
            filter?: components["schemas"]["SessionSelection"];
            /** Format: uuid */
            id: string;
            session_ids?: string[];
            skipped: number;
            /** @enum {string} */
            status: "running" | "completed" | "canceled";
            tags: string[];
        };
        SessionLineage: {
            has_more: boolean;
            /** Format: uuid */
            root_session_id: string;
            sessions: {
                at_sequence?: number;
                /** Format: date-time */
                created_at: string;
                /** Format: uuid */
                from_session_id?: string;
                /** Format: uuid */
                session_id: string;
                /** @enum {string} */
                status: "idle" | "active" | "requires_action";
                title?: string;
            }[];
        };
        SessionSelection: {
            /** Format: uuid */
            agent_id?: string;
            agent_version?: number;
            /** Format: date-time */
            created_after?: string;
            /** Format: date-time */
            created_before?: string;
            created_within_hours?: number;
            /** @enum {string} */
            error_code?: "invalid_request" | "malformed_json" | "unsupported_media_type" | "payload_too_large" | "unknown_field" | "unknown_parameter" | "invalid_cursor" | "invalid_event_id" | "unauthenticated" | "forbidden" | "org_forbidden" | "cross_site_request" | "misdirected_host" | "headers_too_large" | "not_found" | "method_not_allowed" | "not_offered" | "conflict" | "session_busy" | "queue_full" | "not_queued" | "agent_archived" | "already_resolved" | "idempotency_key_reused" | "idempotency_in_progress" | "precondition_failed" | "rate_limited" | "too_many_streams" | "limit_reached" | "request_timeout" | "secret_host_not_allowed" | "mcp_server_unavailable" | "no_model" | "unreadable" | "fenced" | "canceled" | "provider_auth" | "provider_bad_request" | "provider_rate_limited" | "provider_quota" | "provider_unavailable" | "provider_timeout" | "context_overflow" | "malformed_tool_call" | "empty_answer" | "unusable_answer" | "output_invalid" | "max_iterations" | "turn_cost_limit" | "turn_token_limit" | "loop_detected" | "turn_timeout" | "unavailable" | "internal";
            /** @enum {string} */
            feedback?: "up" | "down";
            min_cost_usd?: number;
            min_duration_ms?: number;
            /** Format: uuid */
            model_id?: string;
            /** @enum {string} */
            outcome?: "completed" | "failed" | "canceled";
            /** Format: uuid */
            parent_session_id?: string;
            /** Format: uuid */
            root_session_id?: string;
            search?: string;
            /** @enum {string} */
            status?: "idle" | "active" | "requires_action";
            /** @enum {string} */
            sub_agents?: "include" | "only";
            subject?: string;
            tag?: string;
            /** @enum {string} */
            waits?: "any" | "none";
        };
        StandingControls: {
            max_tokens?: number;
            parallel_tool_calls?: boolean;
            reasoning?: {
                /** @enum {string} */
                effort: "none" | "minimal" | "low" | "medium" | "high" | "xhigh";
            };
            response_format?: {
                /** @constant */
                type: "text";
            } | {
                name: string;
                schema: {
                    [key: string]: unknown;
                };
                /** @constant */
                type: "json_schema";
            };
            stop?: string[];
            temperature?: number;
            tool_choice?: ("auto" | "none" | "required") | {
                name: string;
            };
            top_p?: number;
        };
        StandingControlsPatch: {
            max_tokens?: number | null;
            parallel_tool_calls?: boolean | null;
            reasoning?: {
                /** @enum {string} */
                effort: "none" | "minimal" | "low" | "medium" | "high" | "xhigh";
            } | null;
            response_format?: ({
                /** @constant */
                type: "text";
            } | {
                name: string;
                schema: {
                    [key: string]: unknown;
                };
                /** @constant */
                type: "json_schema";
            }) | null;
            stop?: string[] | null;
            temperature?: number | null;
            tool_choice?: (("auto" | "none" | "required") | {
                name: string;
            }) | null;
            top_p?: number | null;
        };
        StartMcpLoginRequest: {
            /** Format: uri */
            redirect_uri?: string;
            subject?: string;
        };
        SubjectData: {
            api_keys: number;
            approval_rules: number;
            devices: number;
            mcp_connections: number;
            secrets: number;
            sessions: number;
            subject: string;
        };
        SubjectErasure: {
            approval_rules: number;
            devices: number;
            mcp_connections: number;
            secrets: number;
            sessions_deleted: number;
            sessions_kept: number;
            sessions_left: number;
            subject: string;
        };
        TextPart: {
            annotations?: {
                cited_text?: string;
                end_index?: number;
                start_index?: number;
                title?: string;
                /** @constant */
                type: "url_citation";
                url: string;
            }[];
            text: string;
            /** @constant */
            type: "text";
        };
        TokenPair: {
            access_token: string;
            expires_in: number;
            refresh_token: string;
            /** @constant */
            token_type: "Bearer";
        };
        ToolCallPart: {
            arguments: {
                [key: string]: unknown;
            };
            /** Format: uuid */
            id: string;
            name: string;
            /** @constant */
            type: "tool_call";
        };
        ToolResultPart: {
            error?: string;
            result?: unknown;
            /** Format: uuid */
            tool_call_id: string;
            /** @constant */
            type: "tool_result";
        };
        ToolRun: {
            compaction?: {
                covered_through_sequence: number;
                kept_sequences: number[];
            };
            content: components["schemas"]["ContentPart"][];
            continuation?: {
                items: {
                    [key: string]: unknown;
                }[];
                model: string;
                provider_type: string;
            };
            controls?: components["schemas"]["Controls"];
            /** Format: date-time */
            created_at: string;
            /** @enum {string} */
            disposition: "started" | "queued" | "steered" | "interrupted";
            edit?: {
                excluded_sequences?: number[];
                repair?: {
                    through_sequence: number;
                    what: ("pictures" | "reasoning" | "unknown_tools" | "tool_rounds")[];
                };
            };
            /** Format: uuid */
            id: string;
            metadata?: {
                [key: string]: unknown;
            };
            output?: components["schemas"]["Message"][];
            /** @constant */
            redacted?: true;
            result?: components["schemas"]["ToolResultPart"];
            /** @enum {string} */
            role: "user" | "agent" | "tool_result";
            sequence?: number;
            /** Format: uuid */
            session_id: string;
            tags?: string[];
            turn: components["schemas"]["Turn"];
            /** Format: uuid */
            turn_id?: string;
        };
        Turn: {
            agent_version: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            ended_at?: string;
            error?: {
                /** @enum {string} */
                code: "invalid_request" | "malformed_json" | "unsupported_media_type" | "payload_too_large" | "unknown_field" | "unknown_parameter" | "invalid_cursor" | "invalid_event_id" | "unauthenticated" | "forbidden" | "org_forbidden" | "cross_site_request" | "misdirected_host" | "headers_too_large" | "not_found" | "method_not_allowed" | "not_offered" | "conflict" | "session_busy" | "queue_full" | "not_queued" | "agent_archived" | "already_resolved" | "idempotency_key_reused" | "idempotency_in_progress" | "precondition_failed" | "rate_limited" | "too_many_streams" | "limit_reached" | "request_timeout" | "secret_host_not_allowed" | "mcp_server_unavailable" | "no_model" | "unreadable" | "fenced" | "canceled" | "provider_auth" | "provider_bad_request" | "provider_rate_limited" | "provider_quota" | "provider_unavailable" | "provider_timeout" | "context_overflow" | "malformed_tool_call" | "empty_answer" | "unusable_answer" | "output_invalid" | "max_iterations" | "turn_cost_limit" | "turn_token_limit" | "loop_detected" | "turn_timeout" | "unavailable" | "internal";
                message: string;
                provider_message?: string;
            };
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            input_message_id: string;
            iterations: number;
            output?: unknown;
            position?: number;
            /** Format: uuid */
            session_id: string;
            /** Format: date-time */
            started_at?: string;
            /** @enum {string} */
            status: "queued" | "running" | "waiting" | "completed" | "failed" | "canceled";
            usage: components["schemas"]["Usage"];
        };
        TurnStatistics: {
            canceled: number;
            completed: number;
            duration_ms?: {
                p50: number;
                p95: number;
            };
            failed: number;
            failures: {
                /** @enum {string} */
                error_code: "invalid_request" | "malformed_json" | "unsupported_media_type" | "payload_too_large" | "unknown_field" | "unknown_parameter" | "invalid_cursor" | "invalid_event_id" | "unauthenticated" | "forbidden" | "org_forbidden" | "cross_site_request" | "misdirected_host" | "headers_too_large" | "not_found" | "method_not_allowed" | "not_offered" | "conflict" | "session_busy" | "queue_full" | "not_queued" | "agent_archived" | "already_resolved" | "idempotency_key_reused" | "idempotency_in_progress" | "precondition_failed" | "rate_limited" | "too_many_streams" | "limit_reached" | "request_timeout" | "secret_host_not_allowed" | "mcp_server_unavailable" | "no_model" | "unreadable" | "fenced" | "canceled" | "provider_auth" | "provider_bad_request" | "provider_rate_limited" | "provider_quota" | "provider_unavailable" | "provider_timeout" | "context_overflow" | "malformed_tool_call" | "empty_answer" | "unusable_answer" | "output_invalid" | "max_iterations" | "turn_cost_limit" | "turn_token_limit" | "loop_detected" | "turn_timeout" | "unavailable" | "internal";
                turns: number;
            }[];
            first_token_ms?: {
                p50: number;
                p95: number;
            };
            turns: number;
        };
        UpdateAgentRequest: {
            /** @enum {string} */
            busy_policy?: "queue" | "steer" | "interrupt" | "reject";
            capabilities?: (string | {
                config?: {
                    [key: string]: unknown;
                };
                ref: string;
            })[];
            controls?: components["schemas"]["StandingControlsPatch"] | null;
            default_model_id?: string | null;
            description?: string | null;
            fallback_model_id?: string | null;
            limits?: {
                max_iterations?: number | null;
                max_turn_cost_usd?: number | null;
                max_turn_tokens?: number | null;
                turn_timeout_ms?: number | null;
            };
            name?: string;
            system_prompt?: string;
            tags?: string[];
            taint?: ("on" | "off") | null;
            tool_settings?: {
                [key: string]: {
                    enabled?: boolean;
                    timeout_ms?: number;
                } | null;
            } | null;
            tools?: {
                description: string;
                name: string;
                parameters: {
                    [key: string]: unknown;
                };
                /**
                 * @default client_side
                 * @constant
                 */
                policy?: "client_side";
                timeout_ms?: number;
            }[];
            tools_policy?: {
                [key: string]: ("auto" | "requires_approval") | null;
            } | null;
        };
        UpdateLlmModelRequest: {
            compat?: {
                /** @enum {string} */
                auth_header?: "bearer" | "api-key" | "x-api-key";
                /** @enum {string} */
                call_ids?: "uuid" | "alphanumeric_9" | "kimi";
                call_signatures?: boolean;
                /** @enum {string} */
                content_beside_calls?: "null" | "empty" | "omit";
                /** @enum {string} */
                content_form?: "parts" | "text";
                /** @enum {string} */
                files?: "none" | "pdf";
                leave_out?: ("stream_options" | "max_tokens" | "max_completion_tokens" | "max_output_tokens" | "parallel_tool_calls" | "tool_choice" | "temperature" | "top_p" | "stop" | "stop_sequences" | "response_format" | "text" | "reasoning_effort" | "reasoning" | "include" | "store" | "strict" | "thinking" | "enable_thinking" | "output_config" | "cache_control" | "prompt_cache_key" | "web_search")[];
                parallel_tool_calls?: boolean;
                /** @enum {string} */
                pictures?: "any" | "inline" | "none";
                /** @enum {string} */
                preset?: "openai" | "azure_openai" | "anthropic" | "bedrock_proxy" | "vertex_proxy" | "gemini" | "mistral" | "deepseek" | "kimi" | "qwen" | "groq" | "together" | "openrouter" | "xai" | "ollama" | "vllm" | "llama_cpp" | "lm_studio" | "litellm" | "generic";
                prompt_cache_key?: boolean;
                prompt_caching?: boolean;
                /** @enum {string} */
                reasoning_history?: "drop" | "return" | "require";
                /** @enum {string} */
                reasoning_request?: "reasoning_effort" | "reasoning" | "thinking" | "enable_thinking" | "none";
                stream_options?: boolean;
                /** @enum {string} */
                system_role?: "system" | "developer" | "user";
                /** @enum {string} */
                token_limit_field?: "max_tokens" | "max_completion_tokens" | "none";
                /** @enum {string} */
                tool_schema?: "json_schema" | "plain" | "openapi";
                user_after_tool?: boolean;
                web_search?: boolean;
            } | null;
            context_window_tokens?: number | null;
            display_name?: string;
            is_default?: boolean;
            max_output_tokens?: number | null;
            prices_per_million?: {
                cache_creation?: number;
                cache_read?: number;
                input?: number;
                output?: number;
            } | null;
            /** @enum {string} */
            status?: "active" | "disabled";
        };
        UpdateLlmProviderRequest: {
            api_key?: string | null;
            base_url?: string | null;
            compat?: {
                /** @enum {string} */
                auth_header?: "bearer" | "api-key" | "x-api-key";
                /** @enum {string} */
                call_ids?: "uuid" | "alphanumeric_9" | "kimi";
                call_signatures?: boolean;
                /** @enum {string} */
                content_beside_calls?: "null" | "empty" | "omit";
                /** @enum {string} */
                content_form?: "parts" | "text";
                /** @enum {string} */
                files?: "none" | "pdf";
                leave_out?: ("stream_options" | "max_tokens" | "max_completion_tokens" | "max_output_tokens" | "parallel_tool_calls" | "tool_choice" | "temperature" | "top_p" | "stop" | "stop_sequences" | "response_format" | "text" | "reasoning_effort" | "reasoning" | "include" | "store" | "strict" | "thinking" | "enable_thinking" | "output_config" | "cache_control" | "prompt_cache_key" | "web_search")[];
                parallel_tool_calls?: boolean;
                /** @enum {string} */
                pictures?: "any" | "inline" | "none";
                /** @enum {string} */
                preset?: "openai" | "azure_openai" | "anthropic" | "bedrock_proxy" | "vertex_proxy" | "gemini" | "mistral" | "deepseek" | "kimi" | "qwen" | "groq" | "together" | "openrouter" | "xai" | "ollama" | "vllm" | "llama_cpp" | "lm_studio" | "litellm" | "generic";
                prompt_cache_key?: boolean;
                prompt_caching?: boolean;
                /** @enum {string} */
                reasoning_history?: "drop" | "return" | "require";
                /** @enum {string} */
                reasoning_request?: "reasoning_effort" | "reasoning" | "thinking" | "enable_thinking" | "none";
                stream_options?: boolean;
                /** @enum {string} */
                system_role?: "system" | "developer" | "user";
                /** @enum {string} */
                token_limit_field?: "max_tokens" | "max_completion_tokens" | "none";
                /** @enum {string} */
                tool_schema?: "json_schema" | "plain" | "openapi";
                user_after_tool?: boolean;
                web_search?: boolean;
            } | null;
            name?: string;
            /** @enum {string} */
            provider_type?: "openai" | "openai_compatible" | "azure_openai" | "anthropic" | "llmsim";
            /** @enum {string} */
            status?: "active" | "disabled";
        };
        UpdateMcpServerRequest: {
            /** @enum {string} */
            auth?: "none" | "headers" | "oauth";
            headers?: {
                [key: string]: string;
            } | null;
            name?: string;
            oauth_client?: {
                client_id: string;
                client_secret?: string;
            } | null;
            policy_overrides?: {
                [key: string]: "auto" | "requires_approval";
            } | null;
            /** @enum {string} */
            status?: "active" | "disabled";
            tool_filter?: {
                exclude?: string[];
                include?: string[];
            } | null;
            /** Format: uri */
            url?: string;
        };
        UpdateQueuedMessageRequest: {
            controls?: components["schemas"]["Controls"] | null;
            message?: {
                content: ({
                    text: string;
                    /** @constant */
                    type: "text";
                } | ({
                    /** @constant */
                    type: "image";
                    /** Format: uri */
                    url: string;
                } | {
                    /** Format: base64 */
                    base64: string;
                    /** @enum {string} */
                    media_type: "image/png" | "image/jpeg" | "image/gif" | "image/webp";
                    /** @constant */
                    type: "image";
                }) | ({
                    file_path: string;
                    /** @constant */
                    type: "file";
                } | {
                    /** Format: base64 */
                    base64: string;
                    filename: string;
                    media_type: string;
                    /** @constant */
                    type: "file";
                }) | {
                    /** Format: uuid */
                    server_id: string;
                    /** @constant */
                    type: "mcp_resource";
                    uri: string;
                })[];
                /**
                 * @default user
                 * @constant
                 */
                role?: "user";
            };
            metadata?: {
                [key: string]: unknown;
            } | null;
            position?: number;
            tags?: string[] | null;
        };
        UpdateViewRequest: {
            filter?: components["schemas"]["SessionSelection"];
            is_shared?: boolean;
            name?: string;
        };
        UpdateWebhookRequest: {
            description?: string | null;
            events?: ("turn.completed" | "turn.failed" | "session.requires_action" | "approval.requested" | "subagent.failed")[];
            /** @enum {string} */
            status?: "active" | "disabled";
            /** Format: uri */
            url?: string;
        };
        Usage: {
            cache_creation_tokens: number;
            cache_read_tokens: number;
            cost_usd?: number;
            input_tokens: number;
            not_reported?: ("input_tokens" | "output_tokens")[];
            output_tokens: number;
            reasoning_tokens: number;
            web_searches?: number;
        };
        UsageGroup: {
            /** Format: uuid */
            agent_id?: string;
            /** Format: date */
            day?: string;
            generations: number;
            model?: string;
            provider?: string;
            /** Format: uuid */
            session_id?: string;
            subject?: string;
            usage: components["schemas"]["Usage"];
        };
        User: {
            /** Format: date-time */
            created_at: string;
            email: string;
            email_verified: boolean;
            /** Format: uuid */
            id: string;
            name: string;
        };
        View: {
            /** Format: date-time */
            created_at: string;
            created_by: string;
            filter: components["schemas"]["SessionSelection"];
            /** Format: uuid */
            id: string;
            is_shared: boolean;
            name: string;
            /** Format: date-time */
            updated_at: string;
        };
        Wait: {
            /** Format: uuid */
            agent_id: string;
            claimed_by?: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "approval" | "question" | "client_tool" | "subagent" | "connection";
            request: components["schemas"]["WaitRequest"];
            resolution?: components["schemas"]["WaitResolution"];
            /** Format: date-time */
            resolved_at?: string;
            resolved_by?: string;
            /** Format: uuid */
            session_id: string;
            /** @enum {string} */
            status: "open" | "resolved" | "expired" | "canceled";
            subject: string;
            /** Format: uuid */
            turn_id: string;
        };
        WaitRequest: {
            arguments: {
                [key: string]: unknown;
            };
            capability_id?: string;
            connection?: {
                [key: string]: unknown;
            };
            description?: string;
            /** @enum {string} */
            effect: "read" | "idempotent" | "once";
            hints?: {
                any_host?: boolean;
                asks_model?: boolean;
                destructive?: boolean;
                immediate?: boolean;
                long_running?: boolean;
                open_world?: boolean;
                resumable?: boolean;
            };
            question?: {
                options?: string[];
                question: string;
                schema?: {
                    [key: string]: unknown;
                };
            };
            said?: string;
            subagent?: {
                agent: string;
                /** Format: uuid */
                agent_id: string;
                agent_label?: string;
                /** Format: uuid */
                session_id: string;
                /** Format: uuid */
                turn_id: string;
            };
            tool: string;
            /** Format: uuid */
            tool_call_id: string;
        };
        WaitResolution: {
            answer?: unknown;
            /** @enum {string} */
            decision: "approve" | "deny" | "answer";
            edited_arguments?: {
                [key: string]: unknown;
            };
            reason?: string;
        };
        Warning: {
            /** @enum {string} */
            code: "unknown_capability" | "files_of_now" | "foreign_field";
            message: string;
            path: string;
        };
        Webhook: {
            /** Format: date-time */
            created_at: string;
            description?: string;
            events: ("turn.completed" | "turn.failed" | "session.requires_action" | "approval.requested" | "subagent.failed")[];
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            previous_secret_expires_at?: string;
            /** @enum {string} */
            status: "active" | "paused" | "disabled";
            /** @enum {string} */
            status_reason?: "backlog" | "gone" | "person";
            /** Format: date-time */
            updated_at: string;
            url: string;
        };
        WebhookDelivery: {
            attempts: number;
            /** Format: date-time */
            created_at: string;
            data: {
                [key: string]: unknown;
            };
            error?: string;
            /** @enum {string} */
            event: "turn.completed" | "turn.failed" | "session.requires_action" | "approval.requested" | "subagent.failed";
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            last_attempt_at?: string;
            /** Format: date-time */
            next_attempt_at?: string;
            response_body?: string;
            response_status?: number;
            /** @enum {string} */
            status: "pending" | "delivered" | "failed";
            /** Format: uuid */
            webhook_id: string;
        };
        WrittenAgent: {
            /** @enum {string} */
            busy_policy: "queue" | "steer" | "interrupt" | "reject";
            capabilities: (string | {
                config?: {
                    [key: string]: unknown;
                };
                ref: string;
            })[];
            controls?: components["schemas"]["StandingControls"];
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            default_model_id?: string;
            description?: string;
            /** Format: uuid */
            fallback_model_id?: string;
            /** @constant */
            harness_id: "default";
            /** Format: uuid */
            id: string;
            /** @constant */
            kind?: "playground";
            labels?: {
                [key: string]: number;
            };
            limits: {
                max_iterations?: number;
                max_turn_cost_usd?: number;
                max_turn_tokens?: number;
                turn_timeout_ms?: number;
            };
            name: string;
            /** @enum {string} */
            status: "active" | "archived";
            system_prompt: string;
            tags: string[];
            /** @enum {string} */
            taint?: "on" | "off";
            tool_settings?: {
                [key: string]: {
                    enabled?: boolean;
                    timeout_ms?: number;
                };
            };
            tools: {
                description: string;
                name: string;
                parameters: {
                    [key: string]: unknown;
                };
                /**
                 * @default client_side
                 * @constant
                 */
                policy: "client_side";
                timeout_ms?: number;
            }[];
            tools_policy?: {
                [key: string]: "auto" | "requires_approval";
            };
            /** Format: date-time */
            updated_at: string;
            version: number;
            warnings?: components["schemas"]["Warning"][];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export interface operations {
    get_health: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The version and configuration of this server */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        auth_mode: "none" | "admin" | "full";
                        /** @enum {string} */
                        runner: "local" | "temporal";
                        /** @constant */
                        status: "ok";
                        version: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_liveness: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The process answers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        status: "ok";
                    };
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_readiness: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Requests are served */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        dependencies: {
                            detail?: string;
                            /** @enum {string} */
                            name: "database" | "temporal" | "workers" | "redis";
                            /** @enum {string} */
                            status: "ok" | "lost";
                        }[];
                        /** @enum {string} */
                        status: "ok" | "degraded";
                    };
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_agents: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                search?: string;
                status?: "active" | "archived";
                tag?: string;
            };
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of agents */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Agent"][];
                        has_more: boolean;
                        next_cursor?: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter, invalid_cursor */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_agent: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Researcher",
                 *       "system_prompt": "You answer with sources.",
                 *       "capabilities": [
                 *         "math"
                 *       ],
                 *       "tags": [
                 *         "demo"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["CreateAgentRequest"];
            };
        };
        responses: {
            /** @description The agent. ETag holds its tag. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WrittenAgent"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_agent: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The agent. ETag holds its tag. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agent"];
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    archive_agent: {
        parameters: {
            query?: never;
            header?: {
                /** @description The change is made only if this is still the ETag, or `*`. Otherwise the answer is 412. */
                "If-Match"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Archived */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description precondition_failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_agent: {
        parameters: {
            query?: never;
            header?: {
                /** @description The change is made only if this is still the ETag, or `*`. Otherwise the answer is 412. */
                "If-Match"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "description": "Finds things out.",
                 *       "tags": [
                 *         "demo",
                 *         "research"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["UpdateAgentRequest"];
            };
        };
        responses: {
            /** @description The agent. ETag holds its tag. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WrittenAgent"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, agent_archived */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description precondition_failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    copy_agent: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The agent. ETag holds its tag. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WrittenAgent"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_agent: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A file to import */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/markdown": unknown;
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_agent_label: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                agent_id: string;
                label: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "version": 1
                 *     }
                 */
                "application/json": {
                    version: number;
                };
            };
        };
        responses: {
            /** @description The agent with its labels */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agent"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_agent_label: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                agent_id: string;
                label: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unarchive_agent: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The agent. ETag holds its tag. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agent"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_agent_versions: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                agent_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of versions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AgentVersion"][];
                        has_more: boolean;
                        next_cursor?: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter, invalid_cursor */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_agent_version: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                agent_id: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The agent at that version */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agent"];
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    diff_agent_versions: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                agent_id: string;
                to: number;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What differs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentVersionDiff"];
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restore_agent_version: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                agent_id: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The agent. ETag holds its tag. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agent"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress, agent_archived */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    import_agent: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateAgentRequest"];
                /**
                 * @example ---
                 *     name: Researcher
                 *     capabilities:
                 *       - math
                 *     ---
                 *
                 *     You answer with sources.
                 */
                "application/x-yaml": string;
                /**
                 * @example ---
                 *     name: Researcher
                 *     capabilities:
                 *       - math
                 *     ---
                 *
                 *     You answer with sources.
                 */
                "application/yaml": string;
                /**
                 * @example ---
                 *     name: Researcher
                 *     capabilities:
                 *       - math
                 *     ---
                 *
                 *     You answer with sources.
                 */
                "text/markdown": string;
                /**
                 * @example ---
                 *     name: Researcher
                 *     capabilities:
                 *       - math
                 *     ---
                 *
                 *     You answer with sources.
                 */
                "text/plain": string;
                /**
                 * @example ---
                 *     name: Researcher
                 *     capabilities:
                 *       - math
                 *     ---
                 *
                 *     You answer with sources.
                 */
                "text/yaml": string;
            };
        };
        responses: {
            /** @description The agent. ETag holds its tag. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WrittenAgent"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_approval_rules: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of rules */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ApprovalRule"][];
                        has_more: boolean;
                        next_cursor?: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter, invalid_cursor */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_approval_rule: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                rule_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Forgotten */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_approvals: {
        parameters: {
            query?: {
                agent_id?: string;
                cursor?: string;
                kind?: "approval" | "question" | "connection";
                limit?: number;
                root_session_id?: string;
                session_id?: string;
                status?: "open" | "resolved" | "expired" | "canceled";
            };
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of approvals */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Approval"][];
                        has_more: boolean;
                        next_cursor?: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter, invalid_cursor */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_approval: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                approval_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The approval */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resolve_approval: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                approval_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "decision": "deny",
                 *       "reason": "Not before the release."
                 *     }
                 */
                "application/json": components["schemas"]["ResolveApprovalRequest"];
            };
        };
        responses: {
            /** @description The wait as it was decided */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Wait"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress, already_resolved, conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    count_approvals: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Their number */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalCount"];
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_audit_log: {
        parameters: {
            query?: {
                action?: string;
                actor?: string;
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the log */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AuditEntry"][];
                        has_more: boolean;
                        next_cursor?: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter, invalid_cursor */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    accept_invitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "from-the-invitation"
                 *     }
                 */
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description The organization */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_api_keys: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of keys */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ApiKey"][];
                        has_more: boolean;
                        next_cursor?: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter, invalid_cursor */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_api_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "ci",
                 *       "scopes": [
                 *         "read",
                 *         "write"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** Format: date-time */
                    expires_at?: string;
                    name: string;
                    /**
                     * @default [
                     *       "read",
                     *       "write"
                     *     ]
                     */
                    scopes?: ("read" | "write" | "admin" | "approvals:resolve" | "subjects:own" | "subjects:any")[];
                    subject?: string;
                };
            };
        };
        responses: {
            /** @description The key */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedApiKey"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress, conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_api_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                api_key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    finish_oauth: {
        parameters: {
            query?: {
                authuser?: string;
                code?: string;
                error?: string;
                error_description?: string;
                error_uri?: string;
                hd?: string;
                iss?: string;
                prompt?: string;
                scope?: string;
                session_state?: string;
                state?: string;
            };
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where the browser goes next */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_auth_config: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What a login page needs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        device_login?: boolean;
                        /** @enum {string} */
                        mode: "none" | "admin" | "full";
                        oauth_providers: ("google" | "github")[];
                        password_login: boolean;
                        signup_enabled: boolean;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_device_login: {
        parameters: {
            query: {
                user_code: string;
            };
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PendingDeviceLogin"];
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    start_device_login: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "client_name": "everruns on laptop"
                 *     }
                 */
                "application/json": {
                    client_name: string;
                };
            };
        };
        responses: {
            /** @description The codes of the program and the person */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceLogin"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description cross_site_request, forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approve_device_login: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "user_code": "BCDF-GHJK"
                 *     }
                 */
                "application/json": {
                    user_code: string;
                };
            };
        };
        responses: {
            /** @description Decided */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deny_device_login: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "user_code": "BCDF-GHJK"
                 *     }
                 */
                "application/json": {
                    user_code: string;
                };
            };
        };
        responses: {
            /** @description Decided */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exchange_device_code: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "device_code": "evrd_…"
                 *     }
                 */
                "application/json": {
                    device_code: string;
                };
            };
        };
        responses: {
            /** @description What has become of it, with the tokens once it is approved */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceLoginProgress"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    preview_invitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "from-the-invitation"
                 *     }
                 */
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description The invitation */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationPreview"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description cross_site_request, forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ada@example.com",
                 *       "password": "correct horse battery",
                 *       "grant": "tokens"
                 *     }
                 */
                "application/json": {
                    email: string;
                    /**
                     * @default session
                     * @enum {string}
                     */
                    grant?: "session" | "tokens";
                    password: string;
                };
            };
        };
        responses: {
            /** @description The caller is signed in: by a cookie, or by tokens if these were requested */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginResponse"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description cross_site_request, forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_me: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who calls */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    start_oauth: {
        parameters: {
            query?: {
                return_to?: string;
            };
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where the browser goes next */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "current_password": "correct horse battery",
                 *       "new_password": "staple staple staple"
                 *     }
                 */
                "application/json": {
                    current_password: string;
                    new_password: string;
                    /** @default false */
                    revoke_api_keys?: boolean;
                };
            };
        };
        responses: {
            /** @description Changed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress, conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refresh_tokens: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "refresh_token": "evrr_…"
                 *     }
                 */
                "application/json": {
                    refresh_token: string;
                };
            };
        };
        responses: {
            /** @description The new pair */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenPair"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    register: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "grace@example.com",
                 *       "password": "correct horse battery",
                 *       "name": "Grace"
                 *     }
                 */
                "application/json": {
                    /** Format: email */
                    email: string;
                    /**
                     * @default session
                     * @enum {string}
                     */
                    grant?: "session" | "tokens";
                    invitation_token?: string;
                    name?: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description The caller is signed in: by a cookie, or by tokens if these were requested */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginResponse"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description cross_site_request, forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress, conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    switch_organization: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "organization_id": "0194f7a0-0000-7000-8000-000000000001"
                 *     }
                 */
                "application/json": {
                    /** Format: uuid */
                    organization_id: string;
                };
            };
        };
        responses: {
            /** @description Who calls */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_capabilities: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All capabilities */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Capability"][];
                        has_more: boolean;
                        next_cursor?: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_capability: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                capability_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The capability */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Capability"];
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_devices: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of devices */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Device"][];
                        has_more: boolean;
                        next_cursor?: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter, invalid_cursor */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_device: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stream_feed: {
        parameters: {
            query?: {
                heartbeat?: "event";
                since_id?: string;
            };
            header?: {
                /** @description The stream resumes after this hint. The header overrides the query. */
                "Last-Event-ID"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": unknown;
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached, too_many_streams */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_limits: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All limits */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["OrganizationLimit"][];
                        has_more: boolean;
                        next_cursor?: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_llm_models: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                provider_id?: string;
            };
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of models */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["LlmModel"][];
                        has_more: boolean;
                        next_cursor?: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter, invalid_cursor */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_llm_model: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                model_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The model. ETag holds its tag. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LlmModel"];
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_llm_model: {
        parameters: {
            query?: never;
            header?: {
                /** @description The change is made only if this is still the ETag, or `*`. Otherwise the answer is 412. */
                "If-Match"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                model_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description precondition_failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_llm_model: {
        parameters: {
            query?: never;
            header?: {
                /** @description The change is made only if this is still the ETag, or `*`. Otherwise the answer is 412. */
                "If-Match"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                model_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "display_name": "The fast one",
                 *       "is_default": true
                 *     }
                 */
                "application/json": components["schemas"]["UpdateLlmModelRequest"];
            };
        };
        responses: {
            /** @description The model. ETag holds its tag. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LlmModel"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description precondition_failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    check_llm_model: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                model_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What it can do */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LlmModelCheck"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_llm_provider_types: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All types */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["LlmProviderTypeInfo"][];
                        has_more: boolean;
                        next_cursor?: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_llm_providers: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of providers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["LlmProvider"][];
                        has_more: boolean;
                        next_cursor?: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter, invalid_cursor */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_llm_provider: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "My OpenAI",
                 *       "provider_type": "openai",
                 *       "api_key": "sk-0123456789"
                 *     }
                 */
                "application/json": components["schemas"]["CreateLlmProviderRequest"];
            };
        };
        responses: {
            /** @description The provider, without its key. ETag holds its tag. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LlmProvider"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_llm_provider: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                provider_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The provider, without its key. ETag holds its tag. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LlmProvider"];
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_llm_provider: {
        parameters: {
            query?: never;
            header?: {
                /** @description The change is made only if this is still the ETag, or `*`. Otherwise the answer is 412. */
                "If-Match"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                provider_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Erased */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description precondition_failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_llm_provider: {
        parameters: {
            query?: never;
            header?: {
                /** @description The change is made only if this is still the ETag, or `*`. Otherwise the answer is 412. */
                "If-Match"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                provider_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Renamed"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateLlmProviderRequest"];
            };
        };
        responses: {
            /** @description The provider, without its key. ETag holds its tag. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LlmProvider"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description precondition_failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    check_llm_provider: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                provider_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The result of the check */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LlmProviderCheck"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_llm_model: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                provider_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "model_id": "gpt-5.4-mini"
                 *     }
                 */
                "application/json": components["schemas"]["CreateLlmModelRequest"];
            };
        };
        responses: {
            /** @description The model */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LlmModel"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress, conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_mcp_client_metadata: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A client ID metadata document */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["McpClientMetadata"];
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_mcp_connections: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                server_id?: string;
                subject?: string;
            };
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of logins */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["McpConnection"][];
                        has_more: boolean;
                        next_cursor?: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter, invalid_cursor */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    finish_mcp_login: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "state": "0123456789",
                 *       "code": "0123456789"
                 *     }
                 */
                "application/json": components["schemas"]["FinishMcpLoginRequest"];
            };
        };
        responses: {
            /** @description The login */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["McpConnection"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress, conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description mcp_server_unavailable */
            424: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_mcp_connection: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                connection_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Erased */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_mcp_servers: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of servers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["McpServer"][];
                        has_more: boolean;
                        next_cursor?: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter, invalid_cursor */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_mcp_server: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "github",
                 *       "url": "https://mcp.example.com/mcp",
                 *       "auth": "headers",
                 *       "headers": {
                 *         "Authorization": "Bearer 0123456789"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["CreateMcpServerRequest"];
            };
        };
        responses: {
            /** @description The server, without the values of its headers. ETag holds its tag. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["McpServer"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress, conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_mcp_server: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                server_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The server, without the values of its headers. ETag holds its tag. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["McpServer"];
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_mcp_server: {
        parameters: {
            query?: never;
            header?: {
                /** @description The change is made only if this is still the ETag, or `*`. Otherwise the answer is 412. */
                "If-Match"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                server_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Erased */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description precondition_failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_mcp_server: {
        parameters: {
            query?: never;
            header?: {
                /** @description The change is made only if this is still the ETag, or `*`. Otherwise the answer is 412. */
                "If-Match"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                server_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "policy_overrides": {
                 *         "delete_*": "requires_approval"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["UpdateMcpServerRequest"];
            };
        };
        responses: {
            /** @description The server, without the values of its headers. ETag holds its tag. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["McpServer"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description precondition_failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    check_mcp_server: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                server_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The result of the check */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["McpServerCheck"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    start_mcp_login: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                server_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "subject": "local"
                 *     }
                 */
                "application/json": components["schemas"]["StartMcpLoginRequest"];
            };
        };
        responses: {
            /** @description Where the person signs in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["McpLogin"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress, conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description mcp_server_unavailable */
            424: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_mcp_prompts: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                server_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them, at most 500 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["McpPrompt"][];
                        has_more: boolean;
                        next_cursor?: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description mcp_server_unavailable */
            424: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_mcp_prompt: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                server_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "review",
                 *       "arguments": {
                 *         "code": "let a = 1;"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["GetMcpPromptRequest"];
            };
        };
        responses: {
            /** @description The messages that it makes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["McpPromptMessages"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description mcp_server_unavailable */
            424: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_mcp_resource_templates: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                server_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them, at most 500 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["McpResourceTemplate"][];
                        has_more: boolean;
                        next_cursor?: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description mcp_server_unavailable */
            424: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_mcp_resources: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                server_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them, at most 500 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["McpResource"][];
                        has_more: boolean;
                        next_cursor?: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description mcp_server_unavailable */
            424: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_mcp_resource: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                server_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "uri": "docs://handbook"
                 *     }
                 */
                "application/json": components["schemas"]["ReadMcpResourceRequest"];
            };
        };
        responses: {
            /** @description What the server says there now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["McpResourceContents"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description mcp_server_unavailable */
            424: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_mcp_tools: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                server_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them, at most 500 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["McpTool"][];
                        has_more: boolean;
                        next_cursor?: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description mcp_server_unavailable */
            424: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_organization: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The organization */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_organization: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Analytical Engines"
                 *     }
                 */
                "application/json": {
                    name?: string;
                };
            };
        };
        responses: {
            /** @description The organization */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_invitations: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of invitations */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Invitation"][];
                        has_more: boolean;
                        next_cursor?: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter, invalid_cursor */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_invitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "grace@example.com",
                 *       "role": "member"
                 *     }
                 */
                "application/json": {
                    /** Format: email */
                    email: string;
                    /**
                     * @default member
                     * @enum {string}
                     */
                    role?: "viewer" | "member" | "admin" | "owner";
                };
            };
        };
        responses: {
            /** @description The invitation */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedInvitation"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress, conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_invitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                invitation_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    leave_organization: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Left */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress, conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_members: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All members */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Member"][];
                        has_more: boolean;
                        next_cursor?: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_member: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                organization_id: string;
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_member: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                organization_id: string;
                user_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "role": "member"
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    role: "viewer" | "member" | "admin" | "owner";
                };
            };
        };
        responses: {
            /** @description The member */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_secrets: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                subject?: string;
            };
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of secrets */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Secret"][];
                        has_more: boolean;
                        next_cursor?: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter, invalid_cursor */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_secret: {
        parameters: {
            query?: {
                subject?: string;
            };
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                secret_name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "value": "ghp_0123456789",
                 *       "hosts": [
                 *         "api.github.com"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["PutSecretRequest"];
            };
        };
        responses: {
            /** @description The secret, without its value */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Secret"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_secret: {
        parameters: {
            query?: {
                subject?: string;
            };
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                secret_name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Erased */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_session_jobs: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of jobs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["SessionJob"][];
                        has_more: boolean;
                        next_cursor?: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter, invalid_cursor */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_session_job: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "action": "tag",
                 *       "filter": {
                 *         "outcome": "failed"
                 *       },
                 *       "tags": [
                 *         "look-again"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["CreateSessionJobRequest"];
            };
        };
        responses: {
            /** @description The job */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionJob"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress, conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_session_job: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionJob"];
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancel_session_job: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Canceled */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_sessions: {
        parameters: {
            query?: {
                agent_id?: string;
                agent_version?: number;
                created_after?: string;
                created_before?: string;
                created_within_hours?: number;
                cursor?: string;
                error_code?: "invalid_request" | "malformed_json" | "unsupported_media_type" | "payload_too_large" | "unknown_field" | "unknown_parameter" | "invalid_cursor" | "invalid_event_id" | "unauthenticated" | "forbidden" | "org_forbidden" | "cross_site_request" | "misdirected_host" | "headers_too_large" | "not_found" | "method_not_allowed" | "not_offered" | "conflict" | "session_busy" | "queue_full" | "not_queued" | "agent_archived" | "already_resolved" | "idempotency_key_reused" | "idempotency_in_progress" | "precondition_failed" | "rate_limited" | "too_many_streams" | "limit_reached" | "request_timeout" | "secret_host_not_allowed" | "mcp_server_unavailable" | "no_model" | "unreadable" | "fenced" | "canceled" | "provider_auth" | "provider_bad_request" | "provider_rate_limited" | "provider_quota" | "provider_unavailable" | "provider_timeout" | "context_overflow" | "malformed_tool_call" | "empty_answer" | "unusable_answer" | "output_invalid" | "max_iterations" | "turn_cost_limit" | "turn_token_limit" | "loop_detected" | "turn_timeout" | "unavailable" | "internal";
                feedback?: "up" | "down";
                limit?: number;
                min_cost_usd?: number;
                min_duration_ms?: number;
                model_id?: string;
                outcome?: "completed" | "failed" | "canceled";
                parent_session_id?: string;
                root_session_id?: string;
                search?: string;
                status?: "idle" | "active" | "requires_action";
                sub_agents?: "include" | "only";
                subject?: string;
                tag?: string;
                waits?: "any" | "none";
            };
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of sessions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Session"][];
                        has_more: boolean;
                        next_cursor?: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter, invalid_cursor */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_session: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "agent_id": "0194f7a0-0000-7000-8000-000000000003",
                 *       "title": "Multiplication",
                 *       "tags": [
                 *         "demo"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["CreateSessionRequest"];
            };
        };
        responses: {
            /** @description With `Accept: text/event-stream`: all events of the session as server-sent events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": unknown;
                };
            };
            /** @description The session. ETag holds its tag. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        active_turn_id?: string;
                        /** Format: uuid */
                        agent_id: string;
                        agent_label?: string;
                        agent_version?: number;
                        controls?: components["schemas"]["StandingControls"];
                        /** Format: date-time */
                        created_at: string;
                        forked_from?: {
                            at_sequence: number;
                            /** Format: uuid */
                            session_id: string;
                        };
                        /** @constant */
                        harness_id: "default";
                        /** @constant */
                        has_children?: true;
                        /** @constant */
                        has_forks?: true;
                        /** Format: uuid */
                        id: string;
                        /** @constant */
                        kind?: "playground";
                        last_sequence: number;
                        last_turn?: {
                            agent_version: number;
                            /** Format: date-time */
                            ended_at?: string;
                            /** @enum {string} */
                            error_code?: "invalid_request" | "malformed_json" | "unsupported_media_type" | "payload_too_large" | "unknown_field" | "unknown_parameter" | "invalid_cursor" | "invalid_event_id" | "unauthenticated" | "forbidden" | "org_forbidden" | "cross_site_request" | "misdirected_host" | "headers_too_large" | "not_found" | "method_not_allowed" | "not_offered" | "conflict" | "session_busy" | "queue_full" | "not_queued" | "agent_archived" | "already_resolved" | "idempotency_key_reused" | "idempotency_in_progress" | "precondition_failed" | "rate_limited" | "too_many_streams" | "limit_reached" | "request_timeout" | "secret_host_not_allowed" | "mcp_server_unavailable" | "no_model" | "unreadable" | "fenced" | "canceled" | "provider_auth" | "provider_bad_request" | "provider_rate_limited" | "provider_quota" | "provider_unavailable" | "provider_timeout" | "context_overflow" | "malformed_tool_call" | "empty_answer" | "unusable_answer" | "output_invalid" | "max_iterations" | "turn_cost_limit" | "turn_token_limit" | "loop_detected" | "turn_timeout" | "unavailable" | "internal";
                            /** Format: uuid */
                            id: string;
                            model?: string;
                            provider?: string;
                            /** Format: date-time */
                            started_at?: string;
                            /** @enum {string} */
                            status: "running" | "waiting" | "completed" | "failed" | "canceled";
                        };
                        message?: components["schemas"]["CreateMessageResponse"];
                        /** Format: uuid */
                        model_id?: string;
                        /** Format: uuid */
                        organization_id: string;
                        /** Format: uuid */
                        parent_session_id?: string;
                        path?: {
                            /** Format: uuid */
                            session_id: string;
                            title?: string;
                        }[];
                        queued_count: number;
                        /** Format: uuid */
                        root_session_id?: string;
                        /** @enum {string} */
                        status: "idle" | "active" | "requires_action";
                        subject: string;
                        tags: string[];
                        taint?: {
                            since_sequence: number;
                            sources: {
                                /** @enum {string} */
                                kind: "web" | "http" | "mcp" | "file" | "hook";
                                name: string;
                            }[];
                        };
                        title?: string;
                        /** @constant */
                        title_generated?: true;
                        /** Format: date-time */
                        updated_at: string;
                        usage: components["schemas"]["Usage"];
                        usage_total?: components["schemas"]["Usage"];
                    };
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress, agent_archived, no_model, conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached, too_many_streams */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_session: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session. ETag holds its tag. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_session: {
        parameters: {
            query?: {
                forks?: "keep" | "delete";
            };
            header?: {
                /** @description The change is made only if this is still the ETag, or `*`. Otherwise the answer is 412. */
                "If-Match"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Erased */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, session_busy */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description precondition_failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_session: {
        parameters: {
            query?: never;
            header?: {
                /** @description The change is made only if this is still the ETag, or `*`. Otherwise the answer is 412. */
                "If-Match"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "title": "Sums",
                 *       "model_id": null
                 *     }
                 */
                "application/json": {
                    agent_label?: string | null;
                    controls?: components["schemas"]["StandingControlsPatch"] | null;
                    model_id?: string | null;
                    tags?: string[];
                    title?: string | null;
                };
            };
        };
        responses: {
            /** @description The session. ETag holds its tag. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description precondition_failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancel_session: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session. ETag holds its tag. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_events: {
        parameters: {
            query?: {
                after_sequence?: number;
                before_sequence?: number;
                cursor?: string;
                limit?: number;
                since_id?: string;
                tree?: "true";
                turn_id?: string;
                types?: string | string[];
            };
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            context: {
                                attempt?: number;
                                /** Format: uuid */
                                exec_id?: string;
                                /** Format: uuid */
                                input_message_id?: string;
                                /** Format: uuid */
                                parent_session_id?: string;
                                traceparent?: string;
                                /** Format: uuid */
                                turn_id?: string;
                            };
                            data: {
                                [key: string]: unknown;
                            };
                            /** Format: uuid */
                            id: string;
                            metadata?: {
                                [key: string]: unknown;
                            };
                            sequence?: number;
                            /** Format: uuid */
                            session_id: string;
                            tags?: string[];
                            /** Format: date-time */
                            ts: string;
                            type: string;
                        }[];
                        has_more: boolean;
                        next_cursor?: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter, invalid_event_id, invalid_cursor */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_session: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSONL, oldest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": unknown;
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    fork_session: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "at_sequence": 1,
                 *       "title": "Another way"
                 *     }
                 */
                "application/json": components["schemas"]["ForkSessionRequest"];
            };
        };
        responses: {
            /** @description The fork. ETag holds its tag. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        active_turn_id?: string;
                        /** Format: uuid */
                        agent_id: string;
                        agent_label?: string;
                        agent_version?: number;
                        controls?: components["schemas"]["StandingControls"];
                        /** Format: date-time */
                        created_at: string;
                        forked_from?: {
                            at_sequence: number;
                            /** Format: uuid */
                            session_id: string;
                        };
                        /** @constant */
                        harness_id: "default";
                        /** @constant */
                        has_children?: true;
                        /** @constant */
                        has_forks?: true;
                        /** Format: uuid */
                        id: string;
                        /** @constant */
                        kind?: "playground";
                        last_sequence: number;
                        last_turn?: {
                            agent_version: number;
                            /** Format: date-time */
                            ended_at?: string;
                            /** @enum {string} */
                            error_code?: "invalid_request" | "malformed_json" | "unsupported_media_type" | "payload_too_large" | "unknown_field" | "unknown_parameter" | "invalid_cursor" | "invalid_event_id" | "unauthenticated" | "forbidden" | "org_forbidden" | "cross_site_request" | "misdirected_host" | "headers_too_large" | "not_found" | "method_not_allowed" | "not_offered" | "conflict" | "session_busy" | "queue_full" | "not_queued" | "agent_archived" | "already_resolved" | "idempotency_key_reused" | "idempotency_in_progress" | "precondition_failed" | "rate_limited" | "too_many_streams" | "limit_reached" | "request_timeout" | "secret_host_not_allowed" | "mcp_server_unavailable" | "no_model" | "unreadable" | "fenced" | "canceled" | "provider_auth" | "provider_bad_request" | "provider_rate_limited" | "provider_quota" | "provider_unavailable" | "provider_timeout" | "context_overflow" | "malformed_tool_call" | "empty_answer" | "unusable_answer" | "output_invalid" | "max_iterations" | "turn_cost_limit" | "turn_token_limit" | "loop_detected" | "turn_timeout" | "unavailable" | "internal";
                            /** Format: uuid */
                            id: string;
                            model?: string;
                            provider?: string;
                            /** Format: date-time */
                            started_at?: string;
                            /** @enum {string} */
                            status: "running" | "waiting" | "completed" | "failed" | "canceled";
                        };
                        message?: components["schemas"]["CreateMessageResponse"];
                        /** Format: uuid */
                        model_id?: string;
                        /** Format: uuid */
                        organization_id: string;
                        /** Format: uuid */
                        parent_session_id?: string;
                        path?: {
                            /** Format: uuid */
                            session_id: string;
                            title?: string;
                        }[];
                        queued_count: number;
                        /** Format: uuid */
                        root_session_id?: string;
                        /** @enum {string} */
                        status: "idle" | "active" | "requires_action";
                        subject: string;
                        tags: string[];
                        taint?: {
                            since_sequence: number;
                            sources: {
                                /** @enum {string} */
                                kind: "web" | "http" | "mcp" | "file" | "hook";
                                name: string;
                            }[];
                        };
                        title?: string;
                        /** @constant */
                        title_generated?: true;
                        /** Format: date-time */
                        updated_at: string;
                        usage: components["schemas"]["Usage"];
                        usage_total?: components["schemas"]["Usage"];
                        warnings?: components["schemas"]["Warning"][];
                    };
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress, agent_archived, no_model, conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description mcp_server_unavailable */
            424: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_files: {
        parameters: {
            query?: {
                recursive?: boolean;
            };
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The entries of the directory, by path */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** Format: date-time */
                            created_at: string;
                            /** Format: uuid */
                            id: string;
                            is_directory: boolean;
                            is_readonly: boolean;
                            name: string;
                            path: string;
                            /** Format: uuid */
                            session_id: string;
                            size_bytes: number;
                            /** Format: date-time */
                            updated_at: string;
                        }[];
                        has_more: boolean;
                        next_cursor?: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    copy_file: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "src_path": "/notes/a.txt",
                 *       "dst_path": "/notes/b.txt"
                 *     }
                 */
                "application/json": {
                    dst_path: string;
                    src_path: string;
                };
            };
        };
        responses: {
            /** @description The file or directory at its new path. ETag holds its tag. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        created_at: string;
                        /** Format: uuid */
                        id: string;
                        is_directory: boolean;
                        is_readonly: boolean;
                        name: string;
                        path: string;
                        /** Format: uuid */
                        session_id: string;
                        size_bytes: number;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress, conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    grep_files: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "pattern": "colou?r",
                 *       "path_pattern": "*.txt"
                 *     }
                 */
                "application/json": {
                    /** @default false */
                    ignore_case?: boolean;
                    /** @default 100 */
                    max_results?: number;
                    /** @default / */
                    path?: string;
                    path_pattern?: string;
                    pattern: string;
                };
            };
        };
        responses: {
            /** @description Lines that match, by file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            matches: {
                                line: string;
                                line_number: number;
                                path: string;
                            }[];
                            path: string;
                        }[];
                        files_searched: number;
                        truncated: boolean;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    move_file: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "src_path": "/notes/a.txt",
                 *       "dst_path": "/notes/b.txt"
                 *     }
                 */
                "application/json": {
                    dst_path: string;
                    src_path: string;
                };
            };
        };
        responses: {
            /** @description The file or directory at its new path. ETag holds its tag. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        created_at: string;
                        /** Format: uuid */
                        id: string;
                        is_directory: boolean;
                        is_readonly: boolean;
                        name: string;
                        path: string;
                        /** Format: uuid */
                        session_id: string;
                        size_bytes: number;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress, conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stat_file: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "path": "/notes/a.txt"
                 *     }
                 */
                "application/json": {
                    path: string;
                };
            };
        };
        responses: {
            /** @description The file or directory */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        created_at: string;
                        /** Format: uuid */
                        id: string;
                        is_directory: boolean;
                        is_readonly: boolean;
                        name: string;
                        path: string;
                        /** Format: uuid */
                        session_id: string;
                        size_bytes: number;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_file: {
        parameters: {
            query?: {
                raw?: "0" | "1";
                recursive?: boolean;
            };
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                path: string;
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file, with its tag in ETag, or the entries of the directory. With raw=1 or Accept: application/octet-stream, the bytes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        content: string;
                        /** Format: date-time */
                        created_at: string;
                        /** @enum {string} */
                        encoding: "text" | "base64";
                        /** Format: uuid */
                        id: string;
                        is_directory: boolean;
                        is_readonly: boolean;
                        name: string;
                        path: string;
                        /** Format: uuid */
                        session_id: string;
                        size_bytes: number;
                        /** Format: date-time */
                        updated_at: string;
                    } | {
                        data: {
                            /** Format: date-time */
                            created_at: string;
                            /** Format: uuid */
                            id: string;
                            is_directory: boolean;
                            is_readonly: boolean;
                            name: string;
                            path: string;
                            /** Format: uuid */
                            session_id: string;
                            size_bytes: number;
                            /** Format: date-time */
                            updated_at: string;
                        }[];
                        has_more: boolean;
                        next_cursor?: string;
                    };
                    "application/octet-stream": unknown;
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_file: {
        parameters: {
            query?: never;
            header?: {
                /** @description The change is made only if this is still the ETag, or `*`. Otherwise the answer is 412. */
                "If-Match"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                path: string;
                session_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "content": "Remember the bread."
                 *     }
                 */
                "application/json": {
                    content?: string;
                    /**
                     * @default text
                     * @enum {string}
                     */
                    encoding?: "text" | "base64";
                    is_readonly?: boolean;
                };
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description The file without its content. ETag holds its tag. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        created_at: string;
                        /** Format: uuid */
                        id: string;
                        is_directory: boolean;
                        is_readonly: boolean;
                        name: string;
                        path: string;
                        /** Format: uuid */
                        session_id: string;
                        size_bytes: number;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description precondition_failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_file: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                path: string;
                session_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "content": "Remember the milk."
                 *     }
                 */
                "application/json": {
                    /** @default  */
                    content?: string;
                    /**
                     * @default text
                     * @enum {string}
                     */
                    encoding?: "text" | "base64";
                    /** @default false */
                    is_directory?: boolean;
                    /** @default false */
                    is_readonly?: boolean;
                };
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description The file without its content. ETag holds its tag. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        created_at: string;
                        /** Format: uuid */
                        id: string;
                        is_directory: boolean;
                        is_readonly: boolean;
                        name: string;
                        path: string;
                        /** Format: uuid */
                        session_id: string;
                        size_bytes: number;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress, conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_file: {
        parameters: {
            query?: {
                recursive?: boolean;
            };
            header?: {
                /** @description The change is made only if this is still the ETag, or `*`. Otherwise the answer is 412. */
                "If-Match"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                path: string;
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file or directory was deleted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deleted: boolean;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description precondition_failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_generation_context: {
        parameters: {
            query?: {
                before_sequence?: number;
                limit?: number;
            };
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                generation: string;
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the model was told */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GenerationContext"];
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    diff_generation_contexts: {
        parameters: {
            query?: {
                with?: string;
            };
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                generation: string;
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What differs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GenerationContextDiff"];
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_session_lineage: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lineage, oldest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionLineage"];
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_messages: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                order?: "asc" | "desc";
            };
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of messages */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Message"][];
                        has_more: boolean;
                        next_cursor?: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter, invalid_cursor */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_message: {
        parameters: {
            query?: {
                wait?: "true" | number;
            };
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "message": {
                 *         "content": [
                 *           {
                 *             "type": "text",
                 *             "text": "What is 6 times 7?"
                 *           }
                 *         ]
                 *       },
                 *       "busy_policy": "queue"
                 *     }
                 */
                "application/json": components["schemas"]["CreateMessageRequest"];
            };
        };
        responses: {
            /** @description The accepted message */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateMessageResponse"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress, session_busy, queue_full, no_model, conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description mcp_server_unavailable */
            424: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exclude_message: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                message_id: string;
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The message as it is in the log */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress, session_busy */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_feedback: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                message_id: string;
                session_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "rating": "down",
                 *       "comment": "The sum is wrong."
                 *     }
                 */
                "application/json": components["schemas"]["CreateFeedbackRequest"];
            };
        };
        responses: {
            /** @description The feedback, as it is in the log */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Feedback"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    redact_message: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                message_id: string;
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The message without its texts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress, session_busy */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_queue: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The whole queue */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Message"][];
                        has_more: boolean;
                        next_cursor?: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    drop_queued_message: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                message_id: string;
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Dropped */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, not_queued */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_queued_message: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                message_id: string;
                session_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "message": {
                 *         "content": [
                 *           {
                 *             "type": "text",
                 *             "text": "What is 6 times 8?"
                 *           }
                 *         ]
                 *       },
                 *       "position": 1
                 *     }
                 */
                "application/json": components["schemas"]["UpdateQueuedMessageRequest"];
            };
        };
        responses: {
            /** @description The changed message */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, not_queued */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description mcp_server_unavailable */
            424: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stream_events: {
        parameters: {
            query?: {
                after_sequence?: "latest" | number;
                cursor?: string;
                exclude?: string | string[];
                heartbeat?: "event";
                since_id?: string;
                tree?: "true";
                types?: string | string[];
                until?: "idle";
            };
            header?: {
                /** @description The stream resumes after this event. The header overrides the query. */
                "Last-Event-ID"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": unknown;
                };
            };
            /** @description until=idle: the session is idle and has no further events */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description invalid_request, unknown_parameter, invalid_event_id, invalid_cursor */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached, too_many_streams */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clear_session_taint: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session. ETag holds its tag. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_tool_results: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tool_results": [
                 *         {
                 *           "tool_call_id": "0194f7a0-0000-7000-8000-000000000002",
                 *           "result": {
                 *             "degrees": 21
                 *           }
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["CreateToolResultsRequest"];
            };
        };
        responses: {
            /** @description Taken */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: string[];
                    };
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress, already_resolved */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_turns: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of turns */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Turn"][];
                        has_more: boolean;
                        next_cursor?: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter, invalid_cursor */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_turn: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                session_id: string;
                turn_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The turn, with its status and its usage */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Turn"];
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancel_turn: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                session_id: string;
                turn_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The turn, with its status and its usage */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Turn"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retry_turn: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                session_id: string;
                turn_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The new turn */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Turn"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress, session_busy, agent_archived, conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_waits: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of waits */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Wait"][];
                        has_more: boolean;
                        next_cursor?: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter, invalid_cursor */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_subject: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                subject: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is stored */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubjectData"];
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_subject: {
        parameters: {
            query?: {
                sessions?: "delete" | "keep";
            };
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                subject: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was erased */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubjectErasure"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, session_busy */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    run_tool: {
        parameters: {
            query?: {
                wait?: "true" | number;
            };
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                capability_id: string;
                tool: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "arguments": {
                 *         "a": 6,
                 *         "b": 7
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["RunToolRequest"];
            };
        };
        responses: {
            /** @description The receipt of the call */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ToolRun"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description mcp_server_unavailable */
            424: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_usage: {
        parameters: {
            query?: {
                cursor?: string;
                from?: string;
                group_by?: "agent" | "session" | "model" | "day" | "subject";
                limit?: number;
                to?: string;
            };
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of groups */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["UsageGroup"][];
                        has_more: boolean;
                        next_cursor?: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter, invalid_cursor */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_turn_statistics: {
        parameters: {
            query?: {
                agent_id?: string;
                from?: string;
                to?: string;
            };
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The counts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TurnStatistics"];
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_views: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of views */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["View"][];
                        has_more: boolean;
                        next_cursor?: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter, invalid_cursor */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_view: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Failed invoices",
                 *       "filter": {
                 *         "outcome": "failed",
                 *         "search": "invoice"
                 *       },
                 *       "is_shared": true
                 *     }
                 */
                "application/json": components["schemas"]["CreateViewRequest"];
            };
        };
        responses: {
            /** @description The view. ETag holds its tag. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["View"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress, conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_view: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                view_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The view. ETag holds its tag. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["View"];
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_view: {
        parameters: {
            query?: never;
            header?: {
                /** @description The change is made only if this is still the ETag, or `*`. Otherwise the answer is 412. */
                "If-Match"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                view_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description precondition_failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_view: {
        parameters: {
            query?: never;
            header?: {
                /** @description The change is made only if this is still the ETag, or `*`. Otherwise the answer is 412. */
                "If-Match"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                view_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Failed invoices of this year"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateViewRequest"];
            };
        };
        responses: {
            /** @description The view. ETag holds its tag. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["View"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description precondition_failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_webhooks: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of webhooks */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Webhook"][];
                        has_more: boolean;
                        next_cursor?: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter, invalid_cursor */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_webhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://example.com/everruns",
                 *       "events": [
                 *         "turn.completed",
                 *         "approval.requested"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["CreateWebhookRequest"];
            };
        };
        responses: {
            /** @description The webhook and its secret */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedWebhook"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress, conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_webhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The webhook, without its secret. ETag holds its tag. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description invalid_request, unknown_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_webhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description The change is made only if this is still the ETag, or `*`. Otherwise the answer is 412. */
                "If-Match"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description precondition_failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_webhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description The change is made only if this is still the ETag, or `*`. Otherwise the answer is 412. */
                "If-Match"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "events": [
                 *         "turn.failed"
                 *       ],
                 *       "status": "active"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateWebhookRequest"];
            };
        };
        responses: {
            /** @description The webhook, without its secret. ETag holds its tag. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description precondition_failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_webhook_deliveries: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                status?: "pending" | "delivered" | "failed";
            };
            header?: {
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of deliveries */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["WebhookDelivery"][];
                        has_more: boolean;
                        next_cursor?: string;
                    };
                };
            };
            /** @description invalid_request, unknown_parameter, invalid_cursor */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replay_webhook_delivery: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                delivery_id: string;
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress, conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotate_webhook_secret: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key and body gets the same answer, for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: the trace that this request and the turns that it starts belong to. */
                traceparent?: string;
                /** @description One of the caller’s organizations. Default: the credential’s own. */
                "X-Org-Id"?: string;
                /** @description The answer and the log repeat this id. A malformed id is replaced. */
                "X-Request-Id"?: string;
            };
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The webhook and its secret */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedWebhook"];
                };
            };
            /** @description invalid_request, unknown_parameter, malformed_json, unknown_field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unauthenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden, org_forbidden, cross_site_request */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description request_timeout */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unreadable, idempotency_in_progress */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description payload_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description misdirected_host */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited, limit_reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description headers_too_large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
