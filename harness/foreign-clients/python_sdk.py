"""Calls every method of one release of the original's Python SDK. Prints one JSON line for each: {"method", "outcome", "detail"}.

The release is whatever `everruns_sdk` is on PYTHONPATH. Arguments: the base URL of the door, an API key, the id of a model, a name for this run.
"""

import asyncio
import inspect
import json
import sys
from types import SimpleNamespace

import everruns_sdk
from everruns_sdk import Everruns

try:
    from everruns_sdk.errors import ApiError
except ImportError:
    from everruns_sdk import ApiError

BASE, KEY, MODEL_ID, RELEASE = sys.argv[1:5]
TEXT = "[[sim:text Six times seven is forty-two.]]"
CLIENT_TOOL = {
    "name": "get_weather",
    "description": "The weather at a place",
    "parameters": {"type": "object", "properties": {"place": {"type": "string"}}},
}


class Absent(Exception):
    """This release has no such method, or the method has no such argument."""


def method(client, name):
    """The method `agents.create` of a client. Raises `Absent`."""
    found = client
    for part in name.split("."):
        if not hasattr(found, part):
            raise Absent(name)
        found = getattr(found, part)
    return found


def takes(call, argument):
    if argument not in inspect.signature(call).parameters:
        raise Absent(argument)


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


