--
-- PostgreSQL database dump
--


-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: search_grams(text, integer[]); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.search_grams(content text, sizes integer[]) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ARRAY(SELECT grams.gram FROM ((SELECT letters.letter, (letters.letter || lead(letters.letter) OVER by_place) AS "?column?", ((letters.letter || lead(letters.letter) OVER by_place) || lead(letters.letter, 2) OVER by_place) AS "?column?" FROM unnest(string_to_array(lower(search_grams.content), NULL::text)) WITH ORDINALITY letters(letter, place) WINDOW by_place AS (ORDER BY letters.place)) stretches(one, two, three) CROSS JOIN LATERAL (VALUES (1,stretches.one), (2,stretches.two), (3,stretches.three)) grams(size, gram)) WHERE ((grams.gram IS NOT NULL) AND (grams.size = ANY (search_grams.sizes))));


--
-- Name: search_keys(uuid, text[], text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.search_keys(org_id uuid, tags text[], content text) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ((ARRAY[(org_id)::text] || ARRAY(SELECT ((search_keys.org_id || ':'::text) || tag.tag) FROM unnest(search_keys.tags) tag(tag))) || public.search_grams(content, '{1,2,3}'::integer[]));


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: agent_versions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.agent_versions (
    org_id uuid NOT NULL,
    agent_id uuid NOT NULL,
    version integer NOT NULL,
    definition jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: agents; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.agents (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    description text,
    system_prompt text NOT NULL,
    default_model_id uuid,
    tags text[] DEFAULT '{}'::text[] NOT NULL,
    capabilities jsonb NOT NULL,
    tools jsonb NOT NULL,
    limits jsonb NOT NULL,
    busy_policy text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    status text DEFAULT 'active'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    fallback_model_id uuid,
    CONSTRAINT agents_busy_policy_check CHECK ((busy_policy = ANY (ARRAY['queue'::text, 'steer'::text, 'interrupt'::text, 'reject'::text]))),
    CONSTRAINT agents_status_check CHECK ((status = ANY (ARRAY['active'::text, 'archived'::text])))
);


--
-- Name: api_keys; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.api_keys (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    name text NOT NULL,
    prefix text NOT NULL,
    key_hash bytea NOT NULL,
    scopes text[] NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone,
    last_used_at timestamp with time zone
);


--
-- Name: atom_operations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.atom_operations (
    org_id uuid NOT NULL,
    turn_id uuid NOT NULL,
    iteration integer NOT NULL,
    kind text NOT NULL,
    ordinal integer NOT NULL,
    operation integer NOT NULL,
    result jsonb NOT NULL
);


--
-- Name: atoms; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.atoms (
    org_id uuid NOT NULL,
    turn_id uuid NOT NULL,
    session_id uuid NOT NULL,
    iteration integer NOT NULL,
    kind text NOT NULL,
    ordinal integer NOT NULL,
    status text NOT NULL,
    attempt integer DEFAULT 0 NOT NULL,
    exec_id uuid,
    segment integer,
    failures integer DEFAULT 0 NOT NULL,
    lost integer DEFAULT 0 NOT NULL,
    effect text,
    policy text,
    tool_call jsonb,
    outcome jsonb,
    begun_at timestamp with time zone,
    recorded_at timestamp with time zone,
    CONSTRAINT atoms_effect_check CHECK ((effect = ANY (ARRAY['read'::text, 'idempotent'::text, 'once'::text]))),
    CONSTRAINT atoms_kind_check CHECK ((kind = ANY (ARRAY['reason'::text, 'act'::text]))),
    CONSTRAINT atoms_policy_check CHECK ((policy = ANY (ARRAY['auto'::text, 'requires_approval'::text, 'client_side'::text]))),
    CONSTRAINT atoms_status_check CHECK ((status = ANY (ARRAY['waiting'::text, 'open'::text, 'begun'::text, 'recorded'::text])))
)
WITH (fillfactor='70');


--
-- Name: audit_log; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit_log (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    target_id text,
    fields text[] DEFAULT '{}'::text[] NOT NULL,
    request_id text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: auth_sessions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.auth_sessions (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    kind text NOT NULL,
    token_hash bytea,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    last_seen_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    CONSTRAINT auth_sessions_check CHECK (((token_hash IS NULL) = (kind = 'tokens'::text))),
    CONSTRAINT auth_sessions_kind_check CHECK ((kind = ANY (ARRAY['browser'::text, 'tokens'::text])))
);


--
-- Name: events; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.events (
    org_id uuid NOT NULL,
    session_id uuid NOT NULL,
    sequence bigint NOT NULL,
    id uuid NOT NULL,
    type text NOT NULL,
    ts timestamp with time zone NOT NULL,
    turn_id uuid,
    context json NOT NULL,
    data json NOT NULL
);


--
-- Name: idempotency_keys; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.idempotency_keys (
    org_id uuid NOT NULL,
    scope text NOT NULL,
    key text NOT NULL,
    fingerprint text NOT NULL,
    status integer NOT NULL,
    response json NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: invitations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.invitations (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    email text NOT NULL,
    email_key text NOT NULL,
    role text NOT NULL,
    token_hash bytea NOT NULL,
    invited_by uuid,
    accepted_by uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT invitations_role_check CHECK ((role = ANY (ARRAY['viewer'::text, 'member'::text, 'admin'::text, 'owner'::text])))
);


--
-- Name: llm_models; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.llm_models (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    provider_id uuid NOT NULL,
    model_id text NOT NULL,
    display_name text NOT NULL,
    capabilities text[] DEFAULT '{}'::text[] NOT NULL,
    is_default boolean DEFAULT false NOT NULL,
    status text DEFAULT 'active'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT llm_models_status_check CHECK ((status = ANY (ARRAY['active'::text, 'disabled'::text])))
);


--
-- Name: llm_providers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.llm_providers (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    provider_type text NOT NULL,
    base_url text,
    api_key_encrypted jsonb,
    origin text DEFAULT 'api'::text NOT NULL,
    status text DEFAULT 'active'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT llm_providers_origin_check CHECK ((origin = ANY (ARRAY['environment'::text, 'api'::text]))),
    CONSTRAINT llm_providers_provider_type_check CHECK ((provider_type = ANY (ARRAY['openai'::text, 'openai_compatible'::text, 'azure_openai'::text, 'anthropic'::text, 'llmsim'::text]))),
    CONSTRAINT llm_providers_status_check CHECK ((status = ANY (ARRAY['active'::text, 'disabled'::text])))
);


--
-- Name: memberships; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.memberships (
    org_id uuid NOT NULL,
    user_id uuid NOT NULL,
    role text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT memberships_role_check CHECK ((role = ANY (ARRAY['viewer'::text, 'member'::text, 'admin'::text, 'owner'::text])))
);


--
-- Name: organizations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.organizations (
    id uuid NOT NULL,
    name text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: outbox; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.outbox (
    id bigint NOT NULL,
    org_id uuid NOT NULL,
    turn_id uuid NOT NULL,
    session_id uuid NOT NULL,
    segment integer NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    next_at timestamp with time zone DEFAULT now() NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: outbox_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.outbox ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.outbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: platform_settings; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.platform_settings (
    name text NOT NULL,
    value jsonb NOT NULL
);


--
-- Name: processes; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.processes (
    id uuid NOT NULL,
    lock_key bigint NOT NULL,
    runs_turns boolean NOT NULL,
    lease_expires_at timestamp with time zone NOT NULL,
    registered_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: rate_limits; Type: TABLE; Schema: public; Owner: -
--

CREATE UNLOGGED TABLE public.rate_limits (
    key text NOT NULL,
    points integer DEFAULT 0 NOT NULL,
    expire bigint
);


--
-- Name: refresh_tokens; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.refresh_tokens (
    token_hash bytea NOT NULL,
    family_id uuid NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    rotated_at timestamp with time zone
);


--
-- Name: schema_migrations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.schema_migrations (
    name text NOT NULL,
    sha256 text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: session_files; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.session_files (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    session_id uuid NOT NULL,
    path text NOT NULL,
    is_directory boolean NOT NULL,
    is_readonly boolean DEFAULT false NOT NULL,
    content bytea,
    size_bytes bigint DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: sessions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sessions (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    agent_id uuid NOT NULL,
    title text,
    tags text[] DEFAULT '{}'::text[] NOT NULL,
    model_id uuid,
    agent_version integer,
    parent_session_id uuid,
    status text DEFAULT 'idle'::text NOT NULL,
    active_turn_id uuid,
    queued_count integer DEFAULT 0 NOT NULL,
    unread_input integer DEFAULT 0 NOT NULL,
    next_sequence bigint DEFAULT 1 NOT NULL,
    usage jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT sessions_status_check CHECK ((status = ANY (ARRAY['idle'::text, 'active'::text, 'requires_action'::text])))
)
WITH (fillfactor='80');


--
-- Name: turn_inputs; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.turn_inputs (
    org_id uuid NOT NULL,
    message_id uuid NOT NULL,
    session_id uuid NOT NULL,
    turn_id uuid NOT NULL,
    policy text NOT NULL,
    message jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT turn_inputs_policy_check CHECK ((policy = ANY (ARRAY['queue'::text, 'steer'::text])))
);


--
-- Name: turns; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.turns (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    session_id uuid NOT NULL,
    input_message_id uuid NOT NULL,
    status text NOT NULL,
    queue_rank bigint,
    agent_version integer NOT NULL,
    controls jsonb,
    max_iterations integer NOT NULL,
    timeout_ms bigint NOT NULL,
    segment integer DEFAULT 0 NOT NULL,
    iteration integer DEFAULT 1 NOT NULL,
    open_calls integer DEFAULT 0 NOT NULL,
    open_waits integer DEFAULT 0 NOT NULL,
    call_count integer DEFAULT 0 NOT NULL,
    failed_calls integer DEFAULT 0 NOT NULL,
    malformed_calls integer DEFAULT 0 NOT NULL,
    usage jsonb NOT NULL,
    error_code text,
    error_message text,
    claimed_by uuid,
    claimed_segment integer,
    progress_at timestamp with time zone DEFAULT now() NOT NULL,
    stalls integer DEFAULT 0 NOT NULL,
    deadline_at timestamp with time zone,
    wake_at timestamp with time zone,
    waiting_for jsonb,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    started_at timestamp with time zone,
    ended_at timestamp with time zone,
    CONSTRAINT turns_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'running'::text, 'waiting'::text, 'completed'::text, 'failed'::text, 'canceled'::text])))
)
WITH (fillfactor='70');


--
-- Name: user_identities; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.user_identities (
    provider text NOT NULL,
    subject text NOT NULL,
    user_id uuid NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT user_identities_provider_check CHECK ((provider = ANY (ARRAY['google'::text, 'github'::text])))
);


--
-- Name: users; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.users (
    id uuid NOT NULL,
    email text NOT NULL,
    email_key text NOT NULL,
    email_verified boolean DEFAULT false NOT NULL,
    name text NOT NULL,
    password_hash text,
    token_version integer DEFAULT 1 NOT NULL,
    status text DEFAULT 'active'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT users_status_check CHECK ((status = ANY (ARRAY['active'::text, 'disabled'::text])))
);


--
-- Data for Name: agent_versions; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.agent_versions VALUES
	('00000000-0000-7000-8000-000000000001', '01a22b26-7003-712f-bec8-f72b80b84afd', 1, '{"id": "01a22b26-7003-712f-bec8-f72b80b84afd", "name": "test", "tags": [], "tools": [], "limits": {}, "status": "active", "version": 1, "created_at": "2026-11-30T06:31:09.059Z", "harness_id": "default", "updated_at": "2026-11-30T06:31:09.059Z", "busy_policy": "queue", "capabilities": ["test_effects", "math", "current_time"], "system_prompt": "You test."}', '2026-11-30 06:31:09.059+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-754e-71bd-950d-0331c8a0ce10', 1, '{"id": "01a22b26-754e-71bd-950d-0331c8a0ce10", "name": "agent of ada", "tags": ["a", "b"], "tools": [{"name": "ask_person", "policy": "client_side", "parameters": {"type": "object", "properties": {"q": {"type": "string"}}}, "description": "Asks."}], "limits": {}, "status": "active", "version": 1, "created_at": "2026-11-30T06:31:10.414Z", "harness_id": "default", "updated_at": "2026-11-30T06:31:10.414Z", "busy_policy": "queue", "description": "kept", "capabilities": ["math", "current_time", "session_file_system", "stateless_todo_list"], "system_prompt": "You test."}', '2026-11-30 06:31:10.414+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7ad0-7113-ba4b-85369981bfcb', 1, '{"id": "01a22b26-7ad0-7113-ba4b-85369981bfcb", "name": "agent of bea", "tags": ["a", "b"], "tools": [{"name": "ask_person", "policy": "client_side", "parameters": {"type": "object", "properties": {"q": {"type": "string"}}}, "description": "Asks."}], "limits": {}, "status": "active", "version": 1, "created_at": "2026-11-30T06:31:11.824Z", "harness_id": "default", "updated_at": "2026-11-30T06:31:11.824Z", "busy_policy": "queue", "description": "kept", "capabilities": ["math", "current_time", "session_file_system", "stateless_todo_list"], "system_prompt": "You test.", "default_model_id": "01a22b26-7ab8-70f6-8153-aee896ebcd2f"}', '2026-11-30 06:31:11.824+00');


--
-- Data for Name: agents; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.agents VALUES
	('00000000-0000-7000-8000-000000000001', '01a22b26-7003-712f-bec8-f72b80b84afd', 'test', NULL, 'You test.', NULL, '{}', '["test_effects", "math", "current_time"]', '[]', '{}', 'queue', 1, 'active', '2026-11-30 06:31:09.059+00', '2026-11-30 06:31:09.059+00', NULL),
	('00000000-0000-7000-8000-000000000001', '01a22b26-754e-71bd-950d-0331c8a0ce10', 'agent of ada', 'kept', 'You test.', NULL, '{a,b}', '["math", "current_time", "session_file_system", "stateless_todo_list"]', '[{"name": "ask_person", "policy": "client_side", "parameters": {"type": "object", "properties": {"q": {"type": "string"}}}, "description": "Asks."}]', '{}', 'queue', 1, 'active', '2026-11-30 06:31:10.414+00', '2026-11-30 06:31:10.414+00', NULL),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7ad0-7113-ba4b-85369981bfcb', 'agent of bea', 'kept', 'You test.', '01a22b26-7ab8-70f6-8153-aee896ebcd2f', '{a,b}', '["math", "current_time", "session_file_system", "stateless_todo_list"]', '[{"name": "ask_person", "policy": "client_side", "parameters": {"type": "object", "properties": {"q": {"type": "string"}}}, "description": "Asks."}]', '{}', 'queue', 1, 'active', '2026-11-30 06:31:11.824+00', '2026-11-30 06:31:11.824+00', NULL);


--
-- Data for Name: api_keys; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.api_keys VALUES
	('00000000-0000-7000-8000-000000000001', '01a22b26-6e3e-7326-8943-e8962514103b', '01a22b26-6d06-748d-8364-e5ac1fb72370', 'test', 'evr_jDvw_DOU', '\xb24669ad52b915dc29024ea31abb9dc4233d6cf7f3574465fa8900b4bd7788e6', '{read,write,admin}', '2026-11-30 06:31:08.606+00', NULL, NULL),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-6eef-712e-b5de-3c34e684f5a1', '01a22b26-6ebc-70ea-9f7f-1e4d747c2988', 'test', 'evr_9nmSIBg-', '\xf2e2f95bb9358d01992035118c4ca9ca787d9ff3ebca8298372d559b47e8d630', '{read,write,admin}', '2026-11-30 06:31:08.783+00', NULL, NULL),
	('00000000-0000-7000-8000-000000000001', '01a22b26-6f90-7753-88c1-d522d0b9775e', '01a22b26-6d06-748d-8364-e5ac1fb72370', 'expired', 'evr_SwO-IiSX', '\xc871e23a4d159bdb86332a3cf634cd917570f17cb5e07f610daadf6c936b685e', '{read,write,admin}', '2026-11-30 06:31:08.944+00', '2026-11-30 06:31:07.976659+00', NULL),
	('00000000-0000-7000-8000-000000000001', '01a22b26-6fdb-744a-80b3-fb5734df8cae', '01a22b26-6d06-748d-8364-e5ac1fb72370', 'test', 'evr_FRZxo-OT', '\x461bb22c4bc6b013f0935322b651b6a60af43a6c3268db00a1fb52a74deb317c', '{read}', '2026-11-30 06:31:09.019+00', NULL, NULL);


--
-- Data for Name: atom_operations; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.atom_operations VALUES
	('00000000-0000-7000-8000-000000000001', '01a22b26-7739-773d-a001-5379cc838b4c', 1, 'act', 0, 1, '{"info": {"id": "01a22b26-77ba-75a2-9d23-ff5c3f910089", "name": "a.txt", "path": "/n/a.txt", "created_at": "2026-11-30T06:31:11.009Z", "session_id": "01a22b26-7561-76bb-9e68-51556a1bc24d", "size_bytes": 4, "updated_at": "2026-11-30T06:31:11.009Z", "is_readonly": false, "is_directory": false}, "kind": "info"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7b8d-71a2-8cbc-5344b42ad355', 1, 'act', 0, 1, '{"info": {"id": "01a22b26-7bae-7676-8b26-5426f8dcddf7", "name": "a.txt", "path": "/n/a.txt", "created_at": "2026-11-30T06:31:12.035Z", "session_id": "01a22b26-7af9-70cf-8ad5-1d0c4036af5e", "size_bytes": 4, "updated_at": "2026-11-30T06:31:12.035Z", "is_readonly": false, "is_directory": false}, "kind": "info"}');


--
-- Data for Name: atoms; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.atoms VALUES
	('00000000-0000-7000-8000-000000000001', '01a22b26-704e-7061-a0d8-03baa7856590', '01a22b26-7029-72f0-9367-e004b285477a', 1, 'reason', 0, 'begun', 1, '01a22b26-707a-7624-a37e-a034a7dcef5b', 1, 0, 0, NULL, NULL, NULL, NULL, '2026-11-30 06:31:09.142+00', NULL),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7576-74df-97be-7dc11910d737', '01a22b26-7561-76bb-9e68-51556a1bc24d', 1, 'reason', 0, 'recorded', 1, '01a22b26-7590-74df-8d6f-751842588ee2', 1, 0, 0, NULL, NULL, NULL, '{"done": true, "kind": "reason", "call_ordinals": [], "wait_ordinals": []}', '2026-11-30 06:31:10.462+00', '2026-11-30 06:31:10.619+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7666-7106-9cc5-8a0b0607c6b3', '01a22b26-7561-76bb-9e68-51556a1bc24d', 1, 'reason', 0, 'recorded', 1, '01a22b26-7666-7106-9cc5-9647b3aec1ee', 1, 0, 0, NULL, NULL, NULL, '{"done": false, "kind": "reason", "call_ordinals": [], "wait_ordinals": []}', '2026-11-30 06:31:10.694+00', '2026-11-30 06:31:10.83+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7666-7106-9cc5-8a0b0607c6b3', '01a22b26-7561-76bb-9e68-51556a1bc24d', 1, 'act', 0, 'recorded', 1, NULL, 1, 0, 0, 'read', 'auto', '{"id": "5c3f918b-7949-51d1-93c0-7826a045e832", "name": "add", "ordinal": 0, "arguments": {"a": 1, "b": 2}, "provider_call_id": "call_a98193c29765b0b41e91e06d"}', '{"ok": true, "kind": "act"}', '2026-11-30 06:31:10.83+00', '2026-11-30 06:31:10.83+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7666-7106-9cc5-8a0b0607c6b3', '01a22b26-7561-76bb-9e68-51556a1bc24d', 1, 'act', 1, 'recorded', 1, NULL, 1, 0, 0, 'read', 'auto', '{"id": "87212887-6fd9-537c-b420-320b191f42fc", "name": "get_current_time", "ordinal": 1, "arguments": {}, "provider_call_id": "call_5fd2f2566338e17bfaf790ca"}', '{"ok": true, "kind": "act"}', '2026-11-30 06:31:10.83+00', '2026-11-30 06:31:10.83+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7666-7106-9cc5-8a0b0607c6b3', '01a22b26-7561-76bb-9e68-51556a1bc24d', 2, 'reason', 0, 'recorded', 1, '8aef8917-75e3-4bfa-a686-8b4ebaf494d6', 1, 0, 0, NULL, NULL, NULL, '{"done": true, "kind": "reason", "call_ordinals": [], "wait_ordinals": []}', '2026-11-30 06:31:10.83+00', '2026-11-30 06:31:10.875+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7739-773d-a001-5379cc838b4c', '01a22b26-7561-76bb-9e68-51556a1bc24d', 1, 'reason', 0, 'recorded', 1, '01a22b26-7739-773d-a001-5f56399f1104', 1, 0, 0, NULL, NULL, NULL, '{"done": false, "kind": "reason", "call_ordinals": [0], "wait_ordinals": []}', '2026-11-30 06:31:10.905+00', '2026-11-30 06:31:10.986+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7739-773d-a001-5379cc838b4c', '01a22b26-7561-76bb-9e68-51556a1bc24d', 1, 'act', 0, 'recorded', 1, '15af265c-85a1-4f26-bfbb-eb1944d17f63', 1, 0, 0, 'idempotent', 'auto', '{"id": "2f2f0efc-9008-590b-bf37-8d9c405bbb12", "name": "write_file", "ordinal": 0, "arguments": {"path": "/n/a.txt", "content": "kept"}, "provider_call_id": "call_5f11e9dcbea32e6fd39816ad"}', '{"ok": true, "kind": "act"}', '2026-11-30 06:31:10.986+00', '2026-11-30 06:31:11.049+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7739-773d-a001-5379cc838b4c', '01a22b26-7561-76bb-9e68-51556a1bc24d', 2, 'reason', 0, 'recorded', 1, '6f2856d7-c475-49e9-8e14-1e8b6b63b635', 1, 0, 0, NULL, NULL, NULL, '{"done": true, "kind": "reason", "call_ordinals": [], "wait_ordinals": []}', '2026-11-30 06:31:11.049+00', '2026-11-30 06:31:11.097+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-782a-7307-bc5f-09abbefcf5de', '01a22b26-7815-7275-9b20-7be3b4e86c8e', 1, 'reason', 0, 'begun', 1, '01a22b26-7830-76fe-a610-cc7bee60b955', 1, 0, 0, NULL, NULL, NULL, NULL, '2026-11-30 06:31:11.151+00', NULL),
	('00000000-0000-7000-8000-000000000001', '01a22b26-78b0-755a-a02d-18de4b27ebdb', '01a22b26-7898-737b-9890-0ab9ea79849d', 1, 'reason', 0, 'begun', 1, '01a22b26-78b2-7139-b87e-4e98648c0f01', 1, 0, 0, NULL, NULL, NULL, NULL, '2026-11-30 06:31:11.282+00', NULL),
	('00000000-0000-7000-8000-000000000001', '01a22b26-78c2-7469-933d-b4d9189a535c', '01a22b26-7898-737b-9890-0ab9ea79849d', 1, 'reason', 0, 'recorded', 1, '01a22b26-78d7-7486-9729-6fa2e05f055c', 1, 0, 0, NULL, NULL, NULL, '{"done": true, "kind": "reason", "call_ordinals": [], "wait_ordinals": []}', '2026-11-30 06:31:11.328+00', '2026-11-30 06:31:11.419+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7945-7225-9396-f318245158fe', '01a22b26-78fe-742d-81ea-719795562371', 1, 'reason', 0, 'begun', 1, '01a22b26-7951-7753-befe-a0dc56726115', 1, 0, 0, NULL, NULL, NULL, NULL, '2026-11-30 06:31:11.441+00', NULL),
	('00000000-0000-7000-8000-000000000001', '01a22b26-79ae-75db-af5a-1c4d1e8fa12c', '01a22b26-7996-7330-92d9-e71bd053c483', 1, 'reason', 0, 'recorded', 1, '01a22b26-79b5-7727-bc58-3d32502aa341', 1, 0, 0, NULL, NULL, NULL, '{"done": false, "kind": "reason", "call_ordinals": [], "wait_ordinals": [0]}', '2026-11-30 06:31:11.54+00', '2026-11-30 06:31:11.612+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-79ae-75db-af5a-1c4d1e8fa12c', '01a22b26-7996-7330-92d9-e71bd053c483', 1, 'act', 0, 'waiting', 0, NULL, NULL, 0, 0, 'once', 'client_side', '{"id": "5b34c577-cc89-5904-9cdb-341769e062f3", "name": "ask_person", "ordinal": 0, "arguments": {"q": "?"}, "provider_call_id": "call_1a9a5a3e46e53171ee1f4f2b"}', NULL, NULL, NULL),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7a09-7236-8a73-305ff78c6de5', '01a22b26-79c0-7048-9111-4b18c77a785d', 1, 'reason', 0, 'recorded', 1, '01a22b26-7a13-7405-bffe-941ccbfc742c', 1, 0, 0, NULL, NULL, NULL, '{"done": true, "kind": "reason", "call_ordinals": [], "wait_ordinals": []}', '2026-11-30 06:31:11.634+00', '2026-11-30 06:31:11.729+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7b17-72ff-8145-fe4f2473e72a', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 1, 'reason', 0, 'recorded', 1, '01a22b26-7b24-7647-baa5-9ea100245309', 1, 0, 0, NULL, NULL, NULL, '{"done": true, "kind": "reason", "call_ordinals": [], "wait_ordinals": []}', '2026-11-30 06:31:11.902+00', '2026-11-30 06:31:11.932+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7cc7-7314-91c5-d3594e0fa3b9', '01a22b26-7ca5-7400-8933-4313a0338db8', 1, 'reason', 0, 'recorded', 1, '01a22b26-7ccd-7541-ad8b-b6fc39dc5095', 1, 0, 0, NULL, NULL, NULL, '{"done": true, "kind": "reason", "call_ordinals": [], "wait_ordinals": []}', '2026-11-30 06:31:12.333+00', '2026-11-30 06:31:12.349+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7b52-7641-9f3e-8f16dc345b38', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 1, 'reason', 0, 'recorded', 1, '01a22b26-7b53-728d-b7af-7863e3f1da77', 1, 0, 0, NULL, NULL, NULL, '{"done": false, "kind": "reason", "call_ordinals": [], "wait_ordinals": []}', '2026-11-30 06:31:11.954+00', '2026-11-30 06:31:11.971+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7b52-7641-9f3e-8f16dc345b38', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 1, 'act', 0, 'recorded', 1, NULL, 1, 0, 0, 'read', 'auto', '{"id": "f384108b-18e3-5c8b-aefb-f477c48ea331", "name": "add", "ordinal": 0, "arguments": {"a": 1, "b": 2}, "provider_call_id": "call_78ec89d0eb565e7ac0c4162e"}', '{"ok": true, "kind": "act"}', '2026-11-30 06:31:11.971+00', '2026-11-30 06:31:11.971+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7b52-7641-9f3e-8f16dc345b38', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 1, 'act', 1, 'recorded', 1, NULL, 1, 0, 0, 'read', 'auto', '{"id": "9e2a8421-9093-564c-9dd7-58e7cd976b43", "name": "get_current_time", "ordinal": 1, "arguments": {}, "provider_call_id": "call_f722b74538fc4ae0ac0483eb"}', '{"ok": true, "kind": "act"}', '2026-11-30 06:31:11.971+00', '2026-11-30 06:31:11.971+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7b52-7641-9f3e-8f16dc345b38', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 2, 'reason', 0, 'recorded', 1, 'e4b92a0a-06bc-499d-bbc0-54f9fa6f39a0', 1, 0, 0, NULL, NULL, NULL, '{"done": true, "kind": "reason", "call_ordinals": [], "wait_ordinals": []}', '2026-11-30 06:31:11.971+00', '2026-11-30 06:31:11.995+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7b8d-71a2-8cbc-5344b42ad355', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 1, 'reason', 0, 'recorded', 1, '01a22b26-7b90-7600-910e-9795706b491c', 1, 0, 0, NULL, NULL, NULL, '{"done": false, "kind": "reason", "call_ordinals": [0], "wait_ordinals": []}', '2026-11-30 06:31:12.013+00', '2026-11-30 06:31:12.026+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7b8d-71a2-8cbc-5344b42ad355', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 1, 'act', 0, 'recorded', 1, '2f756a2e-1f54-4bbc-b513-b3dfe7cd927c', 1, 0, 0, 'idempotent', 'auto', '{"id": "46d7e13c-105e-564b-82a5-e4e404e50e72", "name": "write_file", "ordinal": 0, "arguments": {"path": "/n/a.txt", "content": "kept"}, "provider_call_id": "call_e26142dc5990f556451e35c5"}', '{"ok": true, "kind": "act"}', '2026-11-30 06:31:12.026+00', '2026-11-30 06:31:12.057+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7b8d-71a2-8cbc-5344b42ad355', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 2, 'reason', 0, 'recorded', 1, '5c8c3caa-721c-46d6-8eb2-6542b12f80d9', 1, 0, 0, NULL, NULL, NULL, '{"done": true, "kind": "reason", "call_ordinals": [], "wait_ordinals": []}', '2026-11-30 06:31:12.057+00', '2026-11-30 06:31:12.065+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c96-739b-9dc3-3bc7b5b8d07c', '01a22b26-7c8d-77d3-9cf5-2618013b8229', 1, 'act', 0, 'waiting', 0, NULL, NULL, 0, 0, 'once', 'client_side', '{"id": "e1326d24-8b69-5fd1-9930-59a6b9205bcf", "name": "ask_person", "ordinal": 0, "arguments": {"q": "?"}, "provider_call_id": "call_fc67cff023e88269c58789f3"}', NULL, NULL, NULL),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7bea-7483-919a-668d63e721b6', '01a22b26-7bd7-71a6-915d-d8e25da4bc96', 1, 'reason', 0, 'begun', 1, '01a22b26-7bef-723a-af15-bdaf81f7d694', 1, 0, 0, NULL, NULL, NULL, NULL, '2026-11-30 06:31:12.11+00', NULL),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c24-720d-ac32-39ccae3fc817', '01a22b26-7c19-76c8-b972-b4e5ef0338b4', 1, 'reason', 0, 'begun', 1, '01a22b26-7c26-778b-9e4e-7f5134321d87', 1, 0, 0, NULL, NULL, NULL, NULL, '2026-11-30 06:31:12.166+00', NULL),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c30-7652-accd-72525b76d04c', '01a22b26-7c19-76c8-b972-b4e5ef0338b4', 1, 'reason', 0, 'recorded', 1, '01a22b26-7c42-762c-94ff-0c0af629dc08', 1, 0, 0, NULL, NULL, NULL, '{"done": true, "kind": "reason", "call_ordinals": [], "wait_ordinals": []}', '2026-11-30 06:31:12.194+00', '2026-11-30 06:31:12.212+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c66-7788-a825-7cc607369898', '01a22b26-7c58-73fe-b602-36b7da8689ed', 1, 'reason', 0, 'begun', 1, '01a22b26-7c68-77d7-9870-ab46e7883142', 1, 0, 0, NULL, NULL, NULL, NULL, '2026-11-30 06:31:12.232+00', NULL),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c96-739b-9dc3-3bc7b5b8d07c', '01a22b26-7c8d-77d3-9cf5-2618013b8229', 1, 'reason', 0, 'recorded', 1, '01a22b26-7c98-74d9-a7fb-7bed9db8ad90', 1, 0, 0, NULL, NULL, NULL, '{"done": false, "kind": "reason", "call_ordinals": [], "wait_ordinals": [0]}', '2026-11-30 06:31:12.279+00', '2026-11-30 06:31:12.304+00');


--
-- Data for Name: audit_log; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.audit_log VALUES
	('00000000-0000-7000-8000-000000000001', '01a22b26-6de8-74c0-bc66-8e26c1852725', 'user:01a22b26-6d06-748d-8364-e5ac1fb72370', 'login', '01a22b26-6d06-748d-8364-e5ac1fb72370', '{password}', '01a22b26-6d97-7403-97d9-c8c6e0379d94', '2026-11-30 06:31:08.52+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-6e57-71a9-bf85-af8dd1887bd9', 'user:01a22b26-6d06-748d-8364-e5ac1fb72370', 'create_api_key', '01a22b26-6e3e-7326-8943-e8962514103b', '{name,scopes}', '01a22b26-6e17-7229-9a7c-1967ec550c22', '2026-11-30 06:31:08.636+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-6ed5-72b0-b3af-d2761df70cbe', 'user:01a22b26-6ebc-70ea-9f7f-1e4d747c2988', 'register', '01a22b26-6ebc-70ea-9f7f-1e4d747c2988', '{password}', '01a22b26-6e6d-778f-9530-bfbd078e77dc', '2026-11-30 06:31:08.758+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-6efe-706a-84db-0cb8fcbffecf', 'user:01a22b26-6ebc-70ea-9f7f-1e4d747c2988', 'create_api_key', '01a22b26-6eef-712e-b5de-3c34e684f5a1', '{name,scopes}', '01a22b26-6ee8-76d5-8f07-1596bd0cfa55', '2026-11-30 06:31:08.798+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-6f38-776c-b40c-d2622e5a248e', 'user:01a22b26-6d06-748d-8364-e5ac1fb72370', 'create_invitation', '01a22b26-6f1a-76e5-8905-c02edbfa467c', '{email,role}', '01a22b26-6f12-773e-899d-e372d7f36fb8', '2026-11-30 06:31:08.856+00'),
	('01a22b26-6f71-70e8-9a33-25b2f7763ba9', '01a22b26-6f85-7260-a6fa-0be364b39cdd', 'user:01a22b26-6f71-70e8-9a33-22e0a350d7b4', 'register', '01a22b26-6f71-70e8-9a33-22e0a350d7b4', '{password}', '01a22b26-6f40-7448-a9c0-e739c3e4a7a7', '2026-11-30 06:31:08.933+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-6f99-7404-ab41-95c0af61dfcc', 'user:01a22b26-6d06-748d-8364-e5ac1fb72370', 'create_api_key', '01a22b26-6f90-7753-88c1-d522d0b9775e', '{name,scopes}', '01a22b26-6f8b-73c3-a770-28943eedc8e0', '2026-11-30 06:31:08.953+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-6fc5-7386-85bd-7658976dc641', 'user:01a22b26-6d06-748d-8364-e5ac1fb72370', 'create_invitation', '01a22b26-6fc0-7589-92f1-2824adee2fbd', '{email,role}', '01a22b26-6fba-705d-b901-feb956780585', '2026-11-30 06:31:08.997+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-6fe8-73b6-a303-2bd7b81451f8', 'user:01a22b26-6d06-748d-8364-e5ac1fb72370', 'create_api_key', '01a22b26-6fdb-744a-80b3-fb5734df8cae', '{name,scopes}', '01a22b26-6fd8-71e6-82a6-9b7da7b57c5b', '2026-11-30 06:31:09.032+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7015-7358-abf9-5e00113e30f4', 'user:01a22b26-6d06-748d-8364-e5ac1fb72370', 'create_agent', '01a22b26-7003-712f-bec8-f72b80b84afd', '{name,system_prompt,tags,capabilities,tools,limits,busy_policy}', '01a22b26-6ffc-7770-8bdd-372e932beae4', '2026-11-30 06:31:09.077+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-74fd-74f8-8a33-2a260b5a1375', 'user:01a22b26-6d06-748d-8364-e5ac1fb72370', 'create_llm_provider', '01a22b26-74ec-7217-9701-fa61480b0016', '{name,provider_type}', '01a22b26-74eb-7021-8b59-86a2b69dcb2e', '2026-11-30 06:31:10.333+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7531-71a1-a318-0e9cb5e015fc', 'user:01a22b26-6d06-748d-8364-e5ac1fb72370', 'create_llm_model', '01a22b26-7516-7038-800c-d138bfd5d29e', '{model_id,is_default}', '01a22b26-750e-7767-b4b1-33bfde8aa05f', '2026-11-30 06:31:10.385+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7556-7288-9e88-25b4c27d7fe6', 'user:01a22b26-6d06-748d-8364-e5ac1fb72370', 'create_agent', '01a22b26-754e-71bd-950d-0331c8a0ce10', '{name,description,system_prompt,tags,capabilities,tools,limits,busy_policy}', '01a22b26-7545-777f-b693-46bcaedc2aee', '2026-11-30 06:31:10.422+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7a8c-742c-b9e1-6346d5427d56', 'user:01a22b26-6ebc-70ea-9f7f-1e4d747c2988', 'create_llm_provider', '01a22b26-7a81-76c5-ba19-5f082ca520fb', '{name,provider_type,base_url,api_key}', '01a22b26-7a75-7544-b0b2-75266188bdc3', '2026-11-30 06:31:11.756+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7aa1-7177-a178-c7f127b95f61', 'user:01a22b26-6ebc-70ea-9f7f-1e4d747c2988', 'create_llm_model', '01a22b26-7a99-76e0-bf28-a5c22bf22765', '{model_id,is_default}', '01a22b26-7a98-7439-9739-4ded07844067', '2026-11-30 06:31:11.777+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7ab1-7373-b1bc-03f2eb86aacb', 'user:01a22b26-6ebc-70ea-9f7f-1e4d747c2988', 'create_llm_provider', '01a22b26-7aa9-776b-a45c-1a9eaf47d790', '{name,provider_type}', '01a22b26-7aa8-719e-8f09-4159db0c364f', '2026-11-30 06:31:11.793+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7ac4-70e4-87cd-a953b2b74eea', 'user:01a22b26-6ebc-70ea-9f7f-1e4d747c2988', 'create_llm_model', '01a22b26-7ab8-70f6-8153-aee896ebcd2f', '{model_id,is_default}', '01a22b26-7ab7-774e-8e4c-310c00d9afba', '2026-11-30 06:31:11.812+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7ae9-723f-9ddc-3caf50049897', 'user:01a22b26-6ebc-70ea-9f7f-1e4d747c2988', 'create_agent', '01a22b26-7ad0-7113-ba4b-85369981bfcb', '{name,description,system_prompt,default_model_id,tags,capabilities,tools,limits,busy_policy}', '01a22b26-7acc-72a9-a47e-e8b238c51665', '2026-11-30 06:31:11.849+00');


--
-- Data for Name: auth_sessions; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.auth_sessions VALUES
	('01a22b26-6f71-70e8-9a33-25b2f7763ba9', '01a22b26-6f71-70e8-9a33-2ae96d5843e2', '01a22b26-6f71-70e8-9a33-22e0a350d7b4', 'tokens', NULL, '2026-11-30 06:31:08.916098+00', '2026-11-30 06:31:08.916098+00', '2026-12-14 06:31:08.916098+00', '2027-02-28 06:31:08.916098+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-6dd5-7101-aeab-a7ddb370ab9b', '01a22b26-6d06-748d-8364-e5ac1fb72370', 'tokens', NULL, '2026-11-30 06:31:08.510983+00', '2026-11-30 06:32:27.391704+00', '2026-12-14 06:32:27.391704+00', '2027-02-28 06:31:08.510983+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-6ebd-72f1-8897-c5443c101370', '01a22b26-6ebc-70ea-9f7f-1e4d747c2988', 'tokens', NULL, '2026-11-30 06:31:08.737675+00', '2026-11-30 06:32:27.537381+00', '2026-12-14 06:32:27.537381+00', '2027-02-28 06:31:08.737675+00');


--
-- Data for Name: events; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.events VALUES
	('00000000-0000-7000-8000-000000000001', '01a22b26-7029-72f0-9367-e004b285477a', 1, '01a22b26-7029-72f0-9367-e46e97db49aa', 'session.started', '2026-11-30 06:31:09.097+00', NULL, '{}', '{"agent_id":"01a22b26-7003-712f-bec8-f72b80b84afd"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7029-72f0-9367-e004b285477a', 2, '01a22b26-7056-7476-b9a8-93df30eade07', 'input.message', '2026-11-30 06:31:09.142+00', '01a22b26-704e-7061-a0d8-03baa7856590', '{"turn_id":"01a22b26-704e-7061-a0d8-03baa7856590","input_message_id":"01a22b26-704e-7061-a0d7-ff4a15015e5e"}', '{"message":{"id":"01a22b26-704e-7061-a0d7-ff4a15015e5e","session_id":"01a22b26-7029-72f0-9367-e004b285477a","role":"user","content":[{"type":"text","text":"[[sim:hang]]"}],"created_at":"2026-11-30T06:31:09.134Z","turn_id":"01a22b26-704e-7061-a0d8-03baa7856590"}}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7029-72f0-9367-e004b285477a', 3, '01a22b26-7056-7476-b9a8-95f26494a3c0', 'session.activated', '2026-11-30 06:31:09.142+00', '01a22b26-704e-7061-a0d8-03baa7856590', '{"turn_id":"01a22b26-704e-7061-a0d8-03baa7856590","input_message_id":"01a22b26-704e-7061-a0d7-ff4a15015e5e"}', '{"turn_id":"01a22b26-704e-7061-a0d8-03baa7856590"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7029-72f0-9367-e004b285477a', 4, '01a22b26-707b-73ff-b8df-60184c449140', 'turn.started', '2026-11-30 06:31:09.142+00', '01a22b26-704e-7061-a0d8-03baa7856590', '{"turn_id":"01a22b26-704e-7061-a0d8-03baa7856590"}', '{"turn_id":"01a22b26-704e-7061-a0d8-03baa7856590","agent_version":1}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7029-72f0-9367-e004b285477a', 5, '01a22b26-707b-73ff-b8df-67a71f0dd794', 'input.received', '2026-11-30 06:31:09.142+00', '01a22b26-704e-7061-a0d8-03baa7856590', '{"turn_id":"01a22b26-704e-7061-a0d8-03baa7856590"}', '{"message_id":"01a22b26-704e-7061-a0d7-ff4a15015e5e"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7029-72f0-9367-e004b285477a', 6, '01a22b26-707b-73ff-b8df-6acd752d218f', 'reason.started', '2026-11-30 06:31:09.142+00', '01a22b26-704e-7061-a0d8-03baa7856590', '{"turn_id":"01a22b26-704e-7061-a0d8-03baa7856590"}', '{"iteration":1,"model":"gpt-5.4-mini","provider":"openai"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7029-72f0-9367-e004b285477a', 7, '01a22b26-707b-73ff-b8df-6d33817f3fe9', 'output.message.started', '2026-11-30 06:31:09.142+00', '01a22b26-704e-7061-a0d8-03baa7856590', '{"turn_id":"01a22b26-704e-7061-a0d8-03baa7856590"}', '{"message_id":"29789ec3-26ca-5ca9-b35f-08d7c259198d"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7029-72f0-9367-e004b285477a', 8, '01a22b26-746a-767d-9b1c-a45356eade8f', 'input.message.queued', '2026-11-30 06:31:10.186+00', NULL, '{}', '{"message":{"id":"01a22b26-7469-7370-91d1-f7fdee58c897","session_id":"01a22b26-7029-72f0-9367-e004b285477a","role":"user","content":[{"type":"text","text":"waits"}],"created_at":"2026-11-30T06:31:10.185Z"},"policy":"queue","position":1}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7029-72f0-9367-e004b285477a', 9, '01a22b26-74d5-7181-bc7e-ef8fed46acf7', 'file.written', '2026-11-30 06:31:10.253+00', NULL, '{}', '{"path":"/a.txt","size_bytes":1}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 1, '01a22b26-7561-76bb-9e68-5423aaf1009d', 'session.started', '2026-11-30 06:31:10.433+00', NULL, '{}', '{"agent_id":"01a22b26-754e-71bd-950d-0331c8a0ce10"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 2, '01a22b26-757e-724b-9e4c-f189221dfd46', 'input.message', '2026-11-30 06:31:10.462+00', '01a22b26-7576-74df-97be-7dc11910d737', '{"turn_id":"01a22b26-7576-74df-97be-7dc11910d737","input_message_id":"01a22b26-7575-75ab-8258-c9968da92f25"}', '{"message":{"id":"01a22b26-7575-75ab-8258-c9968da92f25","session_id":"01a22b26-7561-76bb-9e68-51556a1bc24d","role":"user","content":[{"type":"text","text":"[[sim:text Hello]]"}],"created_at":"2026-11-30T06:31:10.454Z","turn_id":"01a22b26-7576-74df-97be-7dc11910d737"}}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 3, '01a22b26-757e-724b-9e4c-f4a160dc5a30', 'session.activated', '2026-11-30 06:31:10.462+00', '01a22b26-7576-74df-97be-7dc11910d737', '{"turn_id":"01a22b26-7576-74df-97be-7dc11910d737","input_message_id":"01a22b26-7575-75ab-8258-c9968da92f25"}', '{"turn_id":"01a22b26-7576-74df-97be-7dc11910d737"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 4, '01a22b26-7590-74df-8d6f-7bdc35f44a69', 'turn.started', '2026-11-30 06:31:10.462+00', '01a22b26-7576-74df-97be-7dc11910d737', '{"turn_id":"01a22b26-7576-74df-97be-7dc11910d737"}', '{"turn_id":"01a22b26-7576-74df-97be-7dc11910d737","agent_version":1}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 5, '01a22b26-7590-74df-8d6f-7e9d50bd31c7', 'input.received', '2026-11-30 06:31:10.462+00', '01a22b26-7576-74df-97be-7dc11910d737', '{"turn_id":"01a22b26-7576-74df-97be-7dc11910d737"}', '{"message_id":"01a22b26-7575-75ab-8258-c9968da92f25"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 6, '01a22b26-7590-74df-8d6f-83efc350f5d5', 'reason.started', '2026-11-30 06:31:10.462+00', '01a22b26-7576-74df-97be-7dc11910d737', '{"turn_id":"01a22b26-7576-74df-97be-7dc11910d737"}', '{"iteration":1,"model":"gpt-5.4-mini","provider":"openai"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 7, '01a22b26-7591-7526-9d76-45ebc1ccd7c2', 'output.message.started', '2026-11-30 06:31:10.462+00', '01a22b26-7576-74df-97be-7dc11910d737', '{"turn_id":"01a22b26-7576-74df-97be-7dc11910d737"}', '{"message_id":"50cf5769-d5cb-5ca3-8bd2-a9e4136cca65"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 8, '01a22b26-7628-7385-b8d1-264d22c65def', 'llm.generation', '2026-11-30 06:31:10.619+00', '01a22b26-7576-74df-97be-7dc11910d737', '{"turn_id":"01a22b26-7576-74df-97be-7dc11910d737","exec_id":"01a22b26-7590-74df-8d6f-751842588ee2","attempt":1}', '{"message_id":"50cf5769-d5cb-5ca3-8bd2-a9e4136cca65","model":"gpt-5.4-mini","provider":"openai","request":{"messages_through_sequence":2,"tools":["add","subtract","multiply","divide","evaluate","get_current_time","read_file","write_file","edit_file","list_directory","grep_files","delete_file","stat_file","write_todos","ask_person"]},"output":[{"type":"text","text":"Hello"}],"usage":{"input_tokens":1913,"output_tokens":2,"cache_read_tokens":0,"cache_creation_tokens":0,"reasoning_tokens":0,"cost_usd":0.00144375},"duration_ms":115.97426199999973,"finish_reasons":["stop"],"time_to_first_token_ms":105.48059699999976,"raw_finish_reason":"completed","response_id":"resp_cc35939da190e6fe85f0917d"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 9, '01a22b26-762c-76de-99c6-fc4ee01bf15b', 'output.message.completed', '2026-11-30 06:31:10.619+00', '01a22b26-7576-74df-97be-7dc11910d737', '{"turn_id":"01a22b26-7576-74df-97be-7dc11910d737","exec_id":"01a22b26-7590-74df-8d6f-751842588ee2","attempt":1}', '{"message":{"id":"50cf5769-d5cb-5ca3-8bd2-a9e4136cca65","session_id":"01a22b26-7561-76bb-9e68-51556a1bc24d","turn_id":"01a22b26-7576-74df-97be-7dc11910d737","role":"agent","content":[{"type":"text","text":"Hello"}],"created_at":"2026-11-30T06:31:10.618Z"}}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 10, '01a22b26-762c-76de-99c7-018f798e18ff', 'reason.completed', '2026-11-30 06:31:10.619+00', '01a22b26-7576-74df-97be-7dc11910d737', '{"turn_id":"01a22b26-7576-74df-97be-7dc11910d737","exec_id":"01a22b26-7590-74df-8d6f-751842588ee2","attempt":1}', '{"iteration":1,"model":"gpt-5.4-mini","provider":"openai","success":true,"has_tool_calls":false,"tool_call_count":0}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 11, '01a22b26-762c-76de-99c7-05cdbcac2123', 'turn.completed', '2026-11-30 06:31:10.619+00', '01a22b26-7576-74df-97be-7dc11910d737', '{"turn_id":"01a22b26-7576-74df-97be-7dc11910d737"}', '{"turn_id":"01a22b26-7576-74df-97be-7dc11910d737","iterations":1,"duration_ms":157,"usage":{"input_tokens":1913,"output_tokens":2,"cache_read_tokens":0,"cache_creation_tokens":0,"reasoning_tokens":0,"cost_usd":0.00144375}}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 12, '01a22b26-762d-72df-b953-5adb18e7e99e', 'session.idled', '2026-11-30 06:31:10.619+00', NULL, '{}', '{"stop_reason":"completed"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 13, '01a22b26-7666-7106-9cc5-8ed327da7524', 'input.message', '2026-11-30 06:31:10.694+00', '01a22b26-7666-7106-9cc5-8a0b0607c6b3', '{"turn_id":"01a22b26-7666-7106-9cc5-8a0b0607c6b3","input_message_id":"01a22b26-7666-7106-9cc5-85f2af62bc7d"}', '{"message":{"id":"01a22b26-7666-7106-9cc5-85f2af62bc7d","session_id":"01a22b26-7561-76bb-9e68-51556a1bc24d","role":"user","content":[{"type":"text","text":"[[sim:reasoning Hm.]][[sim:tool add {\"a\":1,\"b\":2}]][[sim:tool get_current_time {}]][[sim:next]][[sim:text Done 😀]]"}],"created_at":"2026-11-30T06:31:10.694Z","turn_id":"01a22b26-7666-7106-9cc5-8a0b0607c6b3"}}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 14, '01a22b26-7666-7106-9cc5-9121b29ff563', 'session.activated', '2026-11-30 06:31:10.694+00', '01a22b26-7666-7106-9cc5-8a0b0607c6b3', '{"turn_id":"01a22b26-7666-7106-9cc5-8a0b0607c6b3","input_message_id":"01a22b26-7666-7106-9cc5-85f2af62bc7d"}', '{"turn_id":"01a22b26-7666-7106-9cc5-8a0b0607c6b3"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 15, '01a22b26-7666-7106-9cc5-98817c57f69a', 'turn.started', '2026-11-30 06:31:10.694+00', '01a22b26-7666-7106-9cc5-8a0b0607c6b3', '{"turn_id":"01a22b26-7666-7106-9cc5-8a0b0607c6b3"}', '{"turn_id":"01a22b26-7666-7106-9cc5-8a0b0607c6b3","agent_version":1}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 16, '01a22b26-7666-7106-9cc5-9faa797c1dea', 'input.received', '2026-11-30 06:31:10.694+00', '01a22b26-7666-7106-9cc5-8a0b0607c6b3', '{"turn_id":"01a22b26-7666-7106-9cc5-8a0b0607c6b3"}', '{"message_id":"01a22b26-7666-7106-9cc5-85f2af62bc7d"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 17, '01a22b26-7666-7106-9cc5-a0dcf61357fb', 'reason.started', '2026-11-30 06:31:10.694+00', '01a22b26-7666-7106-9cc5-8a0b0607c6b3', '{"turn_id":"01a22b26-7666-7106-9cc5-8a0b0607c6b3"}', '{"iteration":1,"model":"gpt-5.4-mini","provider":"openai"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 18, '01a22b26-7667-7380-a769-3c6905f07dcb', 'output.message.started', '2026-11-30 06:31:10.694+00', '01a22b26-7666-7106-9cc5-8a0b0607c6b3', '{"turn_id":"01a22b26-7666-7106-9cc5-8a0b0607c6b3"}', '{"message_id":"55bf52bc-016c-5a83-bd03-74f920e10a68"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 19, '01a22b26-76f0-7646-a0a8-c07ddabf5767', 'llm.generation', '2026-11-30 06:31:10.83+00', '01a22b26-7666-7106-9cc5-8a0b0607c6b3', '{"turn_id":"01a22b26-7666-7106-9cc5-8a0b0607c6b3","exec_id":"01a22b26-7666-7106-9cc5-9647b3aec1ee","attempt":1}', '{"message_id":"55bf52bc-016c-5a83-bd03-74f920e10a68","model":"gpt-5.4-mini","provider":"openai","request":{"messages_through_sequence":13,"tools":["add","subtract","multiply","divide","evaluate","get_current_time","read_file","write_file","edit_file","list_directory","grep_files","delete_file","stat_file","write_todos","ask_person"]},"output":[{"type":"tool_call","id":"5c3f918b-7949-51d1-93c0-7826a045e832","name":"add","arguments":{"a":1,"b":2}},{"type":"tool_call","id":"87212887-6fd9-537c-b420-320b191f42fc","name":"get_current_time","arguments":{}}],"usage":{"input_tokens":1943,"output_tokens":10,"cache_read_tokens":1792,"cache_creation_tokens":0,"reasoning_tokens":1,"cost_usd":0.00029265},"duration_ms":78.08889400000044,"finish_reasons":["tool_calls"],"thinking":"Hm.","time_to_first_token_ms":69.07304100000056,"raw_finish_reason":"completed","response_id":"resp_e654d018c2378764c8c01028"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 20, '01a22b26-76f0-7646-a0a8-c6dbf6ab1856', 'output.message.completed', '2026-11-30 06:31:10.83+00', '01a22b26-7666-7106-9cc5-8a0b0607c6b3', '{"turn_id":"01a22b26-7666-7106-9cc5-8a0b0607c6b3","exec_id":"01a22b26-7666-7106-9cc5-9647b3aec1ee","attempt":1}', '{"message":{"id":"55bf52bc-016c-5a83-bd03-74f920e10a68","session_id":"01a22b26-7561-76bb-9e68-51556a1bc24d","turn_id":"01a22b26-7666-7106-9cc5-8a0b0607c6b3","role":"agent","content":[{"type":"tool_call","id":"5c3f918b-7949-51d1-93c0-7826a045e832","name":"add","arguments":{"a":1,"b":2}},{"type":"tool_call","id":"87212887-6fd9-537c-b420-320b191f42fc","name":"get_current_time","arguments":{}}],"created_at":"2026-11-30T06:31:10.782Z","continuation":{"provider_type":"openai","model":"gpt-5.4-mini","items":[{"id":"rs_e654d018c2378764c8c010280","type":"reasoning","summary":[{"type":"summary_text","text":"Hm."}],"encrypted_content":"enc_e654d018c2378764c8c010280"},{"type":"tool_call","ordinal":0},{"type":"tool_call","ordinal":1}]}}}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 21, '01a22b26-76f0-7646-a0a8-c8eb347189e4', 'reason.completed', '2026-11-30 06:31:10.83+00', '01a22b26-7666-7106-9cc5-8a0b0607c6b3', '{"turn_id":"01a22b26-7666-7106-9cc5-8a0b0607c6b3","exec_id":"01a22b26-7666-7106-9cc5-9647b3aec1ee","attempt":1}', '{"iteration":1,"model":"gpt-5.4-mini","provider":"openai","success":true,"has_tool_calls":true,"tool_call_count":2}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 22, '01a22b26-76f0-7646-a0a8-cf88bf6b96ab', 'act.started', '2026-11-30 06:31:10.83+00', '01a22b26-7666-7106-9cc5-8a0b0607c6b3', '{"turn_id":"01a22b26-7666-7106-9cc5-8a0b0607c6b3"}', '{"iteration":1,"tool_calls":[{"id":"5c3f918b-7949-51d1-93c0-7826a045e832","name":"add"},{"id":"87212887-6fd9-537c-b420-320b191f42fc","name":"get_current_time"}]}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 23, '01a22b26-76f0-7646-a0a8-d385cebf46c2', 'tool.started', '2026-11-30 06:31:10.83+00', '01a22b26-7666-7106-9cc5-8a0b0607c6b3', '{"turn_id":"01a22b26-7666-7106-9cc5-8a0b0607c6b3"}', '{"tool_call":{"id":"5c3f918b-7949-51d1-93c0-7826a045e832","name":"add","arguments":{"a":1,"b":2}}}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 24, '01a22b26-76f0-7646-a0a8-d54645371872', 'tool.completed', '2026-11-30 06:31:10.83+00', '01a22b26-7666-7106-9cc5-8a0b0607c6b3', '{"turn_id":"01a22b26-7666-7106-9cc5-8a0b0607c6b3"}', '{"tool_call_id":"5c3f918b-7949-51d1-93c0-7826a045e832","name":"add","success":true,"result":{"type":"tool_result","tool_call_id":"5c3f918b-7949-51d1-93c0-7826a045e832","result":{"result":"3"}},"duration_ms":40.555176000000756,"effect":"read"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 25, '01a22b26-76f0-7646-a0a8-dba24d54db57', 'tool.started', '2026-11-30 06:31:10.83+00', '01a22b26-7666-7106-9cc5-8a0b0607c6b3', '{"turn_id":"01a22b26-7666-7106-9cc5-8a0b0607c6b3"}', '{"tool_call":{"id":"87212887-6fd9-537c-b420-320b191f42fc","name":"get_current_time","arguments":{}}}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 26, '01a22b26-76f0-7646-a0a8-dd4a05f43d66', 'tool.completed', '2026-11-30 06:31:10.83+00', '01a22b26-7666-7106-9cc5-8a0b0607c6b3', '{"turn_id":"01a22b26-7666-7106-9cc5-8a0b0607c6b3"}', '{"tool_call_id":"87212887-6fd9-537c-b420-320b191f42fc","name":"get_current_time","success":true,"result":{"type":"tool_result","tool_call_id":"87212887-6fd9-537c-b420-320b191f42fc","result":{"time":"2026-11-30T06:31:10+00:00","timezone":"UTC"}},"duration_ms":39.165688999999475,"effect":"read"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 27, '01a22b26-76f0-7646-a0a8-e2ee5927aff4', 'act.completed', '2026-11-30 06:31:10.83+00', '01a22b26-7666-7106-9cc5-8a0b0607c6b3', '{"turn_id":"01a22b26-7666-7106-9cc5-8a0b0607c6b3"}', '{"iteration":1,"success_count":2,"error_count":0}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 28, '01a22b26-76f1-71d5-93b2-f596e9065915', 'reason.started', '2026-11-30 06:31:10.83+00', '01a22b26-7666-7106-9cc5-8a0b0607c6b3', '{"turn_id":"01a22b26-7666-7106-9cc5-8a0b0607c6b3"}', '{"iteration":2,"model":"gpt-5.4-mini","provider":"openai"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 29, '01a22b26-76f1-71d5-93b2-fb1e3f614c68', 'output.message.started', '2026-11-30 06:31:10.83+00', '01a22b26-7666-7106-9cc5-8a0b0607c6b3', '{"turn_id":"01a22b26-7666-7106-9cc5-8a0b0607c6b3"}', '{"message_id":"41f13c91-db3f-5413-a2aa-bc5797e7d291"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 30, '01a22b26-771c-7228-b87f-94b99a053983', 'llm.generation', '2026-11-30 06:31:10.875+00', '01a22b26-7666-7106-9cc5-8a0b0607c6b3', '{"turn_id":"01a22b26-7666-7106-9cc5-8a0b0607c6b3","exec_id":"8aef8917-75e3-4bfa-a686-8b4ebaf494d6","attempt":1}', '{"message_id":"41f13c91-db3f-5413-a2aa-bc5797e7d291","model":"gpt-5.4-mini","provider":"openai","request":{"messages_through_sequence":26,"tools":["add","subtract","multiply","divide","evaluate","get_current_time","read_file","write_file","edit_file","list_directory","grep_files","delete_file","stat_file","write_todos","ask_person"]},"output":[{"type":"text","text":"Done 😀"}],"usage":{"input_tokens":2003,"output_tokens":2,"cache_read_tokens":1920,"cache_creation_tokens":0,"reasoning_tokens":0,"cost_usd":0.00021525},"duration_ms":36.260410000000775,"finish_reasons":["stop"],"time_to_first_token_ms":29.811001000000033,"raw_finish_reason":"completed","response_id":"resp_0bb559927a2657fa088a3369"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 31, '01a22b26-7720-772e-ac49-a1a62eb3db92', 'output.message.completed', '2026-11-30 06:31:10.875+00', '01a22b26-7666-7106-9cc5-8a0b0607c6b3', '{"turn_id":"01a22b26-7666-7106-9cc5-8a0b0607c6b3","exec_id":"8aef8917-75e3-4bfa-a686-8b4ebaf494d6","attempt":1}', '{"message":{"id":"41f13c91-db3f-5413-a2aa-bc5797e7d291","session_id":"01a22b26-7561-76bb-9e68-51556a1bc24d","turn_id":"01a22b26-7666-7106-9cc5-8a0b0607c6b3","role":"agent","content":[{"type":"text","text":"Done 😀"}],"created_at":"2026-11-30T06:31:10.875Z"}}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 32, '01a22b26-7720-772e-ac49-a5909d795d1f', 'reason.completed', '2026-11-30 06:31:10.875+00', '01a22b26-7666-7106-9cc5-8a0b0607c6b3', '{"turn_id":"01a22b26-7666-7106-9cc5-8a0b0607c6b3","exec_id":"8aef8917-75e3-4bfa-a686-8b4ebaf494d6","attempt":1}', '{"iteration":2,"model":"gpt-5.4-mini","provider":"openai","success":true,"has_tool_calls":false,"tool_call_count":0}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 33, '01a22b26-7720-772e-ac49-aa56ab84ad50', 'turn.completed', '2026-11-30 06:31:10.875+00', '01a22b26-7666-7106-9cc5-8a0b0607c6b3', '{"turn_id":"01a22b26-7666-7106-9cc5-8a0b0607c6b3"}', '{"turn_id":"01a22b26-7666-7106-9cc5-8a0b0607c6b3","iterations":2,"duration_ms":181,"usage":{"input_tokens":3946,"output_tokens":12,"cache_read_tokens":3712,"cache_creation_tokens":0,"reasoning_tokens":1,"cost_usd":0.0005079}}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 34, '01a22b26-7720-772e-ac49-aef082f5f521', 'session.idled', '2026-11-30 06:31:10.875+00', NULL, '{}', '{"stop_reason":"completed"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7996-7330-92d9-e71bd053c483', 7, '01a22b26-79b5-7727-bc58-4ed2b8fe2949', 'output.message.started', '2026-11-30 06:31:11.54+00', '01a22b26-79ae-75db-af5a-1c4d1e8fa12c', '{"turn_id":"01a22b26-79ae-75db-af5a-1c4d1e8fa12c"}', '{"message_id":"740e8cb9-d14c-5c5d-9ee8-b0e0d47442e3"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 35, '01a22b26-7739-773d-a001-573d0685add3', 'input.message', '2026-11-30 06:31:10.905+00', '01a22b26-7739-773d-a001-5379cc838b4c', '{"turn_id":"01a22b26-7739-773d-a001-5379cc838b4c","input_message_id":"01a22b26-7737-75b4-a9a6-c70cdad312c5"}', '{"message":{"id":"01a22b26-7737-75b4-a9a6-c70cdad312c5","session_id":"01a22b26-7561-76bb-9e68-51556a1bc24d","role":"user","content":[{"type":"text","text":"[[sim:tool write_file {\"path\":\"/n/a.txt\",\"content\":\"kept\"}]][[sim:next]][[sim:text Written]]"}],"created_at":"2026-11-30T06:31:10.904Z","turn_id":"01a22b26-7739-773d-a001-5379cc838b4c"}}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 36, '01a22b26-7739-773d-a001-5bc654d9e93a', 'session.activated', '2026-11-30 06:31:10.905+00', '01a22b26-7739-773d-a001-5379cc838b4c', '{"turn_id":"01a22b26-7739-773d-a001-5379cc838b4c","input_message_id":"01a22b26-7737-75b4-a9a6-c70cdad312c5"}', '{"turn_id":"01a22b26-7739-773d-a001-5379cc838b4c"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 37, '01a22b26-7739-773d-a001-6048db600316', 'turn.started', '2026-11-30 06:31:10.905+00', '01a22b26-7739-773d-a001-5379cc838b4c', '{"turn_id":"01a22b26-7739-773d-a001-5379cc838b4c"}', '{"turn_id":"01a22b26-7739-773d-a001-5379cc838b4c","agent_version":1}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 38, '01a22b26-7739-773d-a001-640f0ba40b95', 'input.received', '2026-11-30 06:31:10.905+00', '01a22b26-7739-773d-a001-5379cc838b4c', '{"turn_id":"01a22b26-7739-773d-a001-5379cc838b4c"}', '{"message_id":"01a22b26-7737-75b4-a9a6-c70cdad312c5"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 39, '01a22b26-7739-773d-a001-6826aaabf7d3', 'reason.started', '2026-11-30 06:31:10.905+00', '01a22b26-7739-773d-a001-5379cc838b4c', '{"turn_id":"01a22b26-7739-773d-a001-5379cc838b4c"}', '{"iteration":1,"model":"gpt-5.4-mini","provider":"openai"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 40, '01a22b26-773a-75ca-ab8d-9ba7ecafc751', 'output.message.started', '2026-11-30 06:31:10.905+00', '01a22b26-7739-773d-a001-5379cc838b4c', '{"turn_id":"01a22b26-7739-773d-a001-5379cc838b4c"}', '{"message_id":"6ab8a3fd-5019-5e3e-a365-5eae5b13b07e"}');
INSERT INTO public.events VALUES
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 41, '01a22b26-778b-7091-9f34-bc4f3084ca00', 'llm.generation', '2026-11-30 06:31:10.986+00', '01a22b26-7739-773d-a001-5379cc838b4c', '{"turn_id":"01a22b26-7739-773d-a001-5379cc838b4c","exec_id":"01a22b26-7739-773d-a001-5f56399f1104","attempt":1}', '{"message_id":"6ab8a3fd-5019-5e3e-a365-5eae5b13b07e","model":"gpt-5.4-mini","provider":"openai","request":{"messages_through_sequence":35,"tools":["add","subtract","multiply","divide","evaluate","get_current_time","read_file","write_file","edit_file","list_directory","grep_files","delete_file","stat_file","write_todos","ask_person"]},"output":[{"type":"tool_call","id":"2f2f0efc-9008-590b-bf37-8d9c405bbb12","name":"write_file","arguments":{"path":"/n/a.txt","content":"kept"}}],"usage":{"input_tokens":2028,"output_tokens":12,"cache_read_tokens":1920,"cache_creation_tokens":0,"reasoning_tokens":0,"cost_usd":0.000279},"duration_ms":67.6532070000003,"finish_reasons":["tool_calls"],"raw_finish_reason":"completed","response_id":"resp_b9ce23856730f14b60e92e36"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 42, '01a22b26-778b-7091-9f34-c05f2d25071d', 'output.message.completed', '2026-11-30 06:31:10.986+00', '01a22b26-7739-773d-a001-5379cc838b4c', '{"turn_id":"01a22b26-7739-773d-a001-5379cc838b4c","exec_id":"01a22b26-7739-773d-a001-5f56399f1104","attempt":1}', '{"message":{"id":"6ab8a3fd-5019-5e3e-a365-5eae5b13b07e","session_id":"01a22b26-7561-76bb-9e68-51556a1bc24d","turn_id":"01a22b26-7739-773d-a001-5379cc838b4c","role":"agent","content":[{"type":"tool_call","id":"2f2f0efc-9008-590b-bf37-8d9c405bbb12","name":"write_file","arguments":{"path":"/n/a.txt","content":"kept"}}],"created_at":"2026-11-30T06:31:10.985Z"}}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 43, '01a22b26-778b-7091-9f34-c4a3ab2915ea', 'reason.completed', '2026-11-30 06:31:10.986+00', '01a22b26-7739-773d-a001-5379cc838b4c', '{"turn_id":"01a22b26-7739-773d-a001-5379cc838b4c","exec_id":"01a22b26-7739-773d-a001-5f56399f1104","attempt":1}', '{"iteration":1,"model":"gpt-5.4-mini","provider":"openai","success":true,"has_tool_calls":true,"tool_call_count":1}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 44, '01a22b26-778b-7091-9f34-c9d79a4e209e', 'act.started', '2026-11-30 06:31:10.986+00', '01a22b26-7739-773d-a001-5379cc838b4c', '{"turn_id":"01a22b26-7739-773d-a001-5379cc838b4c"}', '{"iteration":1,"tool_calls":[{"id":"2f2f0efc-9008-590b-bf37-8d9c405bbb12","name":"write_file"}]}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 45, '01a22b26-778b-7091-9f34-cd1ac9724385', 'tool.started', '2026-11-30 06:31:10.986+00', '01a22b26-7739-773d-a001-5379cc838b4c', '{"turn_id":"01a22b26-7739-773d-a001-5379cc838b4c"}', '{"tool_call":{"id":"2f2f0efc-9008-590b-bf37-8d9c405bbb12","name":"write_file","arguments":{"path":"/n/a.txt","content":"kept"}}}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 46, '01a22b26-77bf-72bb-b62a-5437be559b81', 'file.written', '2026-11-30 06:31:11.017+00', '01a22b26-7739-773d-a001-5379cc838b4c', '{"turn_id":"01a22b26-7739-773d-a001-5379cc838b4c","exec_id":"15af265c-85a1-4f26-bfbb-eb1944d17f63","attempt":1}', '{"path":"/n/a.txt","size_bytes":4}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 47, '01a22b26-77c9-752d-b530-d77776c4c38a', 'tool.completed', '2026-11-30 06:31:11.049+00', '01a22b26-7739-773d-a001-5379cc838b4c', '{"turn_id":"01a22b26-7739-773d-a001-5379cc838b4c","exec_id":"15af265c-85a1-4f26-bfbb-eb1944d17f63","attempt":1}', '{"tool_call_id":"2f2f0efc-9008-590b-bf37-8d9c405bbb12","name":"write_file","success":true,"result":{"type":"tool_result","tool_call_id":"2f2f0efc-9008-590b-bf37-8d9c405bbb12","result":{"path":"/n/a.txt","is_directory":false,"is_readonly":false,"size_bytes":4}},"duration_ms":46.745026999999936,"effect":"idempotent"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 48, '01a22b26-77c9-752d-b530-db0bf13f356a', 'act.completed', '2026-11-30 06:31:11.049+00', '01a22b26-7739-773d-a001-5379cc838b4c', '{"turn_id":"01a22b26-7739-773d-a001-5379cc838b4c"}', '{"iteration":1,"success_count":1,"error_count":0}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 49, '01a22b26-77d0-744a-88c6-196fc82c6f1f', 'reason.started', '2026-11-30 06:31:11.049+00', '01a22b26-7739-773d-a001-5379cc838b4c', '{"turn_id":"01a22b26-7739-773d-a001-5379cc838b4c"}', '{"iteration":2,"model":"gpt-5.4-mini","provider":"openai"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 50, '01a22b26-77d0-744a-88c6-1f4a85317d9e', 'output.message.started', '2026-11-30 06:31:11.049+00', '01a22b26-7739-773d-a001-5379cc838b4c', '{"turn_id":"01a22b26-7739-773d-a001-5379cc838b4c"}', '{"message_id":"577b1776-6bd5-598b-afdf-41584dad5143"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 51, '01a22b26-77f9-762e-9f0a-a7992881bf18', 'llm.generation', '2026-11-30 06:31:11.097+00', '01a22b26-7739-773d-a001-5379cc838b4c', '{"turn_id":"01a22b26-7739-773d-a001-5379cc838b4c","exec_id":"6f2856d7-c475-49e9-8e14-1e8b6b63b635","attempt":1}', '{"message_id":"577b1776-6bd5-598b-afdf-41584dad5143","model":"gpt-5.4-mini","provider":"openai","request":{"messages_through_sequence":47,"tools":["add","subtract","multiply","divide","evaluate","get_current_time","read_file","write_file","edit_file","list_directory","grep_files","delete_file","stat_file","write_todos","ask_person"]},"output":[{"type":"text","text":"Written"}],"usage":{"input_tokens":2075,"output_tokens":2,"cache_read_tokens":1920,"cache_creation_tokens":0,"reasoning_tokens":0,"cost_usd":0.00026925},"duration_ms":27.812412000000222,"finish_reasons":["stop"],"time_to_first_token_ms":20.768989000000147,"raw_finish_reason":"completed","response_id":"resp_a67974da114bc2a49857af63"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 52, '01a22b26-77fa-7008-afbb-6f413bc5ac57', 'output.message.completed', '2026-11-30 06:31:11.097+00', '01a22b26-7739-773d-a001-5379cc838b4c', '{"turn_id":"01a22b26-7739-773d-a001-5379cc838b4c","exec_id":"6f2856d7-c475-49e9-8e14-1e8b6b63b635","attempt":1}', '{"message":{"id":"577b1776-6bd5-598b-afdf-41584dad5143","session_id":"01a22b26-7561-76bb-9e68-51556a1bc24d","turn_id":"01a22b26-7739-773d-a001-5379cc838b4c","role":"agent","content":[{"type":"text","text":"Written"}],"created_at":"2026-11-30T06:31:11.096Z"}}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 53, '01a22b26-77fa-7008-afbb-70df2fc1b9b9', 'reason.completed', '2026-11-30 06:31:11.097+00', '01a22b26-7739-773d-a001-5379cc838b4c', '{"turn_id":"01a22b26-7739-773d-a001-5379cc838b4c","exec_id":"6f2856d7-c475-49e9-8e14-1e8b6b63b635","attempt":1}', '{"iteration":2,"model":"gpt-5.4-mini","provider":"openai","success":true,"has_tool_calls":false,"tool_call_count":0}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7815-7275-9b20-7be3b4e86c8e', 1, '01a22b26-7815-7275-9b20-7cf756fb862a', 'session.started', '2026-11-30 06:31:11.125+00', NULL, '{}', '{"agent_id":"01a22b26-754e-71bd-950d-0331c8a0ce10"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7a44-754a-bd8e-371530d3b0d8', 1, '01a22b26-7a44-754a-bd8e-396fcbdafe40', 'session.started', '2026-11-30 06:31:11.684+00', NULL, '{}', '{"agent_id":"01a22b26-754e-71bd-950d-0331c8a0ce10"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 54, '01a22b26-77fa-7008-afbb-77656be6e809', 'turn.completed', '2026-11-30 06:31:11.097+00', '01a22b26-7739-773d-a001-5379cc838b4c', '{"turn_id":"01a22b26-7739-773d-a001-5379cc838b4c"}', '{"turn_id":"01a22b26-7739-773d-a001-5379cc838b4c","iterations":2,"duration_ms":192,"usage":{"input_tokens":4103,"output_tokens":14,"cache_read_tokens":3840,"cache_creation_tokens":0,"reasoning_tokens":0,"cost_usd":0.00054825}}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', 55, '01a22b26-77fa-7008-afbb-7b87535e8e7c', 'session.idled', '2026-11-30 06:31:11.097+00', NULL, '{}', '{"stop_reason":"completed"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7898-737b-9890-0ab9ea79849d', 8, '01a22b26-78c3-71e3-bb86-d48991fdebe3', 'input.message.queued', '2026-11-30 06:31:11.298+00', NULL, '{}', '{"message":{"id":"01a22b26-78c2-7469-933d-b1b07d8b9970","session_id":"01a22b26-7898-737b-9890-0ab9ea79849d","role":"user","content":[{"type":"text","text":"second, queued"}],"created_at":"2026-11-30T06:31:11.298Z"},"policy":"queue","position":1}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7898-737b-9890-0ab9ea79849d', 11, '01a22b26-78e1-730d-bd81-03b821bf5a74', 'turn.started', '2026-11-30 06:31:11.328+00', '01a22b26-78c2-7469-933d-b4d9189a535c', '{"turn_id":"01a22b26-78c2-7469-933d-b4d9189a535c"}', '{"turn_id":"01a22b26-78c2-7469-933d-b4d9189a535c","agent_version":1}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7898-737b-9890-0ab9ea79849d', 12, '01a22b26-78e1-730d-bd81-048df981a479', 'input.received', '2026-11-30 06:31:11.328+00', '01a22b26-78c2-7469-933d-b4d9189a535c', '{"turn_id":"01a22b26-78c2-7469-933d-b4d9189a535c"}', '{"message_id":"01a22b26-78c2-7469-933d-b1b07d8b9970"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7898-737b-9890-0ab9ea79849d', 13, '01a22b26-78e1-730d-bd81-0acecc8ecfd4', 'reason.started', '2026-11-30 06:31:11.328+00', '01a22b26-78c2-7469-933d-b4d9189a535c', '{"turn_id":"01a22b26-78c2-7469-933d-b4d9189a535c"}', '{"iteration":1,"model":"gpt-5.4-mini","provider":"openai"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7898-737b-9890-0ab9ea79849d', 14, '01a22b26-78e1-730d-bd81-0ec2c273b9d0', 'output.message.started', '2026-11-30 06:31:11.328+00', '01a22b26-78c2-7469-933d-b4d9189a535c', '{"turn_id":"01a22b26-78c2-7469-933d-b4d9189a535c"}', '{"message_id":"61b91564-e60b-5b25-a6b6-e159a7075b3f"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7898-737b-9890-0ab9ea79849d', 15, '01a22b26-793b-72f5-b0b1-f5354e2997ee', 'llm.generation', '2026-11-30 06:31:11.419+00', '01a22b26-78c2-7469-933d-b4d9189a535c', '{"turn_id":"01a22b26-78c2-7469-933d-b4d9189a535c","exec_id":"01a22b26-78d7-7486-9729-6fa2e05f055c","attempt":1}', '{"message_id":"61b91564-e60b-5b25-a6b6-e159a7075b3f","model":"gpt-5.4-mini","provider":"openai","request":{"messages_through_sequence":10,"tools":["add","subtract","multiply","divide","evaluate","get_current_time","read_file","write_file","edit_file","list_directory","grep_files","delete_file","stat_file","write_todos","ask_person"]},"output":[{"type":"text","text":"Hello! I am the simulated model of Everruns. I need no API key and follow simple rules instead of thinking.\n\nI can use the tools of this agent. Try one of these:\n- What time is it in Tokyo?\n- What is 12.5 * 4?\n- Write a file notes.txt with hello, then read notes.txt\n- Make a todo list: buy milk, call home\n\nFor answers from a real model, start Everruns with `OPENAI_API_KEY` or `ANTHROPIC_API_KEY` set, or add a provider in the settings."}],"usage":{"input_tokens":1915,"output_tokens":110,"cache_read_tokens":0,"cache_creation_tokens":0,"reasoning_tokens":0,"cost_usd":0.00193125},"duration_ms":76.83704600000056,"finish_reasons":["stop"],"time_to_first_token_ms":65.00772600000073,"raw_finish_reason":"completed","response_id":"resp_9793cdd083b7df7a2f4843bf"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7898-737b-9890-0ab9ea79849d', 16, '01a22b26-793b-72f5-b0b1-f9dd0c200cb6', 'output.message.completed', '2026-11-30 06:31:11.419+00', '01a22b26-78c2-7469-933d-b4d9189a535c', '{"turn_id":"01a22b26-78c2-7469-933d-b4d9189a535c","exec_id":"01a22b26-78d7-7486-9729-6fa2e05f055c","attempt":1}', '{"message":{"id":"61b91564-e60b-5b25-a6b6-e159a7075b3f","session_id":"01a22b26-7898-737b-9890-0ab9ea79849d","turn_id":"01a22b26-78c2-7469-933d-b4d9189a535c","role":"agent","content":[{"type":"text","text":"Hello! I am the simulated model of Everruns. I need no API key and follow simple rules instead of thinking.\n\nI can use the tools of this agent. Try one of these:\n- What time is it in Tokyo?\n- What is 12.5 * 4?\n- Write a file notes.txt with hello, then read notes.txt\n- Make a todo list: buy milk, call home\n\nFor answers from a real model, start Everruns with `OPENAI_API_KEY` or `ANTHROPIC_API_KEY` set, or add a provider in the settings."}],"created_at":"2026-11-30T06:31:11.419Z"}}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7898-737b-9890-0ab9ea79849d', 17, '01a22b26-7940-71bf-87fd-350d10d08c11', 'reason.completed', '2026-11-30 06:31:11.419+00', '01a22b26-78c2-7469-933d-b4d9189a535c', '{"turn_id":"01a22b26-78c2-7469-933d-b4d9189a535c","exec_id":"01a22b26-78d7-7486-9729-6fa2e05f055c","attempt":1}', '{"iteration":1,"model":"gpt-5.4-mini","provider":"openai","success":true,"has_tool_calls":false,"tool_call_count":0}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7898-737b-9890-0ab9ea79849d', 18, '01a22b26-7940-71bf-87fd-3bd81ac5bf69', 'turn.completed', '2026-11-30 06:31:11.419+00', '01a22b26-78c2-7469-933d-b4d9189a535c', '{"turn_id":"01a22b26-78c2-7469-933d-b4d9189a535c"}', '{"turn_id":"01a22b26-78c2-7469-933d-b4d9189a535c","iterations":1,"duration_ms":91,"usage":{"input_tokens":1915,"output_tokens":110,"cache_read_tokens":0,"cache_creation_tokens":0,"reasoning_tokens":0,"cost_usd":0.00193125}}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7898-737b-9890-0ab9ea79849d', 19, '01a22b26-7940-71bf-87fd-3ff5268bbc4b', 'session.idled', '2026-11-30 06:31:11.419+00', NULL, '{}', '{"stop_reason":"completed"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-78fe-742d-81ea-719795562371', 8, '01a22b26-7967-765f-991f-65f86441ed4c', 'input.message.queued', '2026-11-30 06:31:11.463+00', NULL, '{}', '{"message":{"id":"01a22b26-7967-765f-991f-5d463d6c5acc","session_id":"01a22b26-78fe-742d-81ea-719795562371","role":"user","content":[{"type":"text","text":"Queued behind it."}],"created_at":"2026-11-30T06:31:11.463Z"},"policy":"queue","position":1}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-78fe-742d-81ea-719795562371', 9, '01a22b26-7989-7452-bb41-d7c482e8644b', 'input.message.queued', '2026-11-30 06:31:11.497+00', NULL, '{}', '{"message":{"id":"01a22b26-7980-7689-92a8-20aef876745c","session_id":"01a22b26-78fe-742d-81ea-719795562371","role":"user","content":[{"type":"text","text":"A steer."}],"created_at":"2026-11-30T06:31:11.488Z"},"policy":"steer"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7996-7330-92d9-e71bd053c483', 8, '01a22b26-79fd-7424-bd8c-dceb0521b4fd', 'llm.generation', '2026-11-30 06:31:11.612+00', '01a22b26-79ae-75db-af5a-1c4d1e8fa12c', '{"turn_id":"01a22b26-79ae-75db-af5a-1c4d1e8fa12c","exec_id":"01a22b26-79b5-7727-bc58-3d32502aa341","attempt":1}', '{"message_id":"740e8cb9-d14c-5c5d-9ee8-b0e0d47442e3","model":"gpt-5.4-mini","provider":"openai","request":{"messages_through_sequence":2,"tools":["add","subtract","multiply","divide","evaluate","get_current_time","read_file","write_file","edit_file","list_directory","grep_files","delete_file","stat_file","write_todos","ask_person"]},"output":[{"type":"tool_call","id":"5b34c577-cc89-5904-9cdb-341769e062f3","name":"ask_person","arguments":{"q":"?"}}],"usage":{"input_tokens":1925,"output_tokens":5,"cache_read_tokens":0,"cache_creation_tokens":0,"reasoning_tokens":0,"cost_usd":0.00146625},"duration_ms":47.85664200000065,"finish_reasons":["tool_calls"],"raw_finish_reason":"completed","response_id":"resp_f97b9f2929913a8633eb393b"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7996-7330-92d9-e71bd053c483', 9, '01a22b26-79fd-7424-bd8c-e30d8ed904d0', 'output.message.completed', '2026-11-30 06:31:11.612+00', '01a22b26-79ae-75db-af5a-1c4d1e8fa12c', '{"turn_id":"01a22b26-79ae-75db-af5a-1c4d1e8fa12c","exec_id":"01a22b26-79b5-7727-bc58-3d32502aa341","attempt":1}', '{"message":{"id":"740e8cb9-d14c-5c5d-9ee8-b0e0d47442e3","session_id":"01a22b26-7996-7330-92d9-e71bd053c483","turn_id":"01a22b26-79ae-75db-af5a-1c4d1e8fa12c","role":"agent","content":[{"type":"tool_call","id":"5b34c577-cc89-5904-9cdb-341769e062f3","name":"ask_person","arguments":{"q":"?"}}],"created_at":"2026-11-30T06:31:11.609Z"}}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7996-7330-92d9-e71bd053c483', 10, '01a22b26-79fd-7424-bd8c-e70bf42bfa52', 'reason.completed', '2026-11-30 06:31:11.612+00', '01a22b26-79ae-75db-af5a-1c4d1e8fa12c', '{"turn_id":"01a22b26-79ae-75db-af5a-1c4d1e8fa12c","exec_id":"01a22b26-79b5-7727-bc58-3d32502aa341","attempt":1}', '{"iteration":1,"model":"gpt-5.4-mini","provider":"openai","success":true,"has_tool_calls":true,"tool_call_count":1}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7996-7330-92d9-e71bd053c483', 11, '01a22b26-79fd-7424-bd8c-ea613e3beec7', 'act.started', '2026-11-30 06:31:11.612+00', '01a22b26-79ae-75db-af5a-1c4d1e8fa12c', '{"turn_id":"01a22b26-79ae-75db-af5a-1c4d1e8fa12c"}', '{"iteration":1,"tool_calls":[{"id":"5b34c577-cc89-5904-9cdb-341769e062f3","name":"ask_person"}]}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7815-7275-9b20-7be3b4e86c8e', 2, '01a22b26-7830-76fe-a610-c58c61bb84f5', 'input.message', '2026-11-30 06:31:11.151+00', '01a22b26-782a-7307-bc5f-09abbefcf5de', '{"turn_id":"01a22b26-782a-7307-bc5f-09abbefcf5de","input_message_id":"01a22b26-782a-7307-bc5f-07ac62ac6bb5"}', '{"message":{"id":"01a22b26-782a-7307-bc5f-07ac62ac6bb5","session_id":"01a22b26-7815-7275-9b20-7be3b4e86c8e","role":"user","content":[{"type":"text","text":"[[sim:error 401]]"}],"created_at":"2026-11-30T06:31:11.146Z","turn_id":"01a22b26-782a-7307-bc5f-09abbefcf5de"}}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7815-7275-9b20-7be3b4e86c8e', 3, '01a22b26-7830-76fe-a610-cb74552fe079', 'session.activated', '2026-11-30 06:31:11.151+00', '01a22b26-782a-7307-bc5f-09abbefcf5de', '{"turn_id":"01a22b26-782a-7307-bc5f-09abbefcf5de","input_message_id":"01a22b26-782a-7307-bc5f-07ac62ac6bb5"}', '{"turn_id":"01a22b26-782a-7307-bc5f-09abbefcf5de"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7815-7275-9b20-7be3b4e86c8e', 4, '01a22b26-7830-76fe-a610-d298dfe3c53a', 'turn.started', '2026-11-30 06:31:11.151+00', '01a22b26-782a-7307-bc5f-09abbefcf5de', '{"turn_id":"01a22b26-782a-7307-bc5f-09abbefcf5de"}', '{"turn_id":"01a22b26-782a-7307-bc5f-09abbefcf5de","agent_version":1}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7815-7275-9b20-7be3b4e86c8e', 5, '01a22b26-7830-76fe-a610-d7e1bbb9c051', 'input.received', '2026-11-30 06:31:11.151+00', '01a22b26-782a-7307-bc5f-09abbefcf5de', '{"turn_id":"01a22b26-782a-7307-bc5f-09abbefcf5de"}', '{"message_id":"01a22b26-782a-7307-bc5f-07ac62ac6bb5"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7815-7275-9b20-7be3b4e86c8e', 6, '01a22b26-7830-76fe-a610-d9c2de4c92c0', 'reason.started', '2026-11-30 06:31:11.151+00', '01a22b26-782a-7307-bc5f-09abbefcf5de', '{"turn_id":"01a22b26-782a-7307-bc5f-09abbefcf5de"}', '{"iteration":1,"model":"gpt-5.4-mini","provider":"openai"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7815-7275-9b20-7be3b4e86c8e', 7, '01a22b26-7830-76fe-a610-dceed5b414e2', 'output.message.started', '2026-11-30 06:31:11.151+00', '01a22b26-782a-7307-bc5f-09abbefcf5de', '{"turn_id":"01a22b26-782a-7307-bc5f-09abbefcf5de"}', '{"message_id":"a27dda0c-a704-5e9e-891e-f448d5a7d177"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-79c0-7048-9111-4b18c77a785d', 1, '01a22b26-79c0-7048-9111-4fb7e01134d8', 'session.started', '2026-11-30 06:31:11.552+00', NULL, '{}', '{"agent_id":"01a22b26-754e-71bd-950d-0331c8a0ce10"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-79c0-7048-9111-4b18c77a785d', 2, '01a22b26-7a12-7367-bcfd-a289c4d8e5f0', 'input.message', '2026-11-30 06:31:11.634+00', '01a22b26-7a09-7236-8a73-305ff78c6de5', '{"turn_id":"01a22b26-7a09-7236-8a73-305ff78c6de5","input_message_id":"01a22b26-7a09-7236-8a73-2f1188158f9b"}', '{"message":{"id":"01a22b26-7a09-7236-8a73-2f1188158f9b","session_id":"01a22b26-79c0-7048-9111-4b18c77a785d","role":"user","content":[{"type":"text","text":"[[sim:error 429 retry_after_ms=86400000 times=1]][[sim:text Late]]"}],"created_at":"2026-11-30T06:31:11.625Z","turn_id":"01a22b26-7a09-7236-8a73-305ff78c6de5"}}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-79c0-7048-9111-4b18c77a785d', 3, '01a22b26-7a12-7367-bcfd-a4fbb313c85b', 'session.activated', '2026-11-30 06:31:11.634+00', '01a22b26-7a09-7236-8a73-305ff78c6de5', '{"turn_id":"01a22b26-7a09-7236-8a73-305ff78c6de5","input_message_id":"01a22b26-7a09-7236-8a73-2f1188158f9b"}', '{"turn_id":"01a22b26-7a09-7236-8a73-305ff78c6de5"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-79c0-7048-9111-4b18c77a785d', 4, '01a22b26-7a13-7405-bffe-98654d8eb2a8', 'turn.started', '2026-11-30 06:31:11.634+00', '01a22b26-7a09-7236-8a73-305ff78c6de5', '{"turn_id":"01a22b26-7a09-7236-8a73-305ff78c6de5"}', '{"turn_id":"01a22b26-7a09-7236-8a73-305ff78c6de5","agent_version":1}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-79c0-7048-9111-4b18c77a785d', 5, '01a22b26-7a13-7405-bffe-9e713fa511c3', 'input.received', '2026-11-30 06:31:11.634+00', '01a22b26-7a09-7236-8a73-305ff78c6de5', '{"turn_id":"01a22b26-7a09-7236-8a73-305ff78c6de5"}', '{"message_id":"01a22b26-7a09-7236-8a73-2f1188158f9b"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-79c0-7048-9111-4b18c77a785d', 6, '01a22b26-7a13-7405-bffe-a15540baa652', 'reason.started', '2026-11-30 06:31:11.634+00', '01a22b26-7a09-7236-8a73-305ff78c6de5', '{"turn_id":"01a22b26-7a09-7236-8a73-305ff78c6de5"}', '{"iteration":1,"model":"gpt-5.4-mini","provider":"openai"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-79c0-7048-9111-4b18c77a785d', 7, '01a22b26-7a13-7405-bffe-a63ee7be90f1', 'output.message.started', '2026-11-30 06:31:11.634+00', '01a22b26-7a09-7236-8a73-305ff78c6de5', '{"turn_id":"01a22b26-7a09-7236-8a73-305ff78c6de5"}', '{"message_id":"1e31e919-cf84-52eb-a3c9-a1ee12a97dfb"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 46, '01a22b26-7bb0-7540-b4e1-148940bb9225', 'file.written', '2026-11-30 06:31:12.036+00', '01a22b26-7b8d-71a2-8cbc-5344b42ad355', '{"turn_id":"01a22b26-7b8d-71a2-8cbc-5344b42ad355","exec_id":"2f756a2e-1f54-4bbc-b513-b3dfe7cd927c","attempt":1}', '{"path":"/n/a.txt","size_bytes":4}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7bd7-71a6-915d-d8e25da4bc96', 1, '01a22b26-7bd7-71a6-915d-dff697826292', 'session.started', '2026-11-30 06:31:12.087+00', NULL, '{}', '{"agent_id":"01a22b26-7ad0-7113-ba4b-85369981bfcb"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7bd7-71a6-915d-d8e25da4bc96', 2, '01a22b26-7bee-719f-8d0e-6fb3b8e169de', 'input.message', '2026-11-30 06:31:12.11+00', '01a22b26-7bea-7483-919a-668d63e721b6', '{"turn_id":"01a22b26-7bea-7483-919a-668d63e721b6","input_message_id":"01a22b26-7bea-7483-919a-62107ccf3df2"}', '{"message":{"id":"01a22b26-7bea-7483-919a-62107ccf3df2","session_id":"01a22b26-7bd7-71a6-915d-d8e25da4bc96","role":"user","content":[{"type":"text","text":"[[sim:error 401]]"}],"created_at":"2026-11-30T06:31:12.106Z","turn_id":"01a22b26-7bea-7483-919a-668d63e721b6"}}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7bd7-71a6-915d-d8e25da4bc96', 3, '01a22b26-7bef-723a-af15-b94f37c6eda4', 'session.activated', '2026-11-30 06:31:12.11+00', '01a22b26-7bea-7483-919a-668d63e721b6', '{"turn_id":"01a22b26-7bea-7483-919a-668d63e721b6","input_message_id":"01a22b26-7bea-7483-919a-62107ccf3df2"}', '{"turn_id":"01a22b26-7bea-7483-919a-668d63e721b6"}');
INSERT INTO public.events VALUES
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7bd7-71a6-915d-d8e25da4bc96', 4, '01a22b26-7bef-723a-af15-c251f7b6f326', 'turn.started', '2026-11-30 06:31:12.11+00', '01a22b26-7bea-7483-919a-668d63e721b6', '{"turn_id":"01a22b26-7bea-7483-919a-668d63e721b6"}', '{"turn_id":"01a22b26-7bea-7483-919a-668d63e721b6","agent_version":1}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7bd7-71a6-915d-d8e25da4bc96', 5, '01a22b26-7bef-723a-af15-c638b56a5416', 'input.received', '2026-11-30 06:31:12.11+00', '01a22b26-7bea-7483-919a-668d63e721b6', '{"turn_id":"01a22b26-7bea-7483-919a-668d63e721b6"}', '{"message_id":"01a22b26-7bea-7483-919a-62107ccf3df2"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7bd7-71a6-915d-d8e25da4bc96', 6, '01a22b26-7bef-723a-af15-c9e91d32dff0', 'reason.started', '2026-11-30 06:31:12.11+00', '01a22b26-7bea-7483-919a-668d63e721b6', '{"turn_id":"01a22b26-7bea-7483-919a-668d63e721b6"}', '{"iteration":1,"model":"llmsim-instant","provider":"llmsim"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7bd7-71a6-915d-d8e25da4bc96', 7, '01a22b26-7bef-723a-af15-cf1097a0611d', 'output.message.started', '2026-11-30 06:31:12.11+00', '01a22b26-7bea-7483-919a-668d63e721b6', '{"turn_id":"01a22b26-7bea-7483-919a-668d63e721b6"}', '{"message_id":"2a261d0f-4009-5ff1-aab7-0ee3454046c6"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7bd7-71a6-915d-d8e25da4bc96', 8, '01a22b26-7c0d-76e2-83b6-fdbccb28e331', 'reason.completed', '2026-11-30 06:31:12.141+00', '01a22b26-7bea-7483-919a-668d63e721b6', '{"turn_id":"01a22b26-7bea-7483-919a-668d63e721b6"}', '{"iteration":1,"model":"llmsim-instant","provider":"llmsim","success":false,"has_tool_calls":false,"tool_call_count":0,"error":"provider_auth"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7bd7-71a6-915d-d8e25da4bc96', 9, '01a22b26-7c0d-76e2-83b7-02b80d22b6bd', 'output.message.completed', '2026-11-30 06:31:12.141+00', '01a22b26-7bea-7483-919a-668d63e721b6', '{"turn_id":"01a22b26-7bea-7483-919a-668d63e721b6"}', '{"message":{"id":"2a261d0f-4009-5ff1-aab7-0ee3454046c6","session_id":"01a22b26-7bd7-71a6-915d-d8e25da4bc96","turn_id":"01a22b26-7bea-7483-919a-668d63e721b6","role":"agent","content":[{"type":"text","text":"sim rejected the API key. Set a valid key in the settings of this provider, then send the message again."}],"created_at":"2026-11-30T06:31:12.141Z"}}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7bd7-71a6-915d-d8e25da4bc96', 10, '01a22b26-7c0d-76e2-83b7-06d92a0e481c', 'turn.failed', '2026-11-30 06:31:12.141+00', '01a22b26-7bea-7483-919a-668d63e721b6', '{"turn_id":"01a22b26-7bea-7483-919a-668d63e721b6"}', '{"turn_id":"01a22b26-7bea-7483-919a-668d63e721b6","iterations":1,"duration_ms":31,"usage":{"input_tokens":0,"output_tokens":0,"reasoning_tokens":0,"cache_read_tokens":0,"cache_creation_tokens":0},"error":"sim rejected the API key. Set a valid key in the settings of this provider, then send the message again.","error_code":"provider_auth"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7bd7-71a6-915d-d8e25da4bc96', 11, '01a22b26-7c0e-723d-999d-eda90d634b1d', 'session.idled', '2026-11-30 06:31:12.141+00', NULL, '{}', '{"stop_reason":"failed"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c19-76c8-b972-b4e5ef0338b4', 1, '01a22b26-7c19-76c8-b972-b977ead88721', 'session.started', '2026-11-30 06:31:12.153+00', NULL, '{}', '{"agent_id":"01a22b26-7ad0-7113-ba4b-85369981bfcb"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7ca5-7400-8933-4313a0338db8', 11, '01a22b26-7cde-70e8-a370-ac4abfe2623d', 'turn.completed', '2026-11-30 06:31:12.349+00', '01a22b26-7cc7-7314-91c5-d3594e0fa3b9', '{"turn_id":"01a22b26-7cc7-7314-91c5-d3594e0fa3b9"}', '{"turn_id":"01a22b26-7cc7-7314-91c5-d3594e0fa3b9","iterations":1,"duration_ms":16,"usage":{"input_tokens":1925,"output_tokens":29,"cache_read_tokens":0,"cache_creation_tokens":0,"reasoning_tokens":0}}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7815-7275-9b20-7be3b4e86c8e', 8, '01a22b26-787e-75f2-81e7-67369780055a', 'reason.completed', '2026-11-30 06:31:11.229+00', '01a22b26-782a-7307-bc5f-09abbefcf5de', '{"turn_id":"01a22b26-782a-7307-bc5f-09abbefcf5de"}', '{"iteration":1,"model":"gpt-5.4-mini","provider":"openai","success":false,"has_tool_calls":false,"tool_call_count":0,"error":"provider_auth"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7815-7275-9b20-7be3b4e86c8e', 9, '01a22b26-787e-75f2-81e7-6b78c9ecd954', 'output.message.completed', '2026-11-30 06:31:11.229+00', '01a22b26-782a-7307-bc5f-09abbefcf5de', '{"turn_id":"01a22b26-782a-7307-bc5f-09abbefcf5de"}', '{"message":{"id":"a27dda0c-a704-5e9e-891e-f448d5a7d177","session_id":"01a22b26-7815-7275-9b20-7be3b4e86c8e","turn_id":"01a22b26-782a-7307-bc5f-09abbefcf5de","role":"agent","content":[{"type":"text","text":"OpenAI rejected the API key. Set a valid key in the settings of this provider, then send the message again."}],"created_at":"2026-11-30T06:31:11.229Z"}}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7815-7275-9b20-7be3b4e86c8e', 10, '01a22b26-787e-75f2-81e7-6d7f004e16df', 'turn.failed', '2026-11-30 06:31:11.229+00', '01a22b26-782a-7307-bc5f-09abbefcf5de', '{"turn_id":"01a22b26-782a-7307-bc5f-09abbefcf5de"}', '{"turn_id":"01a22b26-782a-7307-bc5f-09abbefcf5de","iterations":1,"duration_ms":78,"usage":{"input_tokens":0,"output_tokens":0,"reasoning_tokens":0,"cache_read_tokens":0,"cache_creation_tokens":0},"error":"OpenAI rejected the API key. Set a valid key in the settings of this provider, then send the message again.","error_code":"provider_auth"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7815-7275-9b20-7be3b4e86c8e', 11, '01a22b26-787f-754d-8256-ef630121786f', 'session.idled', '2026-11-30 06:31:11.229+00', NULL, '{}', '{"stop_reason":"failed"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7898-737b-9890-0ab9ea79849d', 1, '01a22b26-7898-737b-9890-0c43c58c8cd4', 'session.started', '2026-11-30 06:31:11.256+00', NULL, '{}', '{"agent_id":"01a22b26-754e-71bd-950d-0331c8a0ce10"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7898-737b-9890-0ab9ea79849d', 2, '01a22b26-78b2-7139-b87e-471b9b0eb050', 'input.message', '2026-11-30 06:31:11.282+00', '01a22b26-78b0-755a-a02d-18de4b27ebdb', '{"turn_id":"01a22b26-78b0-755a-a02d-18de4b27ebdb","input_message_id":"01a22b26-78b0-755a-a02d-177db011c4f8"}', '{"message":{"id":"01a22b26-78b0-755a-a02d-177db011c4f8","session_id":"01a22b26-7898-737b-9890-0ab9ea79849d","role":"user","content":[{"type":"text","text":"[[sim:hang]]"}],"created_at":"2026-11-30T06:31:11.280Z","turn_id":"01a22b26-78b0-755a-a02d-18de4b27ebdb"}}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7898-737b-9890-0ab9ea79849d', 3, '01a22b26-78b2-7139-b87e-4a4f5af041ff', 'session.activated', '2026-11-30 06:31:11.282+00', '01a22b26-78b0-755a-a02d-18de4b27ebdb', '{"turn_id":"01a22b26-78b0-755a-a02d-18de4b27ebdb","input_message_id":"01a22b26-78b0-755a-a02d-177db011c4f8"}', '{"turn_id":"01a22b26-78b0-755a-a02d-18de4b27ebdb"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7898-737b-9890-0ab9ea79849d', 4, '01a22b26-78b3-7676-93c9-047cc306b5dc', 'turn.started', '2026-11-30 06:31:11.282+00', '01a22b26-78b0-755a-a02d-18de4b27ebdb', '{"turn_id":"01a22b26-78b0-755a-a02d-18de4b27ebdb"}', '{"turn_id":"01a22b26-78b0-755a-a02d-18de4b27ebdb","agent_version":1}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7898-737b-9890-0ab9ea79849d', 5, '01a22b26-78b3-7676-93c9-0bc38e9dc026', 'input.received', '2026-11-30 06:31:11.282+00', '01a22b26-78b0-755a-a02d-18de4b27ebdb', '{"turn_id":"01a22b26-78b0-755a-a02d-18de4b27ebdb"}', '{"message_id":"01a22b26-78b0-755a-a02d-177db011c4f8"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7898-737b-9890-0ab9ea79849d', 6, '01a22b26-78b3-7676-93c9-0d1ff3ac1548', 'reason.started', '2026-11-30 06:31:11.282+00', '01a22b26-78b0-755a-a02d-18de4b27ebdb', '{"turn_id":"01a22b26-78b0-755a-a02d-18de4b27ebdb"}', '{"iteration":1,"model":"gpt-5.4-mini","provider":"openai"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7898-737b-9890-0ab9ea79849d', 7, '01a22b26-78b3-7676-93c9-13c92a2fbe61', 'output.message.started', '2026-11-30 06:31:11.282+00', '01a22b26-78b0-755a-a02d-18de4b27ebdb', '{"turn_id":"01a22b26-78b0-755a-a02d-18de4b27ebdb"}', '{"message_id":"68ebcc2b-eb5d-54f7-b905-afdd4539bb66"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7898-737b-9890-0ab9ea79849d', 9, '01a22b26-78cf-76b3-80d9-80ff0c17e080', 'turn.canceled', '2026-11-30 06:31:11.309+00', '01a22b26-78b0-755a-a02d-18de4b27ebdb', '{"turn_id":"01a22b26-78b0-755a-a02d-18de4b27ebdb"}', '{"turn_id":"01a22b26-78b0-755a-a02d-18de4b27ebdb","iterations":1,"duration_ms":27,"usage":{"input_tokens":0,"output_tokens":0,"reasoning_tokens":0,"cache_read_tokens":0,"cache_creation_tokens":0},"reason":"canceled"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7898-737b-9890-0ab9ea79849d', 10, '01a22b26-78cf-76b3-80d9-8599ddba232e', 'input.message', '2026-11-30 06:31:11.309+00', '01a22b26-78c2-7469-933d-b4d9189a535c', '{"turn_id":"01a22b26-78c2-7469-933d-b4d9189a535c","input_message_id":"01a22b26-78c2-7469-933d-b1b07d8b9970"}', '{"message":{"id":"01a22b26-78c2-7469-933d-b1b07d8b9970","role":"user","content":[{"text":"second, queued","type":"text"}],"created_at":"2026-11-30T06:31:11.298Z","session_id":"01a22b26-7898-737b-9890-0ab9ea79849d","turn_id":"01a22b26-78c2-7469-933d-b4d9189a535c"}}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-78fe-742d-81ea-719795562371', 1, '01a22b26-78fe-742d-81ea-75513cdd8c09', 'session.started', '2026-11-30 06:31:11.358+00', NULL, '{}', '{"agent_id":"01a22b26-754e-71bd-950d-0331c8a0ce10"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-78fe-742d-81ea-719795562371', 2, '01a22b26-7951-7753-befe-981d14166879', 'input.message', '2026-11-30 06:31:11.441+00', '01a22b26-7945-7225-9396-f318245158fe', '{"turn_id":"01a22b26-7945-7225-9396-f318245158fe","input_message_id":"01a22b26-7945-7225-9396-ec3c4cb13338"}', '{"message":{"id":"01a22b26-7945-7225-9396-ec3c4cb13338","session_id":"01a22b26-78fe-742d-81ea-719795562371","role":"user","content":[{"type":"text","text":"[[sim:hang]]"}],"created_at":"2026-11-30T06:31:11.429Z","turn_id":"01a22b26-7945-7225-9396-f318245158fe"}}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-78fe-742d-81ea-719795562371', 3, '01a22b26-7951-7753-befe-9dbb14e2033e', 'session.activated', '2026-11-30 06:31:11.441+00', '01a22b26-7945-7225-9396-f318245158fe', '{"turn_id":"01a22b26-7945-7225-9396-f318245158fe","input_message_id":"01a22b26-7945-7225-9396-ec3c4cb13338"}', '{"turn_id":"01a22b26-7945-7225-9396-f318245158fe"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-78fe-742d-81ea-719795562371', 4, '01a22b26-7951-7753-befe-a75a0b5935aa', 'turn.started', '2026-11-30 06:31:11.441+00', '01a22b26-7945-7225-9396-f318245158fe', '{"turn_id":"01a22b26-7945-7225-9396-f318245158fe"}', '{"turn_id":"01a22b26-7945-7225-9396-f318245158fe","agent_version":1}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-78fe-742d-81ea-719795562371', 5, '01a22b26-7951-7753-befe-ab0142f132dc', 'input.received', '2026-11-30 06:31:11.441+00', '01a22b26-7945-7225-9396-f318245158fe', '{"turn_id":"01a22b26-7945-7225-9396-f318245158fe"}', '{"message_id":"01a22b26-7945-7225-9396-ec3c4cb13338"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-78fe-742d-81ea-719795562371', 6, '01a22b26-7951-7753-befe-af03aa9e209f', 'reason.started', '2026-11-30 06:31:11.441+00', '01a22b26-7945-7225-9396-f318245158fe', '{"turn_id":"01a22b26-7945-7225-9396-f318245158fe"}', '{"iteration":1,"model":"gpt-5.4-mini","provider":"openai"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-78fe-742d-81ea-719795562371', 7, '01a22b26-7952-753c-88fe-a4c487c72e4d', 'output.message.started', '2026-11-30 06:31:11.441+00', '01a22b26-7945-7225-9396-f318245158fe', '{"turn_id":"01a22b26-7945-7225-9396-f318245158fe"}', '{"message_id":"3ea51595-65b2-5abd-9eb9-59b1aab5fa09"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7996-7330-92d9-e71bd053c483', 1, '01a22b26-7996-7330-92d9-ea3beb78a4bb', 'session.started', '2026-11-30 06:31:11.51+00', NULL, '{}', '{"agent_id":"01a22b26-754e-71bd-950d-0331c8a0ce10"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7996-7330-92d9-e71bd053c483', 2, '01a22b26-79b4-70c4-9a2b-9ac6385baae5', 'input.message', '2026-11-30 06:31:11.54+00', '01a22b26-79ae-75db-af5a-1c4d1e8fa12c', '{"turn_id":"01a22b26-79ae-75db-af5a-1c4d1e8fa12c","input_message_id":"01a22b26-79ad-775e-bfa1-acba6d3cdec4"}', '{"message":{"id":"01a22b26-79ad-775e-bfa1-acba6d3cdec4","session_id":"01a22b26-7996-7330-92d9-e71bd053c483","role":"user","content":[{"type":"text","text":"[[sim:tool ask_person {\"q\":\"?\"}]][[sim:next]][[sim:text Thank you]]"}],"created_at":"2026-11-30T06:31:11.533Z","turn_id":"01a22b26-79ae-75db-af5a-1c4d1e8fa12c"}}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7996-7330-92d9-e71bd053c483', 3, '01a22b26-79b4-70c4-9a2b-9fbd7de312d7', 'session.activated', '2026-11-30 06:31:11.54+00', '01a22b26-79ae-75db-af5a-1c4d1e8fa12c', '{"turn_id":"01a22b26-79ae-75db-af5a-1c4d1e8fa12c","input_message_id":"01a22b26-79ad-775e-bfa1-acba6d3cdec4"}', '{"turn_id":"01a22b26-79ae-75db-af5a-1c4d1e8fa12c"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7996-7330-92d9-e71bd053c483', 4, '01a22b26-79b5-7727-bc58-43a7429fb5f0', 'turn.started', '2026-11-30 06:31:11.54+00', '01a22b26-79ae-75db-af5a-1c4d1e8fa12c', '{"turn_id":"01a22b26-79ae-75db-af5a-1c4d1e8fa12c"}', '{"turn_id":"01a22b26-79ae-75db-af5a-1c4d1e8fa12c","agent_version":1}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7996-7330-92d9-e71bd053c483', 5, '01a22b26-79b5-7727-bc58-44fb2c1d0371', 'input.received', '2026-11-30 06:31:11.54+00', '01a22b26-79ae-75db-af5a-1c4d1e8fa12c', '{"turn_id":"01a22b26-79ae-75db-af5a-1c4d1e8fa12c"}', '{"message_id":"01a22b26-79ad-775e-bfa1-acba6d3cdec4"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7996-7330-92d9-e71bd053c483', 6, '01a22b26-79b5-7727-bc58-4b1a252da2fd', 'reason.started', '2026-11-30 06:31:11.54+00', '01a22b26-79ae-75db-af5a-1c4d1e8fa12c', '{"turn_id":"01a22b26-79ae-75db-af5a-1c4d1e8fa12c"}', '{"iteration":1,"model":"gpt-5.4-mini","provider":"openai"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7996-7330-92d9-e71bd053c483', 12, '01a22b26-79fd-7424-bd8c-ed137b82b457', 'tool.call_requested', '2026-11-30 06:31:11.612+00', '01a22b26-79ae-75db-af5a-1c4d1e8fa12c', '{"turn_id":"01a22b26-79ae-75db-af5a-1c4d1e8fa12c"}', '{"tool_calls":[{"id":"5b34c577-cc89-5904-9cdb-341769e062f3","name":"ask_person","arguments":{"q":"?"}}]}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-79c0-7048-9111-4b18c77a785d', 8, '01a22b26-7a72-73df-ab0c-8f5b5677dbca', 'llm.generation', '2026-11-30 06:31:11.729+00', '01a22b26-7a09-7236-8a73-305ff78c6de5', '{"turn_id":"01a22b26-7a09-7236-8a73-305ff78c6de5","exec_id":"01a22b26-7a13-7405-bffe-941ccbfc742c","attempt":1}', '{"message_id":"1e31e919-cf84-52eb-a3c9-a1ee12a97dfb","model":"gpt-5.4-mini","provider":"openai","request":{"messages_through_sequence":2,"tools":["add","subtract","multiply","divide","evaluate","get_current_time","read_file","write_file","edit_file","list_directory","grep_files","delete_file","stat_file","write_todos","ask_person"]},"output":[{"type":"text","text":"The scenario in this message cannot be read: ✖ Too big: expected number to be <=600000\n  → at error.retry_after_ms"}],"usage":{"input_tokens":1925,"output_tokens":29,"cache_read_tokens":0,"cache_creation_tokens":0,"reasoning_tokens":0,"cost_usd":0.00157425},"duration_ms":71.309166,"finish_reasons":["stop"],"time_to_first_token_ms":63.75806100000045,"raw_finish_reason":"completed","response_id":"resp_3dfd61456600422680f34e1c"}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-79c0-7048-9111-4b18c77a785d', 9, '01a22b26-7a72-73df-ab0c-90cd228ede50', 'output.message.completed', '2026-11-30 06:31:11.729+00', '01a22b26-7a09-7236-8a73-305ff78c6de5', '{"turn_id":"01a22b26-7a09-7236-8a73-305ff78c6de5","exec_id":"01a22b26-7a13-7405-bffe-941ccbfc742c","attempt":1}', '{"message":{"id":"1e31e919-cf84-52eb-a3c9-a1ee12a97dfb","session_id":"01a22b26-79c0-7048-9111-4b18c77a785d","turn_id":"01a22b26-7a09-7236-8a73-305ff78c6de5","role":"agent","content":[{"type":"text","text":"The scenario in this message cannot be read: ✖ Too big: expected number to be <=600000\n  → at error.retry_after_ms"}],"created_at":"2026-11-30T06:31:11.729Z"}}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-79c0-7048-9111-4b18c77a785d', 10, '01a22b26-7a72-73df-ab0c-94c5e0d0d3fc', 'reason.completed', '2026-11-30 06:31:11.729+00', '01a22b26-7a09-7236-8a73-305ff78c6de5', '{"turn_id":"01a22b26-7a09-7236-8a73-305ff78c6de5","exec_id":"01a22b26-7a13-7405-bffe-941ccbfc742c","attempt":1}', '{"iteration":1,"model":"gpt-5.4-mini","provider":"openai","success":true,"has_tool_calls":false,"tool_call_count":0}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-79c0-7048-9111-4b18c77a785d', 11, '01a22b26-7a72-73df-ab0c-9a70fe1fe537', 'turn.completed', '2026-11-30 06:31:11.729+00', '01a22b26-7a09-7236-8a73-305ff78c6de5', '{"turn_id":"01a22b26-7a09-7236-8a73-305ff78c6de5"}', '{"turn_id":"01a22b26-7a09-7236-8a73-305ff78c6de5","iterations":1,"duration_ms":95,"usage":{"input_tokens":1925,"output_tokens":29,"cache_read_tokens":0,"cache_creation_tokens":0,"reasoning_tokens":0,"cost_usd":0.00157425}}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-79c0-7048-9111-4b18c77a785d', 12, '01a22b26-7a73-70e9-a3f9-d6f67951244e', 'session.idled', '2026-11-30 06:31:11.729+00', NULL, '{}', '{"stop_reason":"completed"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 8, '01a22b26-7b3c-7214-b9b0-90b6ecea80e7', 'llm.generation', '2026-11-30 06:31:11.932+00', '01a22b26-7b17-72ff-8145-fe4f2473e72a', '{"turn_id":"01a22b26-7b17-72ff-8145-fe4f2473e72a","exec_id":"01a22b26-7b24-7647-baa5-9ea100245309","attempt":1}', '{"message_id":"d273ee38-56c3-5dbe-ba34-63189c5a6bdd","model":"llmsim-instant","provider":"llmsim","request":{"messages_through_sequence":2,"tools":["add","subtract","multiply","divide","evaluate","get_current_time","read_file","write_file","edit_file","list_directory","grep_files","delete_file","stat_file","write_todos","ask_person"]},"output":[{"type":"text","text":"Hello"}],"usage":{"input_tokens":1913,"output_tokens":2,"cache_read_tokens":0,"cache_creation_tokens":0,"reasoning_tokens":0},"duration_ms":9.059604999999465,"finish_reasons":["stop"],"time_to_first_token_ms":8.577369999999974,"raw_finish_reason":"stop","response_id":"sim_027b40ecd9472b4f13852615"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 9, '01a22b26-7b3c-7214-b9b0-97c8673b447b', 'output.message.completed', '2026-11-30 06:31:11.932+00', '01a22b26-7b17-72ff-8145-fe4f2473e72a', '{"turn_id":"01a22b26-7b17-72ff-8145-fe4f2473e72a","exec_id":"01a22b26-7b24-7647-baa5-9ea100245309","attempt":1}', '{"message":{"id":"d273ee38-56c3-5dbe-ba34-63189c5a6bdd","session_id":"01a22b26-7af9-70cf-8ad5-1d0c4036af5e","turn_id":"01a22b26-7b17-72ff-8145-fe4f2473e72a","role":"agent","content":[{"type":"text","text":"Hello"}],"created_at":"2026-11-30T06:31:11.927Z"}}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 10, '01a22b26-7b3c-7214-b9b0-99b1ede00992', 'reason.completed', '2026-11-30 06:31:11.932+00', '01a22b26-7b17-72ff-8145-fe4f2473e72a', '{"turn_id":"01a22b26-7b17-72ff-8145-fe4f2473e72a","exec_id":"01a22b26-7b24-7647-baa5-9ea100245309","attempt":1}', '{"iteration":1,"model":"llmsim-instant","provider":"llmsim","success":true,"has_tool_calls":false,"tool_call_count":0}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 11, '01a22b26-7b3c-7214-b9b0-9c08e875fd63', 'turn.completed', '2026-11-30 06:31:11.932+00', '01a22b26-7b17-72ff-8145-fe4f2473e72a', '{"turn_id":"01a22b26-7b17-72ff-8145-fe4f2473e72a"}', '{"turn_id":"01a22b26-7b17-72ff-8145-fe4f2473e72a","iterations":1,"duration_ms":30,"usage":{"input_tokens":1913,"output_tokens":2,"cache_read_tokens":0,"cache_creation_tokens":0,"reasoning_tokens":0}}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 12, '01a22b26-7b3c-7214-b9b0-a04add919390', 'session.idled', '2026-11-30 06:31:11.932+00', NULL, '{}', '{"stop_reason":"completed"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 13, '01a22b26-7b52-7641-9f3e-93e173950c9f', 'input.message', '2026-11-30 06:31:11.954+00', '01a22b26-7b52-7641-9f3e-8f16dc345b38', '{"turn_id":"01a22b26-7b52-7641-9f3e-8f16dc345b38","input_message_id":"01a22b26-7b52-7641-9f3e-8a3ac07dd448"}', '{"message":{"id":"01a22b26-7b52-7641-9f3e-8a3ac07dd448","session_id":"01a22b26-7af9-70cf-8ad5-1d0c4036af5e","role":"user","content":[{"type":"text","text":"[[sim:reasoning Hm.]][[sim:tool add {\"a\":1,\"b\":2}]][[sim:tool get_current_time {}]][[sim:next]][[sim:text Done 😀]]"}],"created_at":"2026-11-30T06:31:11.954Z","turn_id":"01a22b26-7b52-7641-9f3e-8f16dc345b38"}}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 14, '01a22b26-7b52-7641-9f3e-957f600f74cb', 'session.activated', '2026-11-30 06:31:11.954+00', '01a22b26-7b52-7641-9f3e-8f16dc345b38', '{"turn_id":"01a22b26-7b52-7641-9f3e-8f16dc345b38","input_message_id":"01a22b26-7b52-7641-9f3e-8a3ac07dd448"}', '{"turn_id":"01a22b26-7b52-7641-9f3e-8f16dc345b38"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 15, '01a22b26-7b53-728d-b7af-7fd01a70fe30', 'turn.started', '2026-11-30 06:31:11.954+00', '01a22b26-7b52-7641-9f3e-8f16dc345b38', '{"turn_id":"01a22b26-7b52-7641-9f3e-8f16dc345b38"}', '{"turn_id":"01a22b26-7b52-7641-9f3e-8f16dc345b38","agent_version":1}');
INSERT INTO public.events VALUES
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 16, '01a22b26-7b53-728d-b7af-8355f7aab642', 'input.received', '2026-11-30 06:31:11.954+00', '01a22b26-7b52-7641-9f3e-8f16dc345b38', '{"turn_id":"01a22b26-7b52-7641-9f3e-8f16dc345b38"}', '{"message_id":"01a22b26-7b52-7641-9f3e-8a3ac07dd448"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 17, '01a22b26-7b53-728d-b7af-860f2027926c', 'reason.started', '2026-11-30 06:31:11.954+00', '01a22b26-7b52-7641-9f3e-8f16dc345b38', '{"turn_id":"01a22b26-7b52-7641-9f3e-8f16dc345b38"}', '{"iteration":1,"model":"llmsim-instant","provider":"llmsim"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 18, '01a22b26-7b58-75e6-92a4-3fceba88cc4a', 'output.message.started', '2026-11-30 06:31:11.954+00', '01a22b26-7b52-7641-9f3e-8f16dc345b38', '{"turn_id":"01a22b26-7b52-7641-9f3e-8f16dc345b38"}', '{"message_id":"163b90b0-d4b9-5b9f-97df-de3e3931333a"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 38, '01a22b26-7b90-7600-910e-9ce3dc178b5a', 'input.received', '2026-11-30 06:31:12.013+00', '01a22b26-7b8d-71a2-8cbc-5344b42ad355', '{"turn_id":"01a22b26-7b8d-71a2-8cbc-5344b42ad355"}', '{"message_id":"01a22b26-7b8d-71a2-8cbc-4f8cc0422c46"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 39, '01a22b26-7b90-7600-910e-a189920e13b8', 'reason.started', '2026-11-30 06:31:12.013+00', '01a22b26-7b8d-71a2-8cbc-5344b42ad355', '{"turn_id":"01a22b26-7b8d-71a2-8cbc-5344b42ad355"}', '{"iteration":1,"model":"llmsim-instant","provider":"llmsim"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 40, '01a22b26-7b90-7600-910e-a6923bc49413', 'output.message.started', '2026-11-30 06:31:12.013+00', '01a22b26-7b8d-71a2-8cbc-5344b42ad355', '{"turn_id":"01a22b26-7b8d-71a2-8cbc-5344b42ad355"}', '{"message_id":"590020d4-6d2a-57c1-b563-9363ec3d4f8c"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7ca5-7400-8933-4313a0338db8', 12, '01a22b26-7cde-70e8-a370-b0e396fb5e42', 'session.idled', '2026-11-30 06:31:12.349+00', NULL, '{}', '{"stop_reason":"completed"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 1, '01a22b26-7af9-70cf-8ad5-20d139d3e13b', 'session.started', '2026-11-30 06:31:11.865+00', NULL, '{}', '{"agent_id":"01a22b26-7ad0-7113-ba4b-85369981bfcb"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 2, '01a22b26-7b1e-7753-a42b-d41a6e7b2038', 'input.message', '2026-11-30 06:31:11.902+00', '01a22b26-7b17-72ff-8145-fe4f2473e72a', '{"turn_id":"01a22b26-7b17-72ff-8145-fe4f2473e72a","input_message_id":"01a22b26-7b17-72ff-8145-f91b82f74658"}', '{"message":{"id":"01a22b26-7b17-72ff-8145-f91b82f74658","session_id":"01a22b26-7af9-70cf-8ad5-1d0c4036af5e","role":"user","content":[{"type":"text","text":"[[sim:text Hello]]"}],"created_at":"2026-11-30T06:31:11.895Z","turn_id":"01a22b26-7b17-72ff-8145-fe4f2473e72a"}}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 3, '01a22b26-7b1e-7753-a42b-db2ce267f885', 'session.activated', '2026-11-30 06:31:11.902+00', '01a22b26-7b17-72ff-8145-fe4f2473e72a', '{"turn_id":"01a22b26-7b17-72ff-8145-fe4f2473e72a","input_message_id":"01a22b26-7b17-72ff-8145-f91b82f74658"}', '{"turn_id":"01a22b26-7b17-72ff-8145-fe4f2473e72a"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 4, '01a22b26-7b24-7647-baa5-a135c6762284', 'turn.started', '2026-11-30 06:31:11.902+00', '01a22b26-7b17-72ff-8145-fe4f2473e72a', '{"turn_id":"01a22b26-7b17-72ff-8145-fe4f2473e72a"}', '{"turn_id":"01a22b26-7b17-72ff-8145-fe4f2473e72a","agent_version":1}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 5, '01a22b26-7b24-7647-baa5-a438171aa3f8', 'input.received', '2026-11-30 06:31:11.902+00', '01a22b26-7b17-72ff-8145-fe4f2473e72a', '{"turn_id":"01a22b26-7b17-72ff-8145-fe4f2473e72a"}', '{"message_id":"01a22b26-7b17-72ff-8145-f91b82f74658"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 6, '01a22b26-7b24-7647-baa5-ab1cff2b6e48', 'reason.started', '2026-11-30 06:31:11.902+00', '01a22b26-7b17-72ff-8145-fe4f2473e72a', '{"turn_id":"01a22b26-7b17-72ff-8145-fe4f2473e72a"}', '{"iteration":1,"model":"llmsim-instant","provider":"llmsim"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 7, '01a22b26-7b25-75c8-9509-ba2e7087f4b1', 'output.message.started', '2026-11-30 06:31:11.902+00', '01a22b26-7b17-72ff-8145-fe4f2473e72a', '{"turn_id":"01a22b26-7b17-72ff-8145-fe4f2473e72a"}', '{"message_id":"d273ee38-56c3-5dbe-ba34-63189c5a6bdd"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7ca5-7400-8933-4313a0338db8', 1, '01a22b26-7ca5-7400-8933-471edaad3f2c', 'session.started', '2026-11-30 06:31:12.293+00', NULL, '{}', '{"agent_id":"01a22b26-7ad0-7113-ba4b-85369981bfcb"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7ca5-7400-8933-4313a0338db8', 2, '01a22b26-7ccd-7541-ad8b-af05c72ddca4', 'input.message', '2026-11-30 06:31:12.333+00', '01a22b26-7cc7-7314-91c5-d3594e0fa3b9', '{"turn_id":"01a22b26-7cc7-7314-91c5-d3594e0fa3b9","input_message_id":"01a22b26-7cc7-7314-91c5-cd4080f3b441"}', '{"message":{"id":"01a22b26-7cc7-7314-91c5-cd4080f3b441","session_id":"01a22b26-7ca5-7400-8933-4313a0338db8","role":"user","content":[{"type":"text","text":"[[sim:error 429 retry_after_ms=86400000 times=1]][[sim:text Late]]"}],"created_at":"2026-11-30T06:31:12.327Z","turn_id":"01a22b26-7cc7-7314-91c5-d3594e0fa3b9"}}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7ca5-7400-8933-4313a0338db8', 3, '01a22b26-7ccd-7541-ad8b-b1dcba20af0c', 'session.activated', '2026-11-30 06:31:12.333+00', '01a22b26-7cc7-7314-91c5-d3594e0fa3b9', '{"turn_id":"01a22b26-7cc7-7314-91c5-d3594e0fa3b9","input_message_id":"01a22b26-7cc7-7314-91c5-cd4080f3b441"}', '{"turn_id":"01a22b26-7cc7-7314-91c5-d3594e0fa3b9"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7ca5-7400-8933-4313a0338db8', 4, '01a22b26-7ccd-7541-ad8b-bb40278d8bca', 'turn.started', '2026-11-30 06:31:12.333+00', '01a22b26-7cc7-7314-91c5-d3594e0fa3b9', '{"turn_id":"01a22b26-7cc7-7314-91c5-d3594e0fa3b9"}', '{"turn_id":"01a22b26-7cc7-7314-91c5-d3594e0fa3b9","agent_version":1}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7ca5-7400-8933-4313a0338db8', 5, '01a22b26-7ccd-7541-ad8b-bedac2839cad', 'input.received', '2026-11-30 06:31:12.333+00', '01a22b26-7cc7-7314-91c5-d3594e0fa3b9', '{"turn_id":"01a22b26-7cc7-7314-91c5-d3594e0fa3b9"}', '{"message_id":"01a22b26-7cc7-7314-91c5-cd4080f3b441"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7ca5-7400-8933-4313a0338db8', 6, '01a22b26-7ccd-7541-ad8b-c07124abffdf', 'reason.started', '2026-11-30 06:31:12.333+00', '01a22b26-7cc7-7314-91c5-d3594e0fa3b9', '{"turn_id":"01a22b26-7cc7-7314-91c5-d3594e0fa3b9"}', '{"iteration":1,"model":"llmsim-instant","provider":"llmsim"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7ca5-7400-8933-4313a0338db8', 7, '01a22b26-7cce-7195-9da2-33d44276030d', 'output.message.started', '2026-11-30 06:31:12.333+00', '01a22b26-7cc7-7314-91c5-d3594e0fa3b9', '{"turn_id":"01a22b26-7cc7-7314-91c5-d3594e0fa3b9"}', '{"message_id":"da0980ac-999e-5a78-b447-01e16b8f4862"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7ce8-7691-86b2-bc03bc9ae06b', 1, '01a22b26-7ce8-7691-86b2-c254624b83b9', 'session.started', '2026-11-30 06:31:12.36+00', NULL, '{}', '{"agent_id":"01a22b26-7ad0-7113-ba4b-85369981bfcb"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 19, '01a22b26-7b68-7118-82e9-27245d957726', 'llm.generation', '2026-11-30 06:31:11.971+00', '01a22b26-7b52-7641-9f3e-8f16dc345b38', '{"turn_id":"01a22b26-7b52-7641-9f3e-8f16dc345b38","exec_id":"01a22b26-7b53-728d-b7af-7863e3f1da77","attempt":1}', '{"message_id":"163b90b0-d4b9-5b9f-97df-de3e3931333a","model":"llmsim-instant","provider":"llmsim","request":{"messages_through_sequence":13,"tools":["add","subtract","multiply","divide","evaluate","get_current_time","read_file","write_file","edit_file","list_directory","grep_files","delete_file","stat_file","write_todos","ask_person"]},"output":[{"type":"tool_call","id":"f384108b-18e3-5c8b-aefb-f477c48ea331","name":"add","arguments":{"a":1,"b":2}},{"type":"tool_call","id":"9e2a8421-9093-564c-9dd7-58e7cd976b43","name":"get_current_time","arguments":{}}],"usage":{"input_tokens":1943,"output_tokens":10,"cache_read_tokens":1792,"cache_creation_tokens":0,"reasoning_tokens":1},"duration_ms":5.357950999999957,"finish_reasons":["tool_calls"],"thinking":"Hm.","time_to_first_token_ms":4.617521999999553,"raw_finish_reason":"tool_calls","response_id":"sim_f741a448813d9c7c3ad992ef"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 20, '01a22b26-7b68-7118-82e9-2a53df0bd9a9', 'output.message.completed', '2026-11-30 06:31:11.971+00', '01a22b26-7b52-7641-9f3e-8f16dc345b38', '{"turn_id":"01a22b26-7b52-7641-9f3e-8f16dc345b38","exec_id":"01a22b26-7b53-728d-b7af-7863e3f1da77","attempt":1}', '{"message":{"id":"163b90b0-d4b9-5b9f-97df-de3e3931333a","session_id":"01a22b26-7af9-70cf-8ad5-1d0c4036af5e","turn_id":"01a22b26-7b52-7641-9f3e-8f16dc345b38","role":"agent","content":[{"type":"tool_call","id":"f384108b-18e3-5c8b-aefb-f477c48ea331","name":"add","arguments":{"a":1,"b":2}},{"type":"tool_call","id":"9e2a8421-9093-564c-9dd7-58e7cd976b43","name":"get_current_time","arguments":{}}],"created_at":"2026-11-30T06:31:11.970Z"}}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 21, '01a22b26-7b68-7118-82e9-2d3a3b816267', 'reason.completed', '2026-11-30 06:31:11.971+00', '01a22b26-7b52-7641-9f3e-8f16dc345b38', '{"turn_id":"01a22b26-7b52-7641-9f3e-8f16dc345b38","exec_id":"01a22b26-7b53-728d-b7af-7863e3f1da77","attempt":1}', '{"iteration":1,"model":"llmsim-instant","provider":"llmsim","success":true,"has_tool_calls":true,"tool_call_count":2}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 22, '01a22b26-7b68-7118-82e9-3344de7e629a', 'act.started', '2026-11-30 06:31:11.971+00', '01a22b26-7b52-7641-9f3e-8f16dc345b38', '{"turn_id":"01a22b26-7b52-7641-9f3e-8f16dc345b38"}', '{"iteration":1,"tool_calls":[{"id":"f384108b-18e3-5c8b-aefb-f477c48ea331","name":"add"},{"id":"9e2a8421-9093-564c-9dd7-58e7cd976b43","name":"get_current_time"}]}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 23, '01a22b26-7b68-7118-82e9-376aa3d67957', 'tool.started', '2026-11-30 06:31:11.971+00', '01a22b26-7b52-7641-9f3e-8f16dc345b38', '{"turn_id":"01a22b26-7b52-7641-9f3e-8f16dc345b38"}', '{"tool_call":{"id":"f384108b-18e3-5c8b-aefb-f477c48ea331","name":"add","arguments":{"a":1,"b":2}}}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 24, '01a22b26-7b68-7118-82e9-398045b940cd', 'tool.completed', '2026-11-30 06:31:11.971+00', '01a22b26-7b52-7641-9f3e-8f16dc345b38', '{"turn_id":"01a22b26-7b52-7641-9f3e-8f16dc345b38"}', '{"tool_call_id":"f384108b-18e3-5c8b-aefb-f477c48ea331","name":"add","success":true,"result":{"type":"tool_result","tool_call_id":"f384108b-18e3-5c8b-aefb-f477c48ea331","result":{"result":"3"}},"duration_ms":0.9242030000004888,"effect":"read"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 25, '01a22b26-7b68-7118-82e9-3e5240f575b8', 'tool.started', '2026-11-30 06:31:11.971+00', '01a22b26-7b52-7641-9f3e-8f16dc345b38', '{"turn_id":"01a22b26-7b52-7641-9f3e-8f16dc345b38"}', '{"tool_call":{"id":"9e2a8421-9093-564c-9dd7-58e7cd976b43","name":"get_current_time","arguments":{}}}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 26, '01a22b26-7b68-7118-82e9-40fd64fc8abc', 'tool.completed', '2026-11-30 06:31:11.971+00', '01a22b26-7b52-7641-9f3e-8f16dc345b38', '{"turn_id":"01a22b26-7b52-7641-9f3e-8f16dc345b38"}', '{"tool_call_id":"9e2a8421-9093-564c-9dd7-58e7cd976b43","name":"get_current_time","success":true,"result":{"type":"tool_result","tool_call_id":"9e2a8421-9093-564c-9dd7-58e7cd976b43","result":{"time":"2026-11-30T06:31:11+00:00","timezone":"UTC"}},"duration_ms":0.8230439999997543,"effect":"read"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 27, '01a22b26-7b68-7118-82e9-4519b4952fe9', 'act.completed', '2026-11-30 06:31:11.971+00', '01a22b26-7b52-7641-9f3e-8f16dc345b38', '{"turn_id":"01a22b26-7b52-7641-9f3e-8f16dc345b38"}', '{"iteration":1,"success_count":2,"error_count":0}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 28, '01a22b26-7b69-7560-86c3-b3bea92693a8', 'reason.started', '2026-11-30 06:31:11.971+00', '01a22b26-7b52-7641-9f3e-8f16dc345b38', '{"turn_id":"01a22b26-7b52-7641-9f3e-8f16dc345b38"}', '{"iteration":2,"model":"llmsim-instant","provider":"llmsim"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 29, '01a22b26-7b69-7560-86c3-b503e1a695b0', 'output.message.started', '2026-11-30 06:31:11.971+00', '01a22b26-7b52-7641-9f3e-8f16dc345b38', '{"turn_id":"01a22b26-7b52-7641-9f3e-8f16dc345b38"}', '{"message_id":"6edef28a-1464-5ef8-ac62-60fd5adc2de3"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 30, '01a22b26-7b7b-7400-a391-3f3c2692573e', 'llm.generation', '2026-11-30 06:31:11.995+00', '01a22b26-7b52-7641-9f3e-8f16dc345b38', '{"turn_id":"01a22b26-7b52-7641-9f3e-8f16dc345b38","exec_id":"e4b92a0a-06bc-499d-bbc0-54f9fa6f39a0","attempt":1}', '{"message_id":"6edef28a-1464-5ef8-ac62-60fd5adc2de3","model":"llmsim-instant","provider":"llmsim","request":{"messages_through_sequence":26,"tools":["add","subtract","multiply","divide","evaluate","get_current_time","read_file","write_file","edit_file","list_directory","grep_files","delete_file","stat_file","write_todos","ask_person"]},"output":[{"type":"text","text":"Done 😀"}],"usage":{"input_tokens":2003,"output_tokens":2,"cache_read_tokens":1920,"cache_creation_tokens":0,"reasoning_tokens":0},"duration_ms":5.033172000000377,"finish_reasons":["stop"],"time_to_first_token_ms":4.670371000000159,"raw_finish_reason":"stop","response_id":"sim_4e8428e4b60adb81e11c78ef"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 31, '01a22b26-7b7c-7552-8f30-2853d08d908f', 'output.message.completed', '2026-11-30 06:31:11.995+00', '01a22b26-7b52-7641-9f3e-8f16dc345b38', '{"turn_id":"01a22b26-7b52-7641-9f3e-8f16dc345b38","exec_id":"e4b92a0a-06bc-499d-bbc0-54f9fa6f39a0","attempt":1}', '{"message":{"id":"6edef28a-1464-5ef8-ac62-60fd5adc2de3","session_id":"01a22b26-7af9-70cf-8ad5-1d0c4036af5e","turn_id":"01a22b26-7b52-7641-9f3e-8f16dc345b38","role":"agent","content":[{"type":"text","text":"Done 😀"}],"created_at":"2026-11-30T06:31:11.995Z"}}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 32, '01a22b26-7b7c-7552-8f30-2c3070441b47', 'reason.completed', '2026-11-30 06:31:11.995+00', '01a22b26-7b52-7641-9f3e-8f16dc345b38', '{"turn_id":"01a22b26-7b52-7641-9f3e-8f16dc345b38","exec_id":"e4b92a0a-06bc-499d-bbc0-54f9fa6f39a0","attempt":1}', '{"iteration":2,"model":"llmsim-instant","provider":"llmsim","success":true,"has_tool_calls":false,"tool_call_count":0}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 33, '01a22b26-7b7c-7552-8f30-3032142c4bd5', 'turn.completed', '2026-11-30 06:31:11.995+00', '01a22b26-7b52-7641-9f3e-8f16dc345b38', '{"turn_id":"01a22b26-7b52-7641-9f3e-8f16dc345b38"}', '{"turn_id":"01a22b26-7b52-7641-9f3e-8f16dc345b38","iterations":2,"duration_ms":41,"usage":{"input_tokens":3946,"output_tokens":12,"cache_read_tokens":3712,"cache_creation_tokens":0,"reasoning_tokens":1}}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 34, '01a22b26-7b7c-7552-8f30-345edecbd794', 'session.idled', '2026-11-30 06:31:11.995+00', NULL, '{}', '{"stop_reason":"completed"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 35, '01a22b26-7b8d-71a2-8cbc-573878ea4e34', 'input.message', '2026-11-30 06:31:12.013+00', '01a22b26-7b8d-71a2-8cbc-5344b42ad355', '{"turn_id":"01a22b26-7b8d-71a2-8cbc-5344b42ad355","input_message_id":"01a22b26-7b8d-71a2-8cbc-4f8cc0422c46"}', '{"message":{"id":"01a22b26-7b8d-71a2-8cbc-4f8cc0422c46","session_id":"01a22b26-7af9-70cf-8ad5-1d0c4036af5e","role":"user","content":[{"type":"text","text":"[[sim:tool write_file {\"path\":\"/n/a.txt\",\"content\":\"kept\"}]][[sim:next]][[sim:text Written]]"}],"created_at":"2026-11-30T06:31:12.013Z","turn_id":"01a22b26-7b8d-71a2-8cbc-5344b42ad355"}}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 36, '01a22b26-7b8d-71a2-8cbc-58ed8972f058', 'session.activated', '2026-11-30 06:31:12.013+00', '01a22b26-7b8d-71a2-8cbc-5344b42ad355', '{"turn_id":"01a22b26-7b8d-71a2-8cbc-5344b42ad355","input_message_id":"01a22b26-7b8d-71a2-8cbc-4f8cc0422c46"}', '{"turn_id":"01a22b26-7b8d-71a2-8cbc-5344b42ad355"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 37, '01a22b26-7b90-7600-910e-9aff93c0b5ba', 'turn.started', '2026-11-30 06:31:12.013+00', '01a22b26-7b8d-71a2-8cbc-5344b42ad355', '{"turn_id":"01a22b26-7b8d-71a2-8cbc-5344b42ad355"}', '{"turn_id":"01a22b26-7b8d-71a2-8cbc-5344b42ad355","agent_version":1}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 41, '01a22b26-7b9a-737d-97c2-5781679db011', 'llm.generation', '2026-11-30 06:31:12.026+00', '01a22b26-7b8d-71a2-8cbc-5344b42ad355', '{"turn_id":"01a22b26-7b8d-71a2-8cbc-5344b42ad355","exec_id":"01a22b26-7b90-7600-910e-9795706b491c","attempt":1}', '{"message_id":"590020d4-6d2a-57c1-b563-9363ec3d4f8c","model":"llmsim-instant","provider":"llmsim","request":{"messages_through_sequence":35,"tools":["add","subtract","multiply","divide","evaluate","get_current_time","read_file","write_file","edit_file","list_directory","grep_files","delete_file","stat_file","write_todos","ask_person"]},"output":[{"type":"tool_call","id":"46d7e13c-105e-564b-82a5-e4e404e50e72","name":"write_file","arguments":{"path":"/n/a.txt","content":"kept"}}],"usage":{"input_tokens":2028,"output_tokens":12,"cache_read_tokens":1920,"cache_creation_tokens":0,"reasoning_tokens":0},"duration_ms":1.3196050000005926,"finish_reasons":["tool_calls"],"raw_finish_reason":"tool_calls","response_id":"sim_a7088f6cb21fe4aafb63e21b"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 42, '01a22b26-7b9a-737d-97c2-5b6ae50e1422', 'output.message.completed', '2026-11-30 06:31:12.026+00', '01a22b26-7b8d-71a2-8cbc-5344b42ad355', '{"turn_id":"01a22b26-7b8d-71a2-8cbc-5344b42ad355","exec_id":"01a22b26-7b90-7600-910e-9795706b491c","attempt":1}', '{"message":{"id":"590020d4-6d2a-57c1-b563-9363ec3d4f8c","session_id":"01a22b26-7af9-70cf-8ad5-1d0c4036af5e","turn_id":"01a22b26-7b8d-71a2-8cbc-5344b42ad355","role":"agent","content":[{"type":"tool_call","id":"46d7e13c-105e-564b-82a5-e4e404e50e72","name":"write_file","arguments":{"path":"/n/a.txt","content":"kept"}}],"created_at":"2026-11-30T06:31:12.026Z"}}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 43, '01a22b26-7b9a-737d-97c2-5e9fd4cabbb1', 'reason.completed', '2026-11-30 06:31:12.026+00', '01a22b26-7b8d-71a2-8cbc-5344b42ad355', '{"turn_id":"01a22b26-7b8d-71a2-8cbc-5344b42ad355","exec_id":"01a22b26-7b90-7600-910e-9795706b491c","attempt":1}', '{"iteration":1,"model":"llmsim-instant","provider":"llmsim","success":true,"has_tool_calls":true,"tool_call_count":1}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 44, '01a22b26-7b9a-737d-97c2-6286afe39428', 'act.started', '2026-11-30 06:31:12.026+00', '01a22b26-7b8d-71a2-8cbc-5344b42ad355', '{"turn_id":"01a22b26-7b8d-71a2-8cbc-5344b42ad355"}', '{"iteration":1,"tool_calls":[{"id":"46d7e13c-105e-564b-82a5-e4e404e50e72","name":"write_file"}]}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 45, '01a22b26-7b9a-737d-97c2-6401b7eea78d', 'tool.started', '2026-11-30 06:31:12.026+00', '01a22b26-7b8d-71a2-8cbc-5344b42ad355', '{"turn_id":"01a22b26-7b8d-71a2-8cbc-5344b42ad355"}', '{"tool_call":{"id":"46d7e13c-105e-564b-82a5-e4e404e50e72","name":"write_file","arguments":{"path":"/n/a.txt","content":"kept"}}}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 47, '01a22b26-7bb9-76da-aa44-144df5fa0368', 'tool.completed', '2026-11-30 06:31:12.057+00', '01a22b26-7b8d-71a2-8cbc-5344b42ad355', '{"turn_id":"01a22b26-7b8d-71a2-8cbc-5344b42ad355","exec_id":"2f756a2e-1f54-4bbc-b513-b3dfe7cd927c","attempt":1}', '{"tool_call_id":"46d7e13c-105e-564b-82a5-e4e404e50e72","name":"write_file","success":true,"result":{"type":"tool_result","tool_call_id":"46d7e13c-105e-564b-82a5-e4e404e50e72","result":{"path":"/n/a.txt","is_directory":false,"is_readonly":false,"size_bytes":4}},"duration_ms":22.38549200000034,"effect":"idempotent"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 48, '01a22b26-7bb9-76da-aa44-1bcc14432adb', 'act.completed', '2026-11-30 06:31:12.057+00', '01a22b26-7b8d-71a2-8cbc-5344b42ad355', '{"turn_id":"01a22b26-7b8d-71a2-8cbc-5344b42ad355"}', '{"iteration":1,"success_count":1,"error_count":0}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 49, '01a22b26-7bbc-7735-a3ef-ca9ec37a6cdd', 'reason.started', '2026-11-30 06:31:12.057+00', '01a22b26-7b8d-71a2-8cbc-5344b42ad355', '{"turn_id":"01a22b26-7b8d-71a2-8cbc-5344b42ad355"}', '{"iteration":2,"model":"llmsim-instant","provider":"llmsim"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 50, '01a22b26-7bbc-7735-a3ef-cfea53d3ca18', 'output.message.started', '2026-11-30 06:31:12.057+00', '01a22b26-7b8d-71a2-8cbc-5344b42ad355', '{"turn_id":"01a22b26-7b8d-71a2-8cbc-5344b42ad355"}', '{"message_id":"edbdde25-9f76-56aa-9b63-f374cfdfc90a"}');
INSERT INTO public.events VALUES
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 51, '01a22b26-7bc1-755a-91be-1b1a52951e6a', 'llm.generation', '2026-11-30 06:31:12.065+00', '01a22b26-7b8d-71a2-8cbc-5344b42ad355', '{"turn_id":"01a22b26-7b8d-71a2-8cbc-5344b42ad355","exec_id":"5c8c3caa-721c-46d6-8eb2-6542b12f80d9","attempt":1}', '{"message_id":"edbdde25-9f76-56aa-9b63-f374cfdfc90a","model":"llmsim-instant","provider":"llmsim","request":{"messages_through_sequence":47,"tools":["add","subtract","multiply","divide","evaluate","get_current_time","read_file","write_file","edit_file","list_directory","grep_files","delete_file","stat_file","write_todos","ask_person"]},"output":[{"type":"text","text":"Written"}],"usage":{"input_tokens":2075,"output_tokens":2,"cache_read_tokens":1920,"cache_creation_tokens":0,"reasoning_tokens":0},"duration_ms":0.7974260000000868,"finish_reasons":["stop"],"time_to_first_token_ms":0.5152770000004239,"raw_finish_reason":"stop","response_id":"sim_3825f7695556d0e4ad6d9a17"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 52, '01a22b26-7bc2-765e-9e9b-8ee2a0d1d7f3', 'output.message.completed', '2026-11-30 06:31:12.065+00', '01a22b26-7b8d-71a2-8cbc-5344b42ad355', '{"turn_id":"01a22b26-7b8d-71a2-8cbc-5344b42ad355","exec_id":"5c8c3caa-721c-46d6-8eb2-6542b12f80d9","attempt":1}', '{"message":{"id":"edbdde25-9f76-56aa-9b63-f374cfdfc90a","session_id":"01a22b26-7af9-70cf-8ad5-1d0c4036af5e","turn_id":"01a22b26-7b8d-71a2-8cbc-5344b42ad355","role":"agent","content":[{"type":"text","text":"Written"}],"created_at":"2026-11-30T06:31:12.065Z"}}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 53, '01a22b26-7bc2-765e-9e9b-909f97090d89', 'reason.completed', '2026-11-30 06:31:12.065+00', '01a22b26-7b8d-71a2-8cbc-5344b42ad355', '{"turn_id":"01a22b26-7b8d-71a2-8cbc-5344b42ad355","exec_id":"5c8c3caa-721c-46d6-8eb2-6542b12f80d9","attempt":1}', '{"iteration":2,"model":"llmsim-instant","provider":"llmsim","success":true,"has_tool_calls":false,"tool_call_count":0}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 54, '01a22b26-7bc2-765e-9e9b-95c3a2ec7599', 'turn.completed', '2026-11-30 06:31:12.065+00', '01a22b26-7b8d-71a2-8cbc-5344b42ad355', '{"turn_id":"01a22b26-7b8d-71a2-8cbc-5344b42ad355"}', '{"turn_id":"01a22b26-7b8d-71a2-8cbc-5344b42ad355","iterations":2,"duration_ms":52,"usage":{"input_tokens":4103,"output_tokens":14,"cache_read_tokens":3840,"cache_creation_tokens":0,"reasoning_tokens":0}}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', 55, '01a22b26-7bc2-765e-9e9b-9989a71a7b35', 'session.idled', '2026-11-30 06:31:12.065+00', NULL, '{}', '{"stop_reason":"completed"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c19-76c8-b972-b4e5ef0338b4', 8, '01a22b26-7c30-7652-accd-76940ca210e9', 'input.message.queued', '2026-11-30 06:31:12.176+00', NULL, '{}', '{"message":{"id":"01a22b26-7c30-7652-accd-6c16af589c85","session_id":"01a22b26-7c19-76c8-b972-b4e5ef0338b4","role":"user","content":[{"type":"text","text":"second, queued"}],"created_at":"2026-11-30T06:31:12.176Z"},"policy":"queue","position":1}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c19-76c8-b972-b4e5ef0338b4', 11, '01a22b26-7c46-7329-bcf0-cd90da9d0589', 'turn.started', '2026-11-30 06:31:12.194+00', '01a22b26-7c30-7652-accd-72525b76d04c', '{"turn_id":"01a22b26-7c30-7652-accd-72525b76d04c"}', '{"turn_id":"01a22b26-7c30-7652-accd-72525b76d04c","agent_version":1}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c19-76c8-b972-b4e5ef0338b4', 12, '01a22b26-7c46-7329-bcf0-d0fc8c53d8ad', 'input.received', '2026-11-30 06:31:12.194+00', '01a22b26-7c30-7652-accd-72525b76d04c', '{"turn_id":"01a22b26-7c30-7652-accd-72525b76d04c"}', '{"message_id":"01a22b26-7c30-7652-accd-6c16af589c85"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c19-76c8-b972-b4e5ef0338b4', 13, '01a22b26-7c46-7329-bcf0-d61e478dad0d', 'reason.started', '2026-11-30 06:31:12.194+00', '01a22b26-7c30-7652-accd-72525b76d04c', '{"turn_id":"01a22b26-7c30-7652-accd-72525b76d04c"}', '{"iteration":1,"model":"llmsim-instant","provider":"llmsim"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c19-76c8-b972-b4e5ef0338b4', 14, '01a22b26-7c46-7329-bcf0-dbf92320a39d', 'output.message.started', '2026-11-30 06:31:12.194+00', '01a22b26-7c30-7652-accd-72525b76d04c', '{"turn_id":"01a22b26-7c30-7652-accd-72525b76d04c"}', '{"message_id":"72649dc7-cd1b-5bef-bf43-03018d7ae6ab"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7ca5-7400-8933-4313a0338db8', 10, '01a22b26-7cde-70e8-a370-a9e7d85448e3', 'reason.completed', '2026-11-30 06:31:12.349+00', '01a22b26-7cc7-7314-91c5-d3594e0fa3b9', '{"turn_id":"01a22b26-7cc7-7314-91c5-d3594e0fa3b9","exec_id":"01a22b26-7ccd-7541-ad8b-b6fc39dc5095","attempt":1}', '{"iteration":1,"model":"llmsim-instant","provider":"llmsim","success":true,"has_tool_calls":false,"tool_call_count":0}'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7996-7330-92d9-e71bd053c483', 13, '01a22b27-647e-74e4-ad74-0aab53c90432', 'turn.parked', '2026-11-30 06:32:11.646+00', '01a22b26-79ae-75db-af5a-1c4d1e8fa12c', '{"turn_id":"01a22b26-79ae-75db-af5a-1c4d1e8fa12c"}', '{"turn_id":"01a22b26-79ae-75db-af5a-1c4d1e8fa12c","waiting_for":["client_tool"]}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c19-76c8-b972-b4e5ef0338b4', 2, '01a22b26-7c26-778b-9e4e-76bdb1dbb8c9', 'input.message', '2026-11-30 06:31:12.166+00', '01a22b26-7c24-720d-ac32-39ccae3fc817', '{"turn_id":"01a22b26-7c24-720d-ac32-39ccae3fc817","input_message_id":"01a22b26-7c24-720d-ac32-34564750a47c"}', '{"message":{"id":"01a22b26-7c24-720d-ac32-34564750a47c","session_id":"01a22b26-7c19-76c8-b972-b4e5ef0338b4","role":"user","content":[{"type":"text","text":"[[sim:hang]]"}],"created_at":"2026-11-30T06:31:12.164Z","turn_id":"01a22b26-7c24-720d-ac32-39ccae3fc817"}}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c19-76c8-b972-b4e5ef0338b4', 3, '01a22b26-7c26-778b-9e4e-78bbcdc58f0a', 'session.activated', '2026-11-30 06:31:12.166+00', '01a22b26-7c24-720d-ac32-39ccae3fc817', '{"turn_id":"01a22b26-7c24-720d-ac32-39ccae3fc817","input_message_id":"01a22b26-7c24-720d-ac32-34564750a47c"}', '{"turn_id":"01a22b26-7c24-720d-ac32-39ccae3fc817"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c19-76c8-b972-b4e5ef0338b4', 4, '01a22b26-7c26-778b-9e4e-807625c753e0', 'turn.started', '2026-11-30 06:31:12.166+00', '01a22b26-7c24-720d-ac32-39ccae3fc817', '{"turn_id":"01a22b26-7c24-720d-ac32-39ccae3fc817"}', '{"turn_id":"01a22b26-7c24-720d-ac32-39ccae3fc817","agent_version":1}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c19-76c8-b972-b4e5ef0338b4', 5, '01a22b26-7c26-778b-9e4e-87b94bb2a27c', 'input.received', '2026-11-30 06:31:12.166+00', '01a22b26-7c24-720d-ac32-39ccae3fc817', '{"turn_id":"01a22b26-7c24-720d-ac32-39ccae3fc817"}', '{"message_id":"01a22b26-7c24-720d-ac32-34564750a47c"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c19-76c8-b972-b4e5ef0338b4', 6, '01a22b26-7c26-778b-9e4e-893d1e210954', 'reason.started', '2026-11-30 06:31:12.166+00', '01a22b26-7c24-720d-ac32-39ccae3fc817', '{"turn_id":"01a22b26-7c24-720d-ac32-39ccae3fc817"}', '{"iteration":1,"model":"llmsim-instant","provider":"llmsim"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c19-76c8-b972-b4e5ef0338b4', 7, '01a22b26-7c27-76b9-9520-da39b7b04b27', 'output.message.started', '2026-11-30 06:31:12.166+00', '01a22b26-7c24-720d-ac32-39ccae3fc817', '{"turn_id":"01a22b26-7c24-720d-ac32-39ccae3fc817"}', '{"message_id":"0b6a4316-92fb-597e-beb0-5970c7359333"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c19-76c8-b972-b4e5ef0338b4', 9, '01a22b26-7c3e-7790-a95e-f77ebb1472cf', 'turn.canceled', '2026-11-30 06:31:12.188+00', '01a22b26-7c24-720d-ac32-39ccae3fc817', '{"turn_id":"01a22b26-7c24-720d-ac32-39ccae3fc817"}', '{"turn_id":"01a22b26-7c24-720d-ac32-39ccae3fc817","iterations":1,"duration_ms":22,"usage":{"input_tokens":0,"output_tokens":0,"reasoning_tokens":0,"cache_read_tokens":0,"cache_creation_tokens":0},"reason":"canceled"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c19-76c8-b972-b4e5ef0338b4', 10, '01a22b26-7c3e-7790-a95e-f91a24745b82', 'input.message', '2026-11-30 06:31:12.188+00', '01a22b26-7c30-7652-accd-72525b76d04c', '{"turn_id":"01a22b26-7c30-7652-accd-72525b76d04c","input_message_id":"01a22b26-7c30-7652-accd-6c16af589c85"}', '{"message":{"id":"01a22b26-7c30-7652-accd-6c16af589c85","role":"user","content":[{"text":"second, queued","type":"text"}],"created_at":"2026-11-30T06:31:12.176Z","session_id":"01a22b26-7c19-76c8-b972-b4e5ef0338b4","turn_id":"01a22b26-7c30-7652-accd-72525b76d04c"}}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c58-73fe-b602-36b7da8689ed', 1, '01a22b26-7c58-73fe-b602-3bea874c7c4e', 'session.started', '2026-11-30 06:31:12.216+00', NULL, '{}', '{"agent_id":"01a22b26-7ad0-7113-ba4b-85369981bfcb"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c58-73fe-b602-36b7da8689ed', 2, '01a22b26-7c68-77d7-9870-a200d30df440', 'input.message', '2026-11-30 06:31:12.232+00', '01a22b26-7c66-7788-a825-7cc607369898', '{"turn_id":"01a22b26-7c66-7788-a825-7cc607369898","input_message_id":"01a22b26-7c65-72e3-8dad-1637b70cdbb9"}', '{"message":{"id":"01a22b26-7c65-72e3-8dad-1637b70cdbb9","session_id":"01a22b26-7c58-73fe-b602-36b7da8689ed","role":"user","content":[{"type":"text","text":"[[sim:hang]]"}],"created_at":"2026-11-30T06:31:12.230Z","turn_id":"01a22b26-7c66-7788-a825-7cc607369898"}}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c58-73fe-b602-36b7da8689ed', 3, '01a22b26-7c68-77d7-9870-a69bfa05eae0', 'session.activated', '2026-11-30 06:31:12.232+00', '01a22b26-7c66-7788-a825-7cc607369898', '{"turn_id":"01a22b26-7c66-7788-a825-7cc607369898","input_message_id":"01a22b26-7c65-72e3-8dad-1637b70cdbb9"}', '{"turn_id":"01a22b26-7c66-7788-a825-7cc607369898"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c58-73fe-b602-36b7da8689ed', 4, '01a22b26-7c68-77d7-9870-ad9f5c89b248', 'turn.started', '2026-11-30 06:31:12.232+00', '01a22b26-7c66-7788-a825-7cc607369898', '{"turn_id":"01a22b26-7c66-7788-a825-7cc607369898"}', '{"turn_id":"01a22b26-7c66-7788-a825-7cc607369898","agent_version":1}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c58-73fe-b602-36b7da8689ed', 5, '01a22b26-7c68-77d7-9870-b08e92054148', 'input.received', '2026-11-30 06:31:12.232+00', '01a22b26-7c66-7788-a825-7cc607369898', '{"turn_id":"01a22b26-7c66-7788-a825-7cc607369898"}', '{"message_id":"01a22b26-7c65-72e3-8dad-1637b70cdbb9"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c58-73fe-b602-36b7da8689ed', 6, '01a22b26-7c68-77d7-9870-b6e0114cb6ff', 'reason.started', '2026-11-30 06:31:12.232+00', '01a22b26-7c66-7788-a825-7cc607369898', '{"turn_id":"01a22b26-7c66-7788-a825-7cc607369898"}', '{"iteration":1,"model":"llmsim-instant","provider":"llmsim"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c58-73fe-b602-36b7da8689ed', 7, '01a22b26-7c68-77d7-9870-bad5dcdc2fc4', 'output.message.started', '2026-11-30 06:31:12.232+00', '01a22b26-7c66-7788-a825-7cc607369898', '{"turn_id":"01a22b26-7c66-7788-a825-7cc607369898"}', '{"message_id":"f77c5f69-bb4c-5f6f-a80e-5ff387ff2052"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c8d-77d3-9cf5-2618013b8229', 1, '01a22b26-7c8d-77d3-9cf5-283f3f2c824f', 'session.started', '2026-11-30 06:31:12.269+00', NULL, '{}', '{"agent_id":"01a22b26-7ad0-7113-ba4b-85369981bfcb"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c8d-77d3-9cf5-2618013b8229', 2, '01a22b26-7c97-77ed-9286-f5cded9b1db6', 'input.message', '2026-11-30 06:31:12.279+00', '01a22b26-7c96-739b-9dc3-3bc7b5b8d07c', '{"turn_id":"01a22b26-7c96-739b-9dc3-3bc7b5b8d07c","input_message_id":"01a22b26-7c96-739b-9dc3-36f2681b0d6c"}', '{"message":{"id":"01a22b26-7c96-739b-9dc3-36f2681b0d6c","session_id":"01a22b26-7c8d-77d3-9cf5-2618013b8229","role":"user","content":[{"type":"text","text":"[[sim:tool ask_person {\"q\":\"?\"}]][[sim:next]][[sim:text Thank you]]"}],"created_at":"2026-11-30T06:31:12.278Z","turn_id":"01a22b26-7c96-739b-9dc3-3bc7b5b8d07c"}}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c8d-77d3-9cf5-2618013b8229', 3, '01a22b26-7c97-77ed-9286-fa995378114a', 'session.activated', '2026-11-30 06:31:12.279+00', '01a22b26-7c96-739b-9dc3-3bc7b5b8d07c', '{"turn_id":"01a22b26-7c96-739b-9dc3-3bc7b5b8d07c","input_message_id":"01a22b26-7c96-739b-9dc3-36f2681b0d6c"}', '{"turn_id":"01a22b26-7c96-739b-9dc3-3bc7b5b8d07c"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c8d-77d3-9cf5-2618013b8229', 4, '01a22b26-7c98-74d9-a7fb-7e3f9f8bde90', 'turn.started', '2026-11-30 06:31:12.279+00', '01a22b26-7c96-739b-9dc3-3bc7b5b8d07c', '{"turn_id":"01a22b26-7c96-739b-9dc3-3bc7b5b8d07c"}', '{"turn_id":"01a22b26-7c96-739b-9dc3-3bc7b5b8d07c","agent_version":1}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c8d-77d3-9cf5-2618013b8229', 5, '01a22b26-7c98-74d9-a7fb-837331d95c3e', 'input.received', '2026-11-30 06:31:12.279+00', '01a22b26-7c96-739b-9dc3-3bc7b5b8d07c', '{"turn_id":"01a22b26-7c96-739b-9dc3-3bc7b5b8d07c"}', '{"message_id":"01a22b26-7c96-739b-9dc3-36f2681b0d6c"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c8d-77d3-9cf5-2618013b8229', 6, '01a22b26-7c98-74d9-a7fb-87c8ebedd99b', 'reason.started', '2026-11-30 06:31:12.279+00', '01a22b26-7c96-739b-9dc3-3bc7b5b8d07c', '{"turn_id":"01a22b26-7c96-739b-9dc3-3bc7b5b8d07c"}', '{"iteration":1,"model":"llmsim-instant","provider":"llmsim"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c8d-77d3-9cf5-2618013b8229', 7, '01a22b26-7c98-74d9-a7fb-8ba7cf763b85', 'output.message.started', '2026-11-30 06:31:12.279+00', '01a22b26-7c96-739b-9dc3-3bc7b5b8d07c', '{"turn_id":"01a22b26-7c96-739b-9dc3-3bc7b5b8d07c"}', '{"message_id":"d6f75c75-7843-58cb-8afd-39118afacb56"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c19-76c8-b972-b4e5ef0338b4', 15, '01a22b26-7c54-7748-a1fd-ecc07cd9c2a7', 'llm.generation', '2026-11-30 06:31:12.212+00', '01a22b26-7c30-7652-accd-72525b76d04c', '{"turn_id":"01a22b26-7c30-7652-accd-72525b76d04c","exec_id":"01a22b26-7c42-762c-94ff-0c0af629dc08","attempt":1}', '{"message_id":"72649dc7-cd1b-5bef-bf43-03018d7ae6ab","model":"llmsim-instant","provider":"llmsim","request":{"messages_through_sequence":10,"tools":["add","subtract","multiply","divide","evaluate","get_current_time","read_file","write_file","edit_file","list_directory","grep_files","delete_file","stat_file","write_todos","ask_person"]},"output":[{"type":"text","text":"Hello! I am the simulated model of Everruns. I need no API key and follow simple rules instead of thinking.\n\nI can use the tools of this agent. Try one of these:\n- What time is it in Tokyo?\n- What is 12.5 * 4?\n- Write a file notes.txt with hello, then read notes.txt\n- Make a todo list: buy milk, call home\n\nFor answers from a real model, start Everruns with `OPENAI_API_KEY` or `ANTHROPIC_API_KEY` set, or add a provider in the settings."}],"usage":{"input_tokens":1915,"output_tokens":110,"cache_read_tokens":0,"cache_creation_tokens":0,"reasoning_tokens":0},"duration_ms":10.011610000000474,"finish_reasons":["stop"],"time_to_first_token_ms":7.774233000000095,"raw_finish_reason":"stop","response_id":"sim_ad06d3fa54f0369f08570cd0"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c19-76c8-b972-b4e5ef0338b4', 16, '01a22b26-7c54-7748-a1fd-f385c6304356', 'output.message.completed', '2026-11-30 06:31:12.212+00', '01a22b26-7c30-7652-accd-72525b76d04c', '{"turn_id":"01a22b26-7c30-7652-accd-72525b76d04c","exec_id":"01a22b26-7c42-762c-94ff-0c0af629dc08","attempt":1}', '{"message":{"id":"72649dc7-cd1b-5bef-bf43-03018d7ae6ab","session_id":"01a22b26-7c19-76c8-b972-b4e5ef0338b4","turn_id":"01a22b26-7c30-7652-accd-72525b76d04c","role":"agent","content":[{"type":"text","text":"Hello! I am the simulated model of Everruns. I need no API key and follow simple rules instead of thinking.\n\nI can use the tools of this agent. Try one of these:\n- What time is it in Tokyo?\n- What is 12.5 * 4?\n- Write a file notes.txt with hello, then read notes.txt\n- Make a todo list: buy milk, call home\n\nFor answers from a real model, start Everruns with `OPENAI_API_KEY` or `ANTHROPIC_API_KEY` set, or add a provider in the settings."}],"created_at":"2026-11-30T06:31:12.212Z"}}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c19-76c8-b972-b4e5ef0338b4', 17, '01a22b26-7c54-7748-a1fd-f4ca78280c56', 'reason.completed', '2026-11-30 06:31:12.212+00', '01a22b26-7c30-7652-accd-72525b76d04c', '{"turn_id":"01a22b26-7c30-7652-accd-72525b76d04c","exec_id":"01a22b26-7c42-762c-94ff-0c0af629dc08","attempt":1}', '{"iteration":1,"model":"llmsim-instant","provider":"llmsim","success":true,"has_tool_calls":false,"tool_call_count":0}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c19-76c8-b972-b4e5ef0338b4', 18, '01a22b26-7c54-7748-a1fd-fa136b31b54d', 'turn.completed', '2026-11-30 06:31:12.212+00', '01a22b26-7c30-7652-accd-72525b76d04c', '{"turn_id":"01a22b26-7c30-7652-accd-72525b76d04c"}', '{"turn_id":"01a22b26-7c30-7652-accd-72525b76d04c","iterations":1,"duration_ms":18,"usage":{"input_tokens":1915,"output_tokens":110,"cache_read_tokens":0,"cache_creation_tokens":0,"reasoning_tokens":0}}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c19-76c8-b972-b4e5ef0338b4', 19, '01a22b26-7c54-7748-a1fd-fc00cc1da558', 'session.idled', '2026-11-30 06:31:12.212+00', NULL, '{}', '{"stop_reason":"completed"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c58-73fe-b602-36b7da8689ed', 8, '01a22b26-7c76-73b8-8dcb-8a6c227ec24f', 'input.message.queued', '2026-11-30 06:31:12.246+00', NULL, '{}', '{"message":{"id":"01a22b26-7c76-73b8-8dcb-82649ab5a0cb","session_id":"01a22b26-7c58-73fe-b602-36b7da8689ed","role":"user","content":[{"type":"text","text":"Queued behind it."}],"created_at":"2026-11-30T06:31:12.246Z"},"policy":"queue","position":1}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c58-73fe-b602-36b7da8689ed', 9, '01a22b26-7c86-77f7-8711-de489ce949df', 'input.message.queued', '2026-11-30 06:31:12.262+00', NULL, '{}', '{"message":{"id":"01a22b26-7c84-7212-b5a1-9e3b87aaa71f","session_id":"01a22b26-7c58-73fe-b602-36b7da8689ed","role":"user","content":[{"type":"text","text":"A steer."}],"created_at":"2026-11-30T06:31:12.260Z"},"policy":"steer"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c8d-77d3-9cf5-2618013b8229', 8, '01a22b26-7cb0-70e6-a391-51f54e6807b6', 'llm.generation', '2026-11-30 06:31:12.304+00', '01a22b26-7c96-739b-9dc3-3bc7b5b8d07c', '{"turn_id":"01a22b26-7c96-739b-9dc3-3bc7b5b8d07c","exec_id":"01a22b26-7c98-74d9-a7fb-7bed9db8ad90","attempt":1}', '{"message_id":"d6f75c75-7843-58cb-8afd-39118afacb56","model":"llmsim-instant","provider":"llmsim","request":{"messages_through_sequence":2,"tools":["add","subtract","multiply","divide","evaluate","get_current_time","read_file","write_file","edit_file","list_directory","grep_files","delete_file","stat_file","write_todos","ask_person"]},"output":[{"type":"tool_call","id":"e1326d24-8b69-5fd1-9930-59a6b9205bcf","name":"ask_person","arguments":{"q":"?"}}],"usage":{"input_tokens":1925,"output_tokens":5,"cache_read_tokens":0,"cache_creation_tokens":0,"reasoning_tokens":0},"duration_ms":8.461762999999337,"finish_reasons":["tool_calls"],"raw_finish_reason":"tool_calls","response_id":"sim_ea055d62445c3c10ad3bd4b7"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c8d-77d3-9cf5-2618013b8229', 9, '01a22b26-7cb0-70e6-a391-541e3d0a810a', 'output.message.completed', '2026-11-30 06:31:12.304+00', '01a22b26-7c96-739b-9dc3-3bc7b5b8d07c', '{"turn_id":"01a22b26-7c96-739b-9dc3-3bc7b5b8d07c","exec_id":"01a22b26-7c98-74d9-a7fb-7bed9db8ad90","attempt":1}', '{"message":{"id":"d6f75c75-7843-58cb-8afd-39118afacb56","session_id":"01a22b26-7c8d-77d3-9cf5-2618013b8229","turn_id":"01a22b26-7c96-739b-9dc3-3bc7b5b8d07c","role":"agent","content":[{"type":"tool_call","id":"e1326d24-8b69-5fd1-9930-59a6b9205bcf","name":"ask_person","arguments":{"q":"?"}}],"created_at":"2026-11-30T06:31:12.303Z"}}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c8d-77d3-9cf5-2618013b8229', 10, '01a22b26-7cb0-70e6-a391-5a3c1e561eb6', 'reason.completed', '2026-11-30 06:31:12.304+00', '01a22b26-7c96-739b-9dc3-3bc7b5b8d07c', '{"turn_id":"01a22b26-7c96-739b-9dc3-3bc7b5b8d07c","exec_id":"01a22b26-7c98-74d9-a7fb-7bed9db8ad90","attempt":1}', '{"iteration":1,"model":"llmsim-instant","provider":"llmsim","success":true,"has_tool_calls":true,"tool_call_count":1}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c8d-77d3-9cf5-2618013b8229', 11, '01a22b26-7cb0-70e6-a391-5e9880ee4ddd', 'act.started', '2026-11-30 06:31:12.304+00', '01a22b26-7c96-739b-9dc3-3bc7b5b8d07c', '{"turn_id":"01a22b26-7c96-739b-9dc3-3bc7b5b8d07c"}', '{"iteration":1,"tool_calls":[{"id":"e1326d24-8b69-5fd1-9930-59a6b9205bcf","name":"ask_person"}]}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c8d-77d3-9cf5-2618013b8229', 12, '01a22b26-7cb0-70e6-a391-607b3c5be1f3', 'tool.call_requested', '2026-11-30 06:31:12.304+00', '01a22b26-7c96-739b-9dc3-3bc7b5b8d07c', '{"turn_id":"01a22b26-7c96-739b-9dc3-3bc7b5b8d07c"}', '{"tool_calls":[{"id":"e1326d24-8b69-5fd1-9930-59a6b9205bcf","name":"ask_person","arguments":{"q":"?"}}]}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7ca5-7400-8933-4313a0338db8', 8, '01a22b26-7cdd-76e6-910f-a74e36a1a6b2', 'llm.generation', '2026-11-30 06:31:12.349+00', '01a22b26-7cc7-7314-91c5-d3594e0fa3b9', '{"turn_id":"01a22b26-7cc7-7314-91c5-d3594e0fa3b9","exec_id":"01a22b26-7ccd-7541-ad8b-b6fc39dc5095","attempt":1}', '{"message_id":"da0980ac-999e-5a78-b447-01e16b8f4862","model":"llmsim-instant","provider":"llmsim","request":{"messages_through_sequence":2,"tools":["add","subtract","multiply","divide","evaluate","get_current_time","read_file","write_file","edit_file","list_directory","grep_files","delete_file","stat_file","write_todos","ask_person"]},"output":[{"type":"text","text":"The scenario in this message cannot be read: ✖ Too big: expected number to be <=600000\n  → at error.retry_after_ms"}],"usage":{"input_tokens":1925,"output_tokens":29,"cache_read_tokens":0,"cache_creation_tokens":0,"reasoning_tokens":0},"duration_ms":8.753249999999753,"finish_reasons":["stop"],"time_to_first_token_ms":8.271426000000247,"raw_finish_reason":"stop","response_id":"sim_e9089577e2bf4ded65c70ee1"}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7ca5-7400-8933-4313a0338db8', 9, '01a22b26-7cde-70e8-a370-a52e04387489', 'output.message.completed', '2026-11-30 06:31:12.349+00', '01a22b26-7cc7-7314-91c5-d3594e0fa3b9', '{"turn_id":"01a22b26-7cc7-7314-91c5-d3594e0fa3b9","exec_id":"01a22b26-7ccd-7541-ad8b-b6fc39dc5095","attempt":1}', '{"message":{"id":"da0980ac-999e-5a78-b447-01e16b8f4862","session_id":"01a22b26-7ca5-7400-8933-4313a0338db8","turn_id":"01a22b26-7cc7-7314-91c5-d3594e0fa3b9","role":"agent","content":[{"type":"text","text":"The scenario in this message cannot be read: ✖ Too big: expected number to be <=600000\n  → at error.retry_after_ms"}],"created_at":"2026-11-30T06:31:12.349Z"}}'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c8d-77d3-9cf5-2618013b8229', 13, '01a22b27-671c-70ab-a137-827315fe4f8a', 'turn.parked', '2026-11-30 06:32:12.316+00', '01a22b26-7c96-739b-9dc3-3bc7b5b8d07c', '{"turn_id":"01a22b26-7c96-739b-9dc3-3bc7b5b8d07c"}', '{"turn_id":"01a22b26-7c96-739b-9dc3-3bc7b5b8d07c","waiting_for":["client_tool"]}');


--
-- Data for Name: idempotency_keys; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.idempotency_keys VALUES
	('00000000-0000-7000-8000-000000000001', 'user:01a22b26-6d06-748d-8364-e5ac1fb72370 POST /v1/sessions/01a22b26-7561-76bb-9e68-51556a1bc24d/messages', 'key-ada', 'h-Mm8wS5-US5IMzoGbnlcTUMpRzwienZazRTivkGXNM', 201, '{"id":"01a22b26-7575-75ab-8258-c9968da92f25","session_id":"01a22b26-7561-76bb-9e68-51556a1bc24d","role":"user","content":[{"type":"text","text":"[[sim:text Hello]]"}],"created_at":"2026-11-30T06:31:10.454Z","turn_id":"01a22b26-7576-74df-97be-7dc11910d737","turn":{"id":"01a22b26-7576-74df-97be-7dc11910d737","session_id":"01a22b26-7561-76bb-9e68-51556a1bc24d","input_message_id":"01a22b26-7575-75ab-8258-c9968da92f25","status":"running","agent_version":1,"iterations":0,"usage":{"input_tokens":0,"output_tokens":0,"cache_read_tokens":0,"cache_creation_tokens":0,"reasoning_tokens":0},"created_at":"2026-11-30T06:31:10.462Z"},"disposition":"started"}', '2026-11-30 06:31:10.454638+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', 'user:01a22b26-6ebc-70ea-9f7f-1e4d747c2988 POST /v1/sessions/01a22b26-7af9-70cf-8ad5-1d0c4036af5e/messages', 'key-bea', 'h-Mm8wS5-US5IMzoGbnlcTUMpRzwienZazRTivkGXNM', 201, '{"id":"01a22b26-7b17-72ff-8145-f91b82f74658","session_id":"01a22b26-7af9-70cf-8ad5-1d0c4036af5e","role":"user","content":[{"type":"text","text":"[[sim:text Hello]]"}],"created_at":"2026-11-30T06:31:11.895Z","turn_id":"01a22b26-7b17-72ff-8145-fe4f2473e72a","turn":{"id":"01a22b26-7b17-72ff-8145-fe4f2473e72a","session_id":"01a22b26-7af9-70cf-8ad5-1d0c4036af5e","input_message_id":"01a22b26-7b17-72ff-8145-f91b82f74658","status":"running","agent_version":1,"iterations":0,"usage":{"input_tokens":0,"output_tokens":0,"cache_read_tokens":0,"cache_creation_tokens":0,"reasoning_tokens":0},"created_at":"2026-11-30T06:31:11.902Z"},"disposition":"started"}', '2026-11-30 06:31:11.900753+00');


--
-- Data for Name: invitations; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.invitations VALUES
	('00000000-0000-7000-8000-000000000001', '01a22b26-6f1a-76e5-8905-c02edbfa467c', 'vic@v.example', 'vic@v.example', 'viewer', '\xca29ba134ecab517616897975f5cfce88b8654fb6b1da053363442e3bc7a8601', '01a22b26-6d06-748d-8364-e5ac1fb72370', '01a22b26-6f71-70e8-9a33-22e0a350d7b4', '2026-11-30 06:31:08.826+00', '2026-12-07 06:31:08.826+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-6fc0-7589-92f1-2824adee2fbd', 'pending@v.example', 'pending@v.example', 'viewer', '\x0557b1605d12f1b5472f403d5c75d58fcf66520a7d833778fb5bf015d178a209', '01a22b26-6d06-748d-8364-e5ac1fb72370', NULL, '2026-11-30 06:31:08.992+00', '2026-12-07 06:31:08.992+00');


--
-- Data for Name: llm_models; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.llm_models VALUES
	('00000000-0000-7000-8000-000000000001', 'ffc7b99f-12f8-55f4-a6e4-f46158cf73a3', '4820d39a-16d7-5cb8-8d9e-357d8441a898', 'gpt-5.4', 'gpt-5.4', '{}', false, 'active', '2026-11-30 06:31:08.01+00', '2026-11-30 06:31:08.01+00'),
	('00000000-0000-7000-8000-000000000001', '9037c593-601c-583e-a8ac-77e143b1cc0d', '4820d39a-16d7-5cb8-8d9e-357d8441a898', 'gpt-5-mini', 'gpt-5-mini', '{}', false, 'active', '2026-11-30 06:31:08.01+00', '2026-11-30 06:31:08.01+00'),
	('00000000-0000-7000-8000-000000000001', '468a5149-11fc-583e-8c6a-daea6d75bf2c', '5aa95b86-66c6-5cbf-9459-c023be7c24cd', 'llmsim-default', 'llmsim-default', '{}', false, 'active', '2026-11-30 06:31:08.056+00', '2026-11-30 06:31:08.056+00'),
	('00000000-0000-7000-8000-000000000001', '78a167e2-c0b9-5c3c-ac3d-11881717eda4', '4820d39a-16d7-5cb8-8d9e-357d8441a898', 'gpt-5.4-mini', 'gpt-5.4-mini', '{}', true, 'active', '2026-11-30 06:31:08.01+00', '2026-11-30 06:31:08.01+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7516-7038-800c-d138bfd5d29e', '01a22b26-74ec-7217-9701-fa61480b0016', 'world', 'world', '{}', false, 'active', '2026-11-30 06:31:10.357+00', '2026-11-30 06:31:10.357+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7a99-76e0-bf28-a5c22bf22765', '01a22b26-7a81-76c5-ba19-5f082ca520fb', 'claude-test', 'claude-test', '{}', false, 'active', '2026-11-30 06:31:11.769+00', '2026-11-30 06:31:11.769+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7ab8-70f6-8153-aee896ebcd2f', '01a22b26-7aa9-776b-a45c-1a9eaf47d790', 'llmsim-instant', 'llmsim-instant', '{}', false, 'active', '2026-11-30 06:31:11.8+00', '2026-11-30 06:31:11.8+00');


--
-- Data for Name: llm_providers; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.llm_providers VALUES
	('00000000-0000-7000-8000-000000000001', '4820d39a-16d7-5cb8-8d9e-357d8441a898', 'OpenAI', 'openai', 'http://127.0.0.1:44983/v1', '{"alg": "A256GCM", "nonce": "Hb1gX2Zs9eRhwgR3", "key_id": "kek-v1", "version": 1, "ciphertext": "CQ7ScvmIkqGb0woc8nA6Zuj3vvu7RsIqAbyiGhJsnMLprA2tNRw=", "dek_wrapped": "H4I4WvqGRHtUAtb28T892a4rnoqqlL/hFVSu5qtUzUafP1slJgl1D3LkD2T1wnL0DPjzm2ZBKgIZctTM"}', 'environment', 'active', '2026-11-30 06:31:08.01+00', '2026-11-30 06:31:08.01+00'),
	('00000000-0000-7000-8000-000000000001', '5aa95b86-66c6-5cbf-9459-c023be7c24cd', 'Simulator', 'llmsim', NULL, NULL, 'environment', 'active', '2026-11-30 06:31:08.056+00', '2026-11-30 06:31:08.056+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-74ec-7217-9701-fa61480b0016', 'world', 'llmsim', NULL, NULL, 'api', 'active', '2026-11-30 06:31:10.316+00', '2026-11-30 06:31:10.316+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7a81-76c5-ba19-5f082ca520fb', 'mine', 'anthropic', 'https://model.example', '{"alg": "A256GCM", "nonce": "ZprJgLFPfV/r5biU", "key_id": "kek-v1", "version": 1, "ciphertext": "qJf96N5uMAlnpNIuVnIPRMM16NylMKb50hKlMfLx", "dek_wrapped": "fLfcUPMk0N1SKWrZzy9JcdKkQEkg0RvkRy8/s6syv9plLTe24bCfj4LgSnKt8fBYgWL0sgbsFwrASa+g"}', 'api', 'active', '2026-11-30 06:31:11.745+00', '2026-11-30 06:31:11.745+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7aa9-776b-a45c-1a9eaf47d790', 'sim', 'llmsim', NULL, NULL, 'api', 'active', '2026-11-30 06:31:11.785+00', '2026-11-30 06:31:11.785+00');


--
-- Data for Name: memberships; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.memberships VALUES
	('00000000-0000-7000-8000-000000000001', '01a22b26-6d06-748d-8364-e5ac1fb72370', 'owner', '2026-11-30 06:31:08.293424+00', '2026-11-30 06:31:08.293424+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-6ebc-70ea-9f7f-1e4d747c2988', 'owner', '2026-11-30 06:31:08.737675+00', '2026-11-30 06:31:08.737675+00'),
	('01a22b26-6f71-70e8-9a33-25b2f7763ba9', '01a22b26-6f71-70e8-9a33-22e0a350d7b4', 'owner', '2026-11-30 06:31:08.916098+00', '2026-11-30 06:31:08.916098+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-6f71-70e8-9a33-22e0a350d7b4', 'viewer', '2026-11-30 06:31:08.916098+00', '2026-11-30 06:31:08.916098+00');


--
-- Data for Name: organizations; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.organizations VALUES
	('00000000-0000-7000-8000-000000000001', 'default', '2026-11-30 06:31:05.618914+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', 'bea’s organisation', '2026-11-30 06:31:08.732+00'),
	('01a22b26-6f71-70e8-9a33-25b2f7763ba9', 'vic’s organisation', '2026-11-30 06:31:08.913+00');


--
-- Data for Name: outbox; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: platform_settings; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.platform_settings VALUES
	('encryption_key_check', '{"check": "vwqAfoXPQESWKwbUPThdmgJMvSSuyBDabJoZdfJGu5g=", "key_id": "kek-v1"}');


--
-- Data for Name: processes; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.processes VALUES
	('01a22b26-6c41-73d5-ba9a-51a09f98ea9f', 2927125508285324891, true, '2026-11-30 06:32:37.615728+00', '2026-11-30 06:31:08.120476+00');


--
-- Data for Name: rate_limits; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: refresh_tokens; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.refresh_tokens VALUES
	('\x81e0ec096f5c6fced55be9580b99fbfa4ac8d6eb118302b14738e8a5d2043bd4', '01a22b26-6dd5-7101-aeab-a7ddb370ab9b', '2026-11-30 06:31:08.510983+00', NULL),
	('\xb70d270cacc0c08e39002035cf1f5045bd81d65488a5308530f1952429785dfb', '01a22b26-6ebd-72f1-8897-c5443c101370', '2026-11-30 06:31:08.737675+00', NULL),
	('\xe9366bf6f4265d32d2be270bbb8e3953858ad6a1de730d75e64856924195acbc', '01a22b26-6f71-70e8-9a33-2ae96d5843e2', '2026-11-30 06:31:08.916098+00', NULL);


--
-- Data for Name: schema_migrations; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.schema_migrations VALUES
	('0001_initial.sql', '81b3f19dd83951f7135a298e60c8c7a56d2bf62b17053ca85c17da1c4a6f5164', '2026-11-30 06:31:05.618914+00'),
	('0002_usage.sql', '3cda4e39f370b99e48e6810d43775c56074d2900bd831e8a2a21e68b644e5fd9', '2026-11-30 06:31:05.618914+00'),
	('0003_auth.sql', '86f1c9e51d1b37ec01c1bf455101e42573e39aafe76d34d008c47cd903e8021d', '2026-11-30 06:31:05.618914+00'),
	('0004_session_search.sql', '9adce06e75efd7dcf01e45658aef48f6f6697983519e75cdec3791fafd0fcf08', '2026-11-30 06:31:05.618914+00'),
	('0005_context_summaries.sql', '7f998ec0ab583ae7dcf6ab653106d378af12379bd73d98b3f35e8625153fb5a8', '2026-11-30 06:31:05.618914+00'),
	('0006_fallback_model.sql', '874dbb47012fc981715e0cce554cc59becbeb1e2752fcc72ff64387d15df5126', '2026-11-30 06:31:05.618914+00');


--
-- Data for Name: session_files; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.session_files VALUES
	('00000000-0000-7000-8000-000000000001', '01a22b26-74cb-73fd-bff5-d7412998f63a', '01a22b26-7029-72f0-9367-e004b285477a', '/a.txt', false, false, '\x61', 1, '2026-11-30 06:31:10.238939+00', '2026-11-30 06:31:10.238939+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-77b8-7678-84b7-fe720a46de57', '01a22b26-7561-76bb-9e68-51556a1bc24d', '/n', true, false, NULL, 0, '2026-11-30 06:31:11.009977+00', '2026-11-30 06:31:11.009977+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-77ba-75a2-9d23-ff5c3f910089', '01a22b26-7561-76bb-9e68-51556a1bc24d', '/n/a.txt', false, false, '\x6b657074', 4, '2026-11-30 06:31:11.009977+00', '2026-11-30 06:31:11.009977+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7bae-7676-8b26-505a14e5d18b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', '/n', true, false, NULL, 0, '2026-11-30 06:31:12.03542+00', '2026-11-30 06:31:12.03542+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7bae-7676-8b26-5426f8dcddf7', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', '/n/a.txt', false, false, '\x6b657074', 4, '2026-11-30 06:31:12.03542+00', '2026-11-30 06:31:12.03542+00');


--
-- Data for Name: sessions; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sessions VALUES
	('00000000-0000-7000-8000-000000000001', '01a22b26-7029-72f0-9367-e004b285477a', '01a22b26-7003-712f-bec8-f72b80b84afd', NULL, '{}', NULL, NULL, NULL, 'active', '01a22b26-704e-7061-a0d8-03baa7856590', 1, 0, 10, '{"input_tokens": 0, "output_tokens": 0, "reasoning_tokens": 0, "cache_read_tokens": 0, "cache_creation_tokens": 0}', '2026-11-30 06:31:09.097+00', '2026-11-30 06:31:10.253+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7561-76bb-9e68-51556a1bc24d', '01a22b26-754e-71bd-950d-0331c8a0ce10', 'Kept', '{x}', NULL, NULL, NULL, 'idle', NULL, 0, 0, 56, '{"cost_usd": 0.0024999, "input_tokens": 9962, "output_tokens": 28, "reasoning_tokens": 1, "cache_read_tokens": 7552, "cache_creation_tokens": 0}', '2026-11-30 06:31:10.433+00', '2026-11-30 06:31:11.097+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7815-7275-9b20-7be3b4e86c8e', '01a22b26-754e-71bd-950d-0331c8a0ce10', 'Kept', '{x}', NULL, NULL, NULL, 'idle', NULL, 0, 0, 12, '{"input_tokens": 0, "output_tokens": 0, "reasoning_tokens": 0, "cache_read_tokens": 0, "cache_creation_tokens": 0}', '2026-11-30 06:31:11.125+00', '2026-11-30 06:31:11.229+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7898-737b-9890-0ab9ea79849d', '01a22b26-754e-71bd-950d-0331c8a0ce10', 'Kept', '{x}', NULL, NULL, NULL, 'idle', NULL, 0, 0, 20, '{"cost_usd": 0.00193125, "input_tokens": 1915, "output_tokens": 110, "reasoning_tokens": 0, "cache_read_tokens": 0, "cache_creation_tokens": 0}', '2026-11-30 06:31:11.256+00', '2026-11-30 06:31:11.419+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', '01a22b26-7ad0-7113-ba4b-85369981bfcb', 'Kept', '{x}', NULL, NULL, NULL, 'idle', NULL, 0, 0, 56, '{"input_tokens": 9962, "output_tokens": 28, "reasoning_tokens": 1, "cache_read_tokens": 7552, "cache_creation_tokens": 0}', '2026-11-30 06:31:11.865+00', '2026-11-30 06:31:12.065+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-78fe-742d-81ea-719795562371', '01a22b26-754e-71bd-950d-0331c8a0ce10', 'Kept', '{x}', NULL, NULL, NULL, 'active', '01a22b26-7945-7225-9396-f318245158fe', 1, 1, 10, '{"input_tokens": 0, "output_tokens": 0, "reasoning_tokens": 0, "cache_read_tokens": 0, "cache_creation_tokens": 0}', '2026-11-30 06:31:11.358+00', '2026-11-30 06:31:11.497+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7a44-754a-bd8e-371530d3b0d8', '01a22b26-754e-71bd-950d-0331c8a0ce10', 'Kept', '{x}', NULL, NULL, NULL, 'idle', NULL, 0, 0, 2, '{"input_tokens": 0, "output_tokens": 0, "reasoning_tokens": 0, "cache_read_tokens": 0, "cache_creation_tokens": 0}', '2026-11-30 06:31:11.684+00', '2026-11-30 06:31:11.684+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7ca5-7400-8933-4313a0338db8', '01a22b26-7ad0-7113-ba4b-85369981bfcb', 'Kept', '{x}', NULL, NULL, NULL, 'idle', NULL, 0, 0, 13, '{"input_tokens": 1925, "output_tokens": 29, "reasoning_tokens": 0, "cache_read_tokens": 0, "cache_creation_tokens": 0}', '2026-11-30 06:31:12.293+00', '2026-11-30 06:31:12.349+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7ce8-7691-86b2-bc03bc9ae06b', '01a22b26-7ad0-7113-ba4b-85369981bfcb', 'Kept', '{x}', NULL, NULL, NULL, 'idle', NULL, 0, 0, 2, '{"input_tokens": 0, "output_tokens": 0, "reasoning_tokens": 0, "cache_read_tokens": 0, "cache_creation_tokens": 0}', '2026-11-30 06:31:12.36+00', '2026-11-30 06:31:12.36+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7996-7330-92d9-e71bd053c483', '01a22b26-754e-71bd-950d-0331c8a0ce10', 'Kept', '{x}', NULL, NULL, NULL, 'requires_action', '01a22b26-79ae-75db-af5a-1c4d1e8fa12c', 0, 0, 14, '{"cost_usd": 0.00146625, "input_tokens": 1925, "output_tokens": 5, "reasoning_tokens": 0, "cache_read_tokens": 0, "cache_creation_tokens": 0}', '2026-11-30 06:31:11.51+00', '2026-11-30 06:32:11.646+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-79c0-7048-9111-4b18c77a785d', '01a22b26-754e-71bd-950d-0331c8a0ce10', 'Kept', '{x}', NULL, NULL, NULL, 'idle', NULL, 0, 0, 13, '{"cost_usd": 0.00157425, "input_tokens": 1925, "output_tokens": 29, "reasoning_tokens": 0, "cache_read_tokens": 0, "cache_creation_tokens": 0}', '2026-11-30 06:31:11.552+00', '2026-11-30 06:31:11.729+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7bd7-71a6-915d-d8e25da4bc96', '01a22b26-7ad0-7113-ba4b-85369981bfcb', 'Kept', '{x}', NULL, NULL, NULL, 'idle', NULL, 0, 0, 12, '{"input_tokens": 0, "output_tokens": 0, "reasoning_tokens": 0, "cache_read_tokens": 0, "cache_creation_tokens": 0}', '2026-11-30 06:31:12.087+00', '2026-11-30 06:31:12.141+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c19-76c8-b972-b4e5ef0338b4', '01a22b26-7ad0-7113-ba4b-85369981bfcb', 'Kept', '{x}', NULL, NULL, NULL, 'idle', NULL, 0, 0, 20, '{"input_tokens": 1915, "output_tokens": 110, "reasoning_tokens": 0, "cache_read_tokens": 0, "cache_creation_tokens": 0}', '2026-11-30 06:31:12.153+00', '2026-11-30 06:31:12.212+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c58-73fe-b602-36b7da8689ed', '01a22b26-7ad0-7113-ba4b-85369981bfcb', 'Kept', '{x}', NULL, NULL, NULL, 'active', '01a22b26-7c66-7788-a825-7cc607369898', 1, 1, 10, '{"input_tokens": 0, "output_tokens": 0, "reasoning_tokens": 0, "cache_read_tokens": 0, "cache_creation_tokens": 0}', '2026-11-30 06:31:12.216+00', '2026-11-30 06:31:12.262+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c8d-77d3-9cf5-2618013b8229', '01a22b26-7ad0-7113-ba4b-85369981bfcb', 'Kept', '{x}', NULL, NULL, NULL, 'requires_action', '01a22b26-7c96-739b-9dc3-3bc7b5b8d07c', 0, 0, 14, '{"input_tokens": 1925, "output_tokens": 5, "reasoning_tokens": 0, "cache_read_tokens": 0, "cache_creation_tokens": 0}', '2026-11-30 06:31:12.269+00', '2026-11-30 06:32:12.316+00');


--
-- Data for Name: turn_inputs; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.turn_inputs VALUES
	('00000000-0000-7000-8000-000000000001', '01a22b26-7469-7370-91d1-f7fdee58c897', '01a22b26-7029-72f0-9367-e004b285477a', '01a22b26-7469-7370-91d1-f8fe3a6cc45f', 'queue', '{"id": "01a22b26-7469-7370-91d1-f7fdee58c897", "role": "user", "content": [{"text": "waits", "type": "text"}], "created_at": "2026-11-30T06:31:10.185Z", "session_id": "01a22b26-7029-72f0-9367-e004b285477a"}', '2026-11-30 06:31:10.210094+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7967-765f-991f-5d463d6c5acc', '01a22b26-78fe-742d-81ea-719795562371', '01a22b26-7967-765f-991f-63f5d161b1b3', 'queue', '{"id": "01a22b26-7967-765f-991f-5d463d6c5acc", "role": "user", "content": [{"text": "Queued behind it.", "type": "text"}], "created_at": "2026-11-30T06:31:11.463Z", "session_id": "01a22b26-78fe-742d-81ea-719795562371"}', '2026-11-30 06:31:11.468646+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7980-7689-92a8-20aef876745c', '01a22b26-78fe-742d-81ea-719795562371', '01a22b26-7945-7225-9396-f318245158fe', 'steer', '{"id": "01a22b26-7980-7689-92a8-20aef876745c", "role": "user", "content": [{"text": "A steer.", "type": "text"}], "created_at": "2026-11-30T06:31:11.488Z", "session_id": "01a22b26-78fe-742d-81ea-719795562371"}', '2026-11-30 06:31:11.498316+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c76-73b8-8dcb-82649ab5a0cb', '01a22b26-7c58-73fe-b602-36b7da8689ed', '01a22b26-7c76-73b8-8dcb-866b98ecc8e4', 'queue', '{"id": "01a22b26-7c76-73b8-8dcb-82649ab5a0cb", "role": "user", "content": [{"text": "Queued behind it.", "type": "text"}], "created_at": "2026-11-30T06:31:12.246Z", "session_id": "01a22b26-7c58-73fe-b602-36b7da8689ed"}', '2026-11-30 06:31:12.247973+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c84-7212-b5a1-9e3b87aaa71f', '01a22b26-7c58-73fe-b602-36b7da8689ed', '01a22b26-7c66-7788-a825-7cc607369898', 'steer', '{"id": "01a22b26-7c84-7212-b5a1-9e3b87aaa71f", "role": "user", "content": [{"text": "A steer.", "type": "text"}], "created_at": "2026-11-30T06:31:12.260Z", "session_id": "01a22b26-7c58-73fe-b602-36b7da8689ed"}', '2026-11-30 06:31:12.263322+00');


--
-- Data for Name: turns; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.turns VALUES
	('00000000-0000-7000-8000-000000000001', '01a22b26-7469-7370-91d1-f8fe3a6cc45f', '01a22b26-7029-72f0-9367-e004b285477a', '01a22b26-7469-7370-91d1-f7fdee58c897', 'queued', 8, 1, NULL, 100, 3600000, 0, 1, 0, 0, 0, 0, 0, '{"input_tokens": 0, "output_tokens": 0, "reasoning_tokens": 0, "cache_read_tokens": 0, "cache_creation_tokens": 0}', NULL, NULL, NULL, NULL, '2026-11-30 06:31:10.186+00', 0, NULL, NULL, NULL, '2026-11-30 06:31:10.186+00', NULL, NULL),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7576-74df-97be-7dc11910d737', '01a22b26-7561-76bb-9e68-51556a1bc24d', '01a22b26-7575-75ab-8258-c9968da92f25', 'completed', NULL, 1, NULL, 100, 3600000, 2, 1, 0, 0, 0, 0, 0, '{"cost_usd": 0.00144375, "input_tokens": 1913, "output_tokens": 2, "reasoning_tokens": 0, "cache_read_tokens": 0, "cache_creation_tokens": 0}', NULL, NULL, '01a22b26-6c41-73d5-ba9a-51a09f98ea9f', 1, '2026-11-30 06:31:10.619+00', 0, '2026-11-30 07:31:10.462+00', NULL, NULL, '2026-11-30 06:31:10.462+00', '2026-11-30 06:31:10.462+00', '2026-11-30 06:31:10.619+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7666-7106-9cc5-8a0b0607c6b3', '01a22b26-7561-76bb-9e68-51556a1bc24d', '01a22b26-7666-7106-9cc5-85f2af62bc7d', 'completed', NULL, 1, NULL, 100, 3600000, 2, 2, 0, 0, 0, 0, 0, '{"cost_usd": 0.0005079, "input_tokens": 3946, "output_tokens": 12, "reasoning_tokens": 1, "cache_read_tokens": 3712, "cache_creation_tokens": 0}', NULL, NULL, '01a22b26-6c41-73d5-ba9a-51a09f98ea9f', 1, '2026-11-30 06:31:10.875+00', 0, '2026-11-30 07:31:10.694+00', NULL, NULL, '2026-11-30 06:31:10.694+00', '2026-11-30 06:31:10.694+00', '2026-11-30 06:31:10.875+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-704e-7061-a0d8-03baa7856590', '01a22b26-7029-72f0-9367-e004b285477a', '01a22b26-704e-7061-a0d7-ff4a15015e5e', 'running', NULL, 1, NULL, 100, 3600000, 1, 1, 0, 0, 0, 0, 0, '{"input_tokens": 0, "output_tokens": 0, "reasoning_tokens": 0, "cache_read_tokens": 0, "cache_creation_tokens": 0}', NULL, NULL, '01a22b26-6c41-73d5-ba9a-51a09f98ea9f', 1, '2026-11-30 06:32:27.615728+00', 0, '2026-11-30 07:31:09.142+00', NULL, NULL, '2026-11-30 06:31:09.142+00', '2026-11-30 06:31:09.142+00', NULL),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7739-773d-a001-5379cc838b4c', '01a22b26-7561-76bb-9e68-51556a1bc24d', '01a22b26-7737-75b4-a9a6-c70cdad312c5', 'completed', NULL, 1, NULL, 100, 3600000, 2, 2, 0, 0, 0, 0, 0, '{"cost_usd": 0.00054825, "input_tokens": 4103, "output_tokens": 14, "reasoning_tokens": 0, "cache_read_tokens": 3840, "cache_creation_tokens": 0}', NULL, NULL, '01a22b26-6c41-73d5-ba9a-51a09f98ea9f', 1, '2026-11-30 06:31:11.097+00', 0, '2026-11-30 07:31:10.905+00', NULL, NULL, '2026-11-30 06:31:10.905+00', '2026-11-30 06:31:10.905+00', '2026-11-30 06:31:11.097+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-782a-7307-bc5f-09abbefcf5de', '01a22b26-7815-7275-9b20-7be3b4e86c8e', '01a22b26-782a-7307-bc5f-07ac62ac6bb5', 'failed', NULL, 1, NULL, 100, 3600000, 2, 1, 0, 0, 0, 0, 0, '{"input_tokens": 0, "output_tokens": 0, "reasoning_tokens": 0, "cache_read_tokens": 0, "cache_creation_tokens": 0}', 'provider_auth', 'OpenAI rejected the API key. Set a valid key in the settings of this provider, then send the message again.', '01a22b26-6c41-73d5-ba9a-51a09f98ea9f', 1, '2026-11-30 06:31:11.151+00', 0, '2026-11-30 07:31:11.151+00', NULL, NULL, '2026-11-30 06:31:11.151+00', '2026-11-30 06:31:11.151+00', '2026-11-30 06:31:11.229+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-78b0-755a-a02d-18de4b27ebdb', '01a22b26-7898-737b-9890-0ab9ea79849d', '01a22b26-78b0-755a-a02d-177db011c4f8', 'canceled', NULL, 1, NULL, 100, 3600000, 2, 1, 0, 0, 0, 0, 0, '{"input_tokens": 0, "output_tokens": 0, "reasoning_tokens": 0, "cache_read_tokens": 0, "cache_creation_tokens": 0}', NULL, NULL, '01a22b26-6c41-73d5-ba9a-51a09f98ea9f', 1, '2026-11-30 06:31:11.282+00', 0, '2026-11-30 07:31:11.282+00', NULL, NULL, '2026-11-30 06:31:11.282+00', '2026-11-30 06:31:11.282+00', '2026-11-30 06:31:11.309+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7945-7225-9396-f318245158fe', '01a22b26-78fe-742d-81ea-719795562371', '01a22b26-7945-7225-9396-ec3c4cb13338', 'running', NULL, 1, NULL, 100, 3600000, 1, 1, 0, 0, 0, 0, 0, '{"input_tokens": 0, "output_tokens": 0, "reasoning_tokens": 0, "cache_read_tokens": 0, "cache_creation_tokens": 0}', NULL, NULL, '01a22b26-6c41-73d5-ba9a-51a09f98ea9f', 1, '2026-11-30 06:32:27.615728+00', 0, '2026-11-30 07:31:11.441+00', NULL, NULL, '2026-11-30 06:31:11.441+00', '2026-11-30 06:31:11.441+00', NULL),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7b17-72ff-8145-fe4f2473e72a', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', '01a22b26-7b17-72ff-8145-f91b82f74658', 'completed', NULL, 1, NULL, 100, 3600000, 2, 1, 0, 0, 0, 0, 0, '{"input_tokens": 1913, "output_tokens": 2, "reasoning_tokens": 0, "cache_read_tokens": 0, "cache_creation_tokens": 0}', NULL, NULL, '01a22b26-6c41-73d5-ba9a-51a09f98ea9f', 1, '2026-11-30 06:31:11.932+00', 0, '2026-11-30 07:31:11.902+00', NULL, NULL, '2026-11-30 06:31:11.902+00', '2026-11-30 06:31:11.902+00', '2026-11-30 06:31:11.932+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7cc7-7314-91c5-d3594e0fa3b9', '01a22b26-7ca5-7400-8933-4313a0338db8', '01a22b26-7cc7-7314-91c5-cd4080f3b441', 'completed', NULL, 1, NULL, 100, 3600000, 2, 1, 0, 0, 0, 0, 0, '{"input_tokens": 1925, "output_tokens": 29, "reasoning_tokens": 0, "cache_read_tokens": 0, "cache_creation_tokens": 0}', NULL, NULL, '01a22b26-6c41-73d5-ba9a-51a09f98ea9f', 1, '2026-11-30 06:31:12.349+00', 0, '2026-11-30 07:31:12.333+00', NULL, NULL, '2026-11-30 06:31:12.333+00', '2026-11-30 06:31:12.333+00', '2026-11-30 06:31:12.349+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-79ae-75db-af5a-1c4d1e8fa12c', '01a22b26-7996-7330-92d9-e71bd053c483', '01a22b26-79ad-775e-bfa1-acba6d3cdec4', 'waiting', NULL, 1, NULL, 100, 3600000, 1, 1, 1, 1, 1, 0, 0, '{"cost_usd": 0.00146625, "input_tokens": 1925, "output_tokens": 5, "reasoning_tokens": 0, "cache_read_tokens": 0, "cache_creation_tokens": 0}', NULL, NULL, '01a22b26-6c41-73d5-ba9a-51a09f98ea9f', 1, '2026-11-30 06:32:11.612+00', 0, '2026-12-30 06:32:11.646+00', NULL, '[{"ordinal": 0, "iteration": 1}]', '2026-11-30 06:31:11.54+00', '2026-11-30 06:31:11.54+00', NULL),
	('00000000-0000-7000-8000-000000000001', '01a22b26-78c2-7469-933d-b4d9189a535c', '01a22b26-7898-737b-9890-0ab9ea79849d', '01a22b26-78c2-7469-933d-b1b07d8b9970', 'completed', NULL, 1, NULL, 100, 3600000, 2, 1, 0, 0, 0, 0, 0, '{"cost_usd": 0.00193125, "input_tokens": 1915, "output_tokens": 110, "reasoning_tokens": 0, "cache_read_tokens": 0, "cache_creation_tokens": 0}', NULL, NULL, '01a22b26-6c41-73d5-ba9a-51a09f98ea9f', 1, '2026-11-30 06:31:11.419+00', 0, '2026-11-30 07:31:11.309+00', NULL, NULL, '2026-11-30 06:31:11.298+00', '2026-11-30 06:31:11.328+00', '2026-11-30 06:31:11.419+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7967-765f-991f-63f5d161b1b3', '01a22b26-78fe-742d-81ea-719795562371', '01a22b26-7967-765f-991f-5d463d6c5acc', 'queued', 8, 1, NULL, 100, 3600000, 0, 1, 0, 0, 0, 0, 0, '{"input_tokens": 0, "output_tokens": 0, "reasoning_tokens": 0, "cache_read_tokens": 0, "cache_creation_tokens": 0}', NULL, NULL, NULL, NULL, '2026-11-30 06:31:11.463+00', 0, NULL, NULL, NULL, '2026-11-30 06:31:11.463+00', NULL, NULL),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7b52-7641-9f3e-8f16dc345b38', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', '01a22b26-7b52-7641-9f3e-8a3ac07dd448', 'completed', NULL, 1, NULL, 100, 3600000, 2, 2, 0, 0, 0, 0, 0, '{"input_tokens": 3946, "output_tokens": 12, "reasoning_tokens": 1, "cache_read_tokens": 3712, "cache_creation_tokens": 0}', NULL, NULL, '01a22b26-6c41-73d5-ba9a-51a09f98ea9f', 1, '2026-11-30 06:31:11.995+00', 0, '2026-11-30 07:31:11.954+00', NULL, NULL, '2026-11-30 06:31:11.954+00', '2026-11-30 06:31:11.954+00', '2026-11-30 06:31:11.995+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7b8d-71a2-8cbc-5344b42ad355', '01a22b26-7af9-70cf-8ad5-1d0c4036af5e', '01a22b26-7b8d-71a2-8cbc-4f8cc0422c46', 'completed', NULL, 1, NULL, 100, 3600000, 2, 2, 0, 0, 0, 0, 0, '{"input_tokens": 4103, "output_tokens": 14, "reasoning_tokens": 0, "cache_read_tokens": 3840, "cache_creation_tokens": 0}', NULL, NULL, '01a22b26-6c41-73d5-ba9a-51a09f98ea9f', 1, '2026-11-30 06:31:12.065+00', 0, '2026-11-30 07:31:12.013+00', NULL, NULL, '2026-11-30 06:31:12.013+00', '2026-11-30 06:31:12.013+00', '2026-11-30 06:31:12.065+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c30-7652-accd-72525b76d04c', '01a22b26-7c19-76c8-b972-b4e5ef0338b4', '01a22b26-7c30-7652-accd-6c16af589c85', 'completed', NULL, 1, NULL, 100, 3600000, 2, 1, 0, 0, 0, 0, 0, '{"input_tokens": 1915, "output_tokens": 110, "reasoning_tokens": 0, "cache_read_tokens": 0, "cache_creation_tokens": 0}', NULL, NULL, '01a22b26-6c41-73d5-ba9a-51a09f98ea9f', 1, '2026-11-30 06:31:12.212+00', 0, '2026-11-30 07:31:12.188+00', NULL, NULL, '2026-11-30 06:31:12.176+00', '2026-11-30 06:31:12.194+00', '2026-11-30 06:31:12.212+00'),
	('00000000-0000-7000-8000-000000000001', '01a22b26-7a09-7236-8a73-305ff78c6de5', '01a22b26-79c0-7048-9111-4b18c77a785d', '01a22b26-7a09-7236-8a73-2f1188158f9b', 'completed', NULL, 1, NULL, 100, 3600000, 2, 1, 0, 0, 0, 0, 0, '{"cost_usd": 0.00157425, "input_tokens": 1925, "output_tokens": 29, "reasoning_tokens": 0, "cache_read_tokens": 0, "cache_creation_tokens": 0}', NULL, NULL, '01a22b26-6c41-73d5-ba9a-51a09f98ea9f', 1, '2026-11-30 06:31:11.729+00', 0, '2026-11-30 07:31:11.634+00', NULL, NULL, '2026-11-30 06:31:11.634+00', '2026-11-30 06:31:11.634+00', '2026-11-30 06:31:11.729+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7bea-7483-919a-668d63e721b6', '01a22b26-7bd7-71a6-915d-d8e25da4bc96', '01a22b26-7bea-7483-919a-62107ccf3df2', 'failed', NULL, 1, NULL, 100, 3600000, 2, 1, 0, 0, 0, 0, 0, '{"input_tokens": 0, "output_tokens": 0, "reasoning_tokens": 0, "cache_read_tokens": 0, "cache_creation_tokens": 0}', 'provider_auth', 'sim rejected the API key. Set a valid key in the settings of this provider, then send the message again.', '01a22b26-6c41-73d5-ba9a-51a09f98ea9f', 1, '2026-11-30 06:31:12.11+00', 0, '2026-11-30 07:31:12.11+00', NULL, NULL, '2026-11-30 06:31:12.11+00', '2026-11-30 06:31:12.11+00', '2026-11-30 06:31:12.141+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c24-720d-ac32-39ccae3fc817', '01a22b26-7c19-76c8-b972-b4e5ef0338b4', '01a22b26-7c24-720d-ac32-34564750a47c', 'canceled', NULL, 1, NULL, 100, 3600000, 2, 1, 0, 0, 0, 0, 0, '{"input_tokens": 0, "output_tokens": 0, "reasoning_tokens": 0, "cache_read_tokens": 0, "cache_creation_tokens": 0}', NULL, NULL, '01a22b26-6c41-73d5-ba9a-51a09f98ea9f', 1, '2026-11-30 06:31:12.166+00', 0, '2026-11-30 07:31:12.166+00', NULL, NULL, '2026-11-30 06:31:12.166+00', '2026-11-30 06:31:12.166+00', '2026-11-30 06:31:12.188+00'),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c96-739b-9dc3-3bc7b5b8d07c', '01a22b26-7c8d-77d3-9cf5-2618013b8229', '01a22b26-7c96-739b-9dc3-36f2681b0d6c', 'waiting', NULL, 1, NULL, 100, 3600000, 1, 1, 1, 1, 1, 0, 0, '{"input_tokens": 1925, "output_tokens": 5, "reasoning_tokens": 0, "cache_read_tokens": 0, "cache_creation_tokens": 0}', NULL, NULL, '01a22b26-6c41-73d5-ba9a-51a09f98ea9f', 1, '2026-11-30 06:32:12.304+00', 0, '2026-12-30 06:32:12.316+00', NULL, '[{"ordinal": 0, "iteration": 1}]', '2026-11-30 06:31:12.279+00', '2026-11-30 06:31:12.279+00', NULL),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c66-7788-a825-7cc607369898', '01a22b26-7c58-73fe-b602-36b7da8689ed', '01a22b26-7c65-72e3-8dad-1637b70cdbb9', 'running', NULL, 1, NULL, 100, 3600000, 1, 1, 0, 0, 0, 0, 0, '{"input_tokens": 0, "output_tokens": 0, "reasoning_tokens": 0, "cache_read_tokens": 0, "cache_creation_tokens": 0}', NULL, NULL, '01a22b26-6c41-73d5-ba9a-51a09f98ea9f', 1, '2026-11-30 06:32:27.615728+00', 0, '2026-11-30 07:31:12.232+00', NULL, NULL, '2026-11-30 06:31:12.232+00', '2026-11-30 06:31:12.232+00', NULL),
	('01a22b26-6ebd-72f1-8897-c39cd67c0b4b', '01a22b26-7c76-73b8-8dcb-866b98ecc8e4', '01a22b26-7c58-73fe-b602-36b7da8689ed', '01a22b26-7c76-73b8-8dcb-82649ab5a0cb', 'queued', 8, 1, NULL, 100, 3600000, 0, 1, 0, 0, 0, 0, 0, '{"input_tokens": 0, "output_tokens": 0, "reasoning_tokens": 0, "cache_read_tokens": 0, "cache_creation_tokens": 0}', NULL, NULL, NULL, NULL, '2026-11-30 06:31:12.246+00', 0, NULL, NULL, NULL, '2026-11-30 06:31:12.246+00', NULL, NULL);


--
-- Data for Name: user_identities; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: users; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.users VALUES
	('01a22b26-6d06-748d-8364-e5ac1fb72370', 'ada@everruns.example', 'ada@everruns.example', true, 'ada', '$argon2id$v=19$m=19456,t=2,p=1$dauzCSoXDDDQ97Mlc+cyMA$Oq5oKgVObAt31mRUKxjbVTODFqpgAdmMYDQjVVubt2E', 1, 'active', '2026-11-30 06:31:08.294+00', '2026-11-30 06:31:08.293424+00'),
	('01a22b26-6ebc-70ea-9f7f-1e4d747c2988', 'bea@b.example', 'bea@b.example', false, 'bea', '$argon2id$v=19$m=19456,t=2,p=1$1ceibKVzTtSQPhDPN8e4wg$+/b0KwqT0VAW++EzCldPcJGt9HDf82/8Gm2/oPajnEk', 1, 'active', '2026-11-30 06:31:08.732+00', '2026-11-30 06:31:08.737675+00'),
	('01a22b26-6f71-70e8-9a33-22e0a350d7b4', 'vic@v.example', 'vic@v.example', false, 'vic', '$argon2id$v=19$m=19456,t=2,p=1$5bgSUjPnx7LaQlrAyzkvwQ$XR4nWRyumz7N1ZlGnWmKUrI1/hBMll2uvflovxv4iLs', 1, 'active', '2026-11-30 06:31:08.913+00', '2026-11-30 06:31:08.916098+00');


--
-- Name: outbox_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.outbox_id_seq', 2, true);


--
-- Name: agent_versions agent_versions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agent_versions
    ADD CONSTRAINT agent_versions_pkey PRIMARY KEY (agent_id, version);


--
-- Name: agents agents_org_id_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agents
    ADD CONSTRAINT agents_org_id_id_key UNIQUE (org_id, id);


--
-- Name: agents agents_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agents
    ADD CONSTRAINT agents_pkey PRIMARY KEY (id);


--
-- Name: api_keys api_keys_key_hash_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_key_hash_key UNIQUE (key_hash);


--
-- Name: api_keys api_keys_org_id_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_org_id_id_key UNIQUE (org_id, id);


--
-- Name: api_keys api_keys_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_pkey PRIMARY KEY (id);


--
-- Name: atom_operations atom_operations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.atom_operations
    ADD CONSTRAINT atom_operations_pkey PRIMARY KEY (turn_id, iteration, kind, ordinal, operation);


--
-- Name: atoms atoms_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.atoms
    ADD CONSTRAINT atoms_pkey PRIMARY KEY (turn_id, iteration, kind, ordinal);


--
-- Name: audit_log audit_log_org_id_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_log
    ADD CONSTRAINT audit_log_org_id_id_key UNIQUE (org_id, id);


--
-- Name: audit_log audit_log_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_log
    ADD CONSTRAINT audit_log_pkey PRIMARY KEY (id);


--
-- Name: auth_sessions auth_sessions_org_id_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_sessions
    ADD CONSTRAINT auth_sessions_org_id_id_key UNIQUE (org_id, id);


--
-- Name: auth_sessions auth_sessions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_sessions
    ADD CONSTRAINT auth_sessions_pkey PRIMARY KEY (id);


--
-- Name: auth_sessions auth_sessions_token_hash_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_sessions
    ADD CONSTRAINT auth_sessions_token_hash_key UNIQUE (token_hash);


--
-- Name: events events_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (session_id, sequence);


--
-- Name: idempotency_keys idempotency_keys_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.idempotency_keys
    ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (org_id, scope, key);


--
-- Name: invitations invitations_org_id_email_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_org_id_email_key_key UNIQUE (org_id, email_key);


--
-- Name: invitations invitations_org_id_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_org_id_id_key UNIQUE (org_id, id);


--
-- Name: invitations invitations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_pkey PRIMARY KEY (id);


--
-- Name: invitations invitations_token_hash_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_token_hash_key UNIQUE (token_hash);


--
-- Name: llm_models llm_models_org_id_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.llm_models
    ADD CONSTRAINT llm_models_org_id_id_key UNIQUE (org_id, id);


--
-- Name: llm_models llm_models_org_id_provider_id_model_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.llm_models
    ADD CONSTRAINT llm_models_org_id_provider_id_model_id_key UNIQUE (org_id, provider_id, model_id);


--
-- Name: llm_models llm_models_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.llm_models
    ADD CONSTRAINT llm_models_pkey PRIMARY KEY (id);


--
-- Name: llm_providers llm_providers_org_id_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.llm_providers
    ADD CONSTRAINT llm_providers_org_id_id_key UNIQUE (org_id, id);


--
-- Name: llm_providers llm_providers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.llm_providers
    ADD CONSTRAINT llm_providers_pkey PRIMARY KEY (id);


--
-- Name: memberships memberships_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT memberships_pkey PRIMARY KEY (org_id, user_id);


--
-- Name: organizations organizations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.organizations
    ADD CONSTRAINT organizations_pkey PRIMARY KEY (id);


--
-- Name: outbox outbox_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);


--
-- Name: outbox outbox_turn_id_segment_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_turn_id_segment_key UNIQUE (turn_id, segment);


--
-- Name: platform_settings platform_settings_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.platform_settings
    ADD CONSTRAINT platform_settings_pkey PRIMARY KEY (name);


--
-- Name: processes processes_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.processes
    ADD CONSTRAINT processes_pkey PRIMARY KEY (id);


--
-- Name: rate_limits rate_limits_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.rate_limits
    ADD CONSTRAINT rate_limits_pkey PRIMARY KEY (key);


--
-- Name: refresh_tokens refresh_tokens_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.refresh_tokens
    ADD CONSTRAINT refresh_tokens_pkey PRIMARY KEY (token_hash);


--
-- Name: schema_migrations schema_migrations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.schema_migrations
    ADD CONSTRAINT schema_migrations_pkey PRIMARY KEY (name);


--
-- Name: session_files session_files_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.session_files
    ADD CONSTRAINT session_files_pkey PRIMARY KEY (id);


--
-- Name: session_files session_files_session_id_path_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.session_files
    ADD CONSTRAINT session_files_session_id_path_key UNIQUE (session_id, path);


--
-- Name: sessions sessions_org_id_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_org_id_id_key UNIQUE (org_id, id);


--
-- Name: sessions sessions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (id);


--
-- Name: turn_inputs turn_inputs_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.turn_inputs
    ADD CONSTRAINT turn_inputs_pkey PRIMARY KEY (message_id);


--
-- Name: turns turns_org_id_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.turns
    ADD CONSTRAINT turns_org_id_id_key UNIQUE (org_id, id);


--
-- Name: turns turns_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.turns
    ADD CONSTRAINT turns_pkey PRIMARY KEY (id);


--
-- Name: user_identities user_identities_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.user_identities
    ADD CONSTRAINT user_identities_pkey PRIMARY KEY (provider, subject);


--
-- Name: users users_email_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_email_key_key UNIQUE (email_key);


--
-- Name: users users_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);


--
-- Name: agents_by_age; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX agents_by_age ON public.agents USING btree (org_id, created_at DESC, id DESC);


--
-- Name: agents_by_key; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX agents_by_key ON public.agents USING gin (public.search_keys(org_id, tags, ((name || ' '::text) || COALESCE(description, ''::text)))) WITH (gin_pending_list_limit='128');
ALTER INDEX public.agents_by_key ALTER COLUMN 1 SET STATISTICS 0;


--
-- Name: api_keys_by_age; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX api_keys_by_age ON public.api_keys USING btree (org_id, created_at DESC, id DESC);


--
-- Name: audit_log_by_age; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_log_by_age ON public.audit_log USING btree (org_id, created_at DESC, id DESC);


--
-- Name: auth_sessions_by_end; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_sessions_by_end ON public.auth_sessions USING btree (expires_at);


--
-- Name: auth_sessions_by_user; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_sessions_by_user ON public.auth_sessions USING btree (user_id);


--
-- Name: events_by_id; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX events_by_id ON public.events USING btree (session_id, id);


--
-- Name: events_by_turn; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX events_by_turn ON public.events USING btree (session_id, turn_id, sequence) WHERE (turn_id IS NOT NULL);


--
-- Name: events_generations; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX events_generations ON public.events USING btree (org_id, ts) WHERE (type = 'llm.generation'::text);


--
-- Name: events_messages; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX events_messages ON public.events USING btree (session_id, sequence) WHERE (type = ANY (ARRAY['input.message'::text, 'output.message.completed'::text, 'tool.completed'::text]));


--
-- Name: events_summaries; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX events_summaries ON public.events USING btree (session_id, sequence) WHERE (type = 'context.compacted'::text);


--
-- Name: idempotency_keys_by_age; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idempotency_keys_by_age ON public.idempotency_keys USING btree (created_at);


--
-- Name: llm_models_one_default; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX llm_models_one_default ON public.llm_models USING btree (org_id) WHERE is_default;


--
-- Name: memberships_by_user; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX memberships_by_user ON public.memberships USING btree (user_id);


--
-- Name: outbox_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX outbox_due ON public.outbox USING btree (next_at);


--
-- Name: refresh_tokens_by_family; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX refresh_tokens_by_family ON public.refresh_tokens USING btree (family_id);


--
-- Name: sessions_by_age; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sessions_by_age ON public.sessions USING btree (org_id, created_at DESC, id DESC);


--
-- Name: sessions_by_agent; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sessions_by_agent ON public.sessions USING btree (org_id, agent_id, created_at DESC, id DESC);


--
-- Name: sessions_by_key; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sessions_by_key ON public.sessions USING gin (public.search_keys(org_id, tags, title)) WITH (gin_pending_list_limit='128');
ALTER INDEX public.sessions_by_key ALTER COLUMN 1 SET STATISTICS 0;


--
-- Name: turn_inputs_by_turn; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX turn_inputs_by_turn ON public.turn_inputs USING btree (turn_id, message_id);


--
-- Name: turns_by_session; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX turns_by_session ON public.turns USING btree (session_id, created_at DESC, id DESC);


--
-- Name: turns_live; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX turns_live ON public.turns USING btree (id) WHERE (status = ANY (ARRAY['running'::text, 'waiting'::text]));


--
-- Name: turns_one_active; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX turns_one_active ON public.turns USING btree (session_id) WHERE (status = ANY (ARRAY['running'::text, 'waiting'::text]));


--
-- Name: turns_queue; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX turns_queue ON public.turns USING btree (session_id, queue_rank) WHERE (status = 'queued'::text);


--
-- Name: user_identities_by_user; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX user_identities_by_user ON public.user_identities USING btree (user_id);


--
-- Name: agent_versions agent_versions_org_id_agent_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agent_versions
    ADD CONSTRAINT agent_versions_org_id_agent_id_fkey FOREIGN KEY (org_id, agent_id) REFERENCES public.agents(org_id, id);


--
-- Name: agents agents_org_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agents
    ADD CONSTRAINT agents_org_id_fkey FOREIGN KEY (org_id) REFERENCES public.organizations(id);


--
-- Name: api_keys api_keys_org_id_user_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES public.memberships(org_id, user_id) ON DELETE CASCADE;


--
-- Name: atom_operations atom_operations_org_id_turn_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.atom_operations
    ADD CONSTRAINT atom_operations_org_id_turn_id_fkey FOREIGN KEY (org_id, turn_id) REFERENCES public.turns(org_id, id);


--
-- Name: atoms atoms_org_id_turn_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.atoms
    ADD CONSTRAINT atoms_org_id_turn_id_fkey FOREIGN KEY (org_id, turn_id) REFERENCES public.turns(org_id, id);


--
-- Name: audit_log audit_log_org_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_log
    ADD CONSTRAINT audit_log_org_id_fkey FOREIGN KEY (org_id) REFERENCES public.organizations(id);


--
-- Name: auth_sessions auth_sessions_org_id_user_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_sessions
    ADD CONSTRAINT auth_sessions_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES public.memberships(org_id, user_id) ON DELETE CASCADE;


--
-- Name: events events_org_id_session_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_org_id_session_id_fkey FOREIGN KEY (org_id, session_id) REFERENCES public.sessions(org_id, id);


--
-- Name: invitations invitations_accepted_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_accepted_by_fkey FOREIGN KEY (accepted_by) REFERENCES public.users(id) ON DELETE CASCADE;


--
-- Name: invitations invitations_invited_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES public.users(id) ON DELETE SET NULL;


--
-- Name: invitations invitations_org_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_org_id_fkey FOREIGN KEY (org_id) REFERENCES public.organizations(id);


--
-- Name: llm_models llm_models_org_id_provider_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.llm_models
    ADD CONSTRAINT llm_models_org_id_provider_id_fkey FOREIGN KEY (org_id, provider_id) REFERENCES public.llm_providers(org_id, id) ON DELETE CASCADE;


--
-- Name: llm_providers llm_providers_org_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.llm_providers
    ADD CONSTRAINT llm_providers_org_id_fkey FOREIGN KEY (org_id) REFERENCES public.organizations(id);


--
-- Name: memberships memberships_org_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT memberships_org_id_fkey FOREIGN KEY (org_id) REFERENCES public.organizations(id);


--
-- Name: memberships memberships_user_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT memberships_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;


--
-- Name: outbox outbox_org_id_turn_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_org_id_turn_id_fkey FOREIGN KEY (org_id, turn_id) REFERENCES public.turns(org_id, id);


--
-- Name: refresh_tokens refresh_tokens_family_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.refresh_tokens
    ADD CONSTRAINT refresh_tokens_family_id_fkey FOREIGN KEY (family_id) REFERENCES public.auth_sessions(id) ON DELETE CASCADE;


--
-- Name: session_files session_files_org_id_session_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.session_files
    ADD CONSTRAINT session_files_org_id_session_id_fkey FOREIGN KEY (org_id, session_id) REFERENCES public.sessions(org_id, id);


--
-- Name: sessions sessions_org_id_agent_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_org_id_agent_id_fkey FOREIGN KEY (org_id, agent_id) REFERENCES public.agents(org_id, id);


--
-- Name: sessions sessions_org_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_org_id_fkey FOREIGN KEY (org_id) REFERENCES public.organizations(id);


--
-- Name: turn_inputs turn_inputs_org_id_session_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.turn_inputs
    ADD CONSTRAINT turn_inputs_org_id_session_id_fkey FOREIGN KEY (org_id, session_id) REFERENCES public.sessions(org_id, id);


--
-- Name: turn_inputs turn_inputs_org_id_turn_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.turn_inputs
    ADD CONSTRAINT turn_inputs_org_id_turn_id_fkey FOREIGN KEY (org_id, turn_id) REFERENCES public.turns(org_id, id);


--
-- Name: turns turns_org_id_session_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.turns
    ADD CONSTRAINT turns_org_id_session_id_fkey FOREIGN KEY (org_id, session_id) REFERENCES public.sessions(org_id, id);


--
-- Name: user_identities user_identities_user_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.user_identities
    ADD CONSTRAINT user_identities_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;


--
-- PostgreSQL database dump complete
--