class Run:
    """The calls in their order; later ones use what earlier ones made."""

    def __init__(self, client):
        self.client = client
        self.agent = None
        self.session = None
        self.event_ids = []

    async def make_session(self, agent_id, **more):
        create = method(self.client, "sessions.create")
        parameters = inspect.signature(create).parameters
        if list(parameters)[0] == "harness_id" and parameters["harness_id"].default is inspect.Parameter.empty:
            generate = getattr(everruns_sdk, "generate_harness_id", lambda: "harness_" + "0" * 32)
            return await create(generate(), agent_id=agent_id, **more)
        return await create(agent_id=agent_id, **more)

    async def follow(self, session_id, until, **options):
        seen = []
        async for event in self.client.events.stream(session_id, **options):
            seen.append(event)
            if event.type in until:
                break
        return seen

    async def agents_create(self):
        self.agent = await self.client.agents.create("kit-" + RELEASE.replace(".", "-"), "You answer briefly.")
        expect(self.agent.system_prompt == "You answer briefly.", self.agent)
        expect(self.agent.status == "active", self.agent.status)

    async def agents_create_with_all(self):
        create = method(self.client, "agents.create")
        takes(create, "capabilities")
        config = getattr(everruns_sdk.models, "AgentCapabilityConfig")
        agent = await create(
            "kit-all-" + RELEASE.replace(".", "-"),
            "You count.",
            description="Counts",
            tags=["kit"],
            default_model_id=MODEL_ID,
            capabilities=[config(ref="math"), config(ref="current_time", config={})],
        )
        expect([c.ref for c in agent.capabilities] == ["math", "current_time"], agent.capabilities)
        expect(agent.default_model_id == MODEL_ID, agent.default_model_id)

    async def agents_create_with_client_tools(self):
        create = method(self.client, "agents.create")
        takes(create, "tools")
        tool = everruns_sdk.models.ToolDefinition(**CLIENT_TOOL)
        agent = await create("kit-tools-" + RELEASE.replace(".", "-"), "You look outside.", tools=[tool])
        expect(agent.tools[0].name == "get_weather", agent.tools)
        expect(agent.tools[0].type == "client_side", agent.tools)

    async def agents_create_with_initial_files(self):
        create = method(self.client, "agents.create")
        takes(create, "initial_files")
        file = everruns_sdk.models.InitialFile(path="/a.txt", content="a")
        await create("kit-files", "You read.", initial_files=[file])

    async def agents_list(self):
        agents = await self.client.agents.list()
        expect(self.agent.id in [agent.id for agent in agents], "the agent is not in its list")

    async def agents_list_search(self):
        takes(self.client.agents.list, "search")
        agents = await self.client.agents.list(search=self.agent.name)
        expect([agent.id for agent in agents] == [self.agent.id], agents)

    async def agents_get(self):
        agent = await self.client.agents.get(self.agent.id)
        expect(agent.name == self.agent.name, agent)

    async def agents_apply(self):
        apply = method(self.client, "agents.apply")
        await apply(everruns_sdk.generate_agent_id(), "kit-applied", "You are applied.")

    async def agents_apply_by_name(self):
        apply = method(self.client, "agents.apply_by_name")
        agent = await apply(self.agent.name, "You answer in one word.")
        expect(agent.id == self.agent.id, "a second agent of the same name")
        expect(agent.system_prompt == "You answer in one word.", agent.system_prompt)

    async def agents_copy(self):
        agent = await method(self.client, "agents.copy")(self.agent.id)
        expect(agent.id != self.agent.id, agent.id)

    async def agents_import_markdown(self):
        text = "---\nname: from-markdown\ncapabilities:\n  - math\n---\n\nYou are Markdown.\n"
        await self.imported(text, "from-markdown", "You are Markdown.")

    async def agents_import_yaml(self):
        await self.imported("name: from-yaml\nsystem_prompt: You are YAML.\n", "from-yaml", "You are YAML.")

    async def agents_import_json(self):
        text = json.dumps({"name": "from-json", "system_prompt": "You are JSON."})
        await self.imported(text, "from-json", "You are JSON.")

    async def agents_import_text(self):
        await self.imported("You are plain: a text.", "You are plain: a text.", "You are plain: a text.")

    async def imported(self, text, name, prompt):
        agent = await method(self.client, "agents.import_agent")(text)
        expect(agent.name == name, agent.name)
        expect(agent.system_prompt.strip() == prompt, agent.system_prompt)

    async def agents_import_example(self):
        await method(self.client, "agents.import_example")("weather")

    async def agents_export(self):
        text = await method(self.client, "agents.export")(self.agent.id)
        expect(text.startswith("---\n") and self.agent.name in text, text)

    async def agents_stats(self):
        await method(self.client, "agents.stats")(self.agent.id)

    async def agents_list_versions(self):
        await method(self.client, "agents.list_versions")(self.agent.id)

    async def agents_create_version(self):
        await method(self.client, "agents.create_version")(self.agent.id)

    async def agents_list_health_checks(self):
        await method(self.client, "agents.list_health_checks")(self.agent.id)

    async def agents_analyze(self):
        await method(self.client, "agents.analyze")("You are analyzed.")

    async def sessions_create(self):
        self.session = await self.make_session(self.agent.id, title="Kit")
        expect(self.session.agent_id == self.agent.id, self.session)
        expect(self.session.title == "Kit", self.session)

    async def sessions_create_by_agent_name(self):
        takes(self.client.sessions.create, "agent_name")
        session = await self.client.sessions.create(agent_name=self.agent.name)
        expect(session.agent_id == self.agent.id, session.agent_id)

    async def sessions_create_without_agent(self):
        create = self.client.sessions.create
        parameters = inspect.signature(create).parameters
        if parameters["agent_id"].default is inspect.Parameter.empty:
            raise Absent("agent_id is needed")
        await self.make_session(None)

    async def sessions_create_with_locale(self):
        takes(self.client.sessions.create, "locale")
        await self.make_session(self.agent.id, locale="uk-UA")

    async def sessions_list(self):
        sessions = await self.client.sessions.list()
        expect(self.session.id in [session.id for session in sessions], "the session is not in its list")
        of_agent = await self.client.sessions.list(agent_id=self.agent.id)
        expect({session.agent_id for session in of_agent} == {self.agent.id}, of_agent)

    async def sessions_get(self):
        session = await self.client.sessions.get(self.session.id)
        expect(session.status in ("started", "idle", "active"), session.status)

    async def messages_create(self):
        message = await self.client.messages.create(self.session.id, TEXT)
        expect(message.role == "user", message.role)
        expect(message.content[0].text == TEXT, message.content)

    async def events_stream(self):
        seen = await self.follow(self.session.id, {"turn.completed", "turn.failed"})
        types = [event.type for event in seen]
        expect("output.message.completed" in types and types[-1] == "turn.completed", types)
        deltas = [event.data for event in seen if event.type == "output.message.delta"]
        if deltas:
            whole = "".join(data["delta"] for data in deltas)
            expect(deltas[-1]["accumulated"] == whole, deltas[-1])
        self.event_ids = [event.id for event in seen if event.type == "input.message"]

    async def events_stream_since_id(self):
        since = self.event_ids[0]
        seen = await self.follow(self.session.id, {"turn.completed"}, since_id=since)
        expect(seen[0].id != since and "input.message" not in [event.type for event in seen], seen)

    async def events_stream_types(self):
        takes(self.client.events.stream, "types")
        types = ["message.agent", "turn.cancelled", "turn.completed", "budget.exhausted"]
        seen = await self.follow(self.session.id, {"turn.completed"}, types=types)
        expect([event.type for event in seen] == ["message.agent", "turn.completed"], seen)

    async def events_list(self):
        events = await self.client.events.list(self.session.id)
        types = [event.type for event in events]
        expect(types[:2] == ["session.started", "input.message"] and types[-1] == "session.idled", types)

    async def events_list_types(self):
        takes(self.client.events.list, "types")
        events = await self.client.events.list(self.session.id, types=["turn.completed"])
        expect([event.type for event in events] == ["turn.completed"], events)
        others = await self.client.events.list(self.session.id, exclude=["turn.completed"])
        expect("turn.completed" not in [event.type for event in others] and len(others) > 3, others)

    async def events_list_limit(self):
        takes(self.client.events.list, "limit")
        events = await self.client.events.list(self.session.id, limit=2)
        expect([event.type for event in events] == ["turn.completed", "session.idled"], events)

    async def events_list_order_desc(self):
        takes(self.client.events.list, "order_desc")
        events = await self.client.events.list(self.session.id, limit=1, order_desc=True)
        expect([event.type for event in events] == ["session.idled"], events)

    async def events_list_search(self):
        takes(self.client.events.list, "q")
        await self.client.events.list(self.session.id, q="forty")

    async def messages_list(self):
        messages = await self.client.messages.list(self.session.id)
        expect([message.role for message in messages] == ["user", "agent"], messages)
        expect(messages[1].content[0].text == "Six times seven is forty-two.", messages[1])

    async def messages_create_with_controls(self):
        controls = everruns_sdk.models.Controls(model_id=MODEL_ID)
        session = await self.make_session(self.agent.id)
        await self.client.messages.create(session.id, TEXT, controls)
        await self.follow(session.id, {"turn.completed"})

    async def messages_create_with_temperature(self):
        if "temperature" not in everruns_sdk.models.Controls.model_fields:
            raise Absent("temperature")
        controls = everruns_sdk.models.Controls(temperature=0.5)
        await self.client.messages.create(self.session.id, TEXT, controls)

    async def messages_create_tool_results(self):
        send = method(self.client, "messages.create_tool_results")
        session, call = await self.ask_for_weather()
        result = everruns_sdk.models.ContentPart.make_tool_result(call.id, {"sky": "clear"})
        answer = await send(session.id, [result])
        if hasattr(answer, "accepted"):
            expect(answer.accepted == 1 and isinstance(answer.status, str), answer)
        else:
            expect(answer.role == "tool_result" and answer.content[0].tool_call_id == call.id, answer)
        seen = await self.follow(session.id, {"turn.completed", "turn.failed"})
        expect(seen[-1].type == "turn.completed", seen[-1])
        done = [event.data for event in seen if event.type == "tool.completed"][0]
        expect(done["tool_name"] == "get_weather" and done["status"] == "success", done)
        expect(isinstance(done["result"], list) and isinstance(done["duration_ms"], int), done)

    async def ask_for_weather(self):
        """A session whose agent calls a tool of the client. Releases without tools make the agent as their users had to."""
        body = {"name": "kit-caller-" + RELEASE.replace(".", "-"), "system_prompt": "You look.", "tools": [CLIENT_TOOL]}
        agent = await self.client._post("/agents", body)
        session = await self.make_session(agent["id"])
        script = '[[sim:tool get_weather {"place":"Kyiv"}]][[sim:next]][[sim:text Sunny.]]'
        await self.client.messages.create(session.id, script)
        seen = await self.follow(session.id, {"tool.call_requested", "turn.failed"})
        call = SimpleNamespace(**seen[-1].data["tool_calls"][0])
        expect(call.name == "get_weather" and call.arguments == {"place": "Kyiv"}, call)
        return session, call

    async def sessions_get_while_waiting(self):
        await self.while_waiting(self.client.sessions.get)

    async def sessions_list_while_waiting(self):
        async def find(session_id):
            return [session for session in await self.client.sessions.list() if session.id == session_id][0]

        await self.while_waiting(find)

    async def while_waiting(self, read):
        """Reads a session that waits for its client. It is canceled in the end: the first releases cannot list it."""
        session, _call = await self.ask_for_weather()
        try:
            for _ in range(100):
                found = await read(session.id)
                if found.status != "active":
                    break
                await asyncio.sleep(0.1)
            expect(found.status == "waitingfortoolresults", found.status)
        finally:
            await self.client.sessions.cancel(session.id)
            for _ in range(100):
                if (await self.client._get(f"/sessions/{session.id}"))["status"] == "idle":
                    break
                await asyncio.sleep(0.1)

    async def sessions_cancel(self):
        await self.client.sessions.cancel(self.session.id)

    async def sessions_export(self):
        text = await method(self.client, "sessions.export")(self.session.id)
        lines = [json.loads(line) for line in text.splitlines()]
        expect([line["role"] for line in lines[:2]] == ["user", "agent"], lines)

    async def sessions_pin(self):
        await method(self.client, "sessions.pin")(self.session.id)

    async def sessions_set_secrets(self):
        await method(self.client, "sessions.set_secrets")(self.session.id, {"A": "b"})

    async def sessions_budgets(self):
        await method(self.client, "sessions.budgets")(self.session.id)

    async def sessions_resume(self):
        await method(self.client, "sessions.resume")(self.session.id)

    async def session_files(self):
        files = method(self.client, "session_files")
        made = await files.create(self.session.id, "/notes/a.txt", "hello world")
        expect(made.path == "/notes/a.txt" and made.content == "hello world", made)
        read = await files.read(self.session.id, "/notes/a.txt")
        expect(read.content == "hello world", read)
        changed = await files.update(self.session.id, "/notes/a.txt", "good bye")
        expect(changed.content == "good bye", changed)
        await files.create_dir(self.session.id, "/empty")
        listed = await files.list(self.session.id, recursive=True)
        expect("/notes/a.txt" in [file.path for file in listed], listed)
        expect((await files.list(self.session.id, "/notes"))[0].name == "a.txt", "the directory")
        await files.copy_file(self.session.id, "/notes/a.txt", "/notes/b.txt")
        await files.move_file(self.session.id, "/notes/b.txt", "/notes/c.txt")
        found = await files.grep(self.session.id, "bye", path_pattern="*.txt")
        expect(found[0].matches[0].line == "good bye", found)
        expect((await files.stat(self.session.id, "/notes/c.txt")).size_bytes == 8, "its size")
        expect((await files.delete(self.session.id, "/notes", recursive=True)).deleted, "it is gone")

    async def capabilities_list(self):
        listed = await method(self.client, "capabilities.list")()
        expect("math" in [capability.id for capability in listed], listed)

    async def capabilities_list_page(self):
        page = await method(self.client, "capabilities.list_page")(search="math", limit=1)
        expect(page.total >= 1 and len(page.data) == 1 and page.limit == 1, page)

    async def capabilities_get(self):
        expect((await method(self.client, "capabilities.get")("math")).id == "math", "math")

    async def capabilities_list_guardrail_examples(self):
        await method(self.client, "capabilities.list_guardrail_examples")()

    async def models_list(self):
        listed = await method(self.client, "models.list")()
        expect(MODEL_ID in [model.id for model in listed], listed)

    async def models_get(self):
        expect((await method(self.client, "models.get")(MODEL_ID)).id == MODEL_ID, MODEL_ID)

    async def harnesses_list(self):
        await method(self.client, "harnesses.list")()

    async def workspaces_list(self):
        await method(self.client, "workspaces.list")()

    async def workspace_files_list(self):
        await method(self.client, "workspace_files.list")("w")

    async def memories_list(self):
        await method(self.client, "memories.list")()

    async def connections_list(self):
        await method(self.client, "connections.list")()

    async def budgets_list(self):
        await method(self.client, "budgets.list")()

    async def agent_client_card(self):
        client = getattr(everruns_sdk, "AgentClient", None)
        if client is None:
            raise Absent("AgentClient")
        agent = client(agent_url=BASE + "/v1/channels/apichan_0", credential=KEY)
        try:
            await agent.card()
        finally:
            await agent.close()

    async def agents_get_unknown(self):
        await self.client.agents.get("00000000-0000-7000-8000-00000000dead")

    async def sessions_delete(self):
        session = await self.make_session(self.agent.id)
        await self.client.sessions.delete(session.id)

    async def agents_delete(self):
        await self.client.agents.delete(self.agent.id)


HELPERS = {"make_session", "ask_for_weather", "while_waiting"}
METHODS = [name for name in vars(Run) if "_" in name and not name.startswith("_") and name not in HELPERS]


async def outcome_of(call):
    try:
        await asyncio.wait_for(call(), 30)
        return "works", None
    except Absent as absent:
        return "absent", str(absent)
    except ApiError as error:
        return f"{error.status_code} {error.code}", error.message
    except BaseException as error:  # noqa: BLE001
        return f"raises {type(error).__name__}", str(error)[:1000]


async def main():
    async with Everruns(api_key=KEY, base_url=BASE) as client:
        run = Run(client)
        for name in METHODS:
            outcome, detail = await outcome_of(getattr(run, name))
            print(json.dumps({"method": name, "outcome": outcome, "detail": detail}), flush=True)


asyncio.run(main())
