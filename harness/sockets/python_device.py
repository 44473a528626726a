"""A device that is not ours: the client of the Python library `websockets` executes a call, loses its connection in the middle, and goes on.

Prints one JSON object with what it saw. Arguments: the URL of the socket, the id of a session, the name of a tool, a name for the device.
"""

import json
import socket
import sys
import uuid
from contextlib import ExitStack

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

URL, SESSION, TOOL, DEVICE = sys.argv[1:5]
INSTANCE = str(uuid.uuid4())
REQUEST = str(uuid.uuid4())
# Closes every socket at the end.
OPEN = ExitStack()
SCRIPT = '[[sim:tool %s {"a": 1}]][[sim:next]][[sim:text Done.]]' % TOOL
MESSAGE = {
    "type": "message",
    "request_id": REQUEST,
    "session_id": SESSION,
    "content": [{"type": "text", "text": SCRIPT}],
}


class Device:
    """One socket of the device."""

    def __init__(self, running=(), resume=()):
        self.frames = []
        self.waiting = []
        opened = connect(URL, subprotocols=["everruns.v1"], open_timeout=20)
        self.socket = OPEN.enter_context(opened)
        self.send(
            type="hello",
            device_id=DEVICE,
            instance_id=INSTANCE,
            tools=[TOOL],
            running=list(running),
            resume=list(resume),
        )
        self.next("welcome")

    def send(self, **frame):
        self.socket.send(json.dumps(frame))

    def next(self, kind):
        """The next frame of this type. The frames before it wait for whoever asks for them."""
        for index, frame in enumerate(self.waiting):
            if frame["type"] == kind:
                return self.waiting.pop(index)
        while True:
            frame = json.loads(self.socket.recv(timeout=30))
            self.frames.append(frame)
            if frame["type"] == "ping":
                self.send(type="pong")
            if frame["type"] == kind:
                return frame
            self.waiting.append(frame)

    def cut(self):
        """Ends the TCP connection without a word."""
        self.socket.socket.shutdown(socket.SHUT_RDWR)
        try:
            while True:
                self.socket.recv(timeout=30)
        except ConnectionClosed:
            pass

    def code_after(self, data):
        """The code with which the server closes the socket after this."""
        try:
            self.socket.send(data)
            while True:
                self.socket.recv(timeout=30)
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else None

    def sequences(self):
        events = [frame["event"] for frame in self.frames if frame["type"] == "event"]
        return [event["sequence"] for event in events if "sequence" in event]


first = Device()
pong = first.socket.ping("still there?")
first.send(type="subscribe", session_id=SESSION)
first.send(**MESSAGE)
started = first.next("stream_start")
call = first.next("tool_call")
first.send(type="claim", tool_call_id=call["tool_call_id"])
claimed = first.next("claimed")
is_ponged = pong.wait(timeout=30)
first.cut()
seen = first.sequences()

second = Device(
    running=[call["tool_call_id"]],
    resume=[{"session_id": SESSION, "after_sequence": seen[-1]}],
)
reclaimed = second.next("claimed")
second.send(type="tool_result", tool_call_id=call["tool_call_id"], result={"sum": 1})
settled = second.next("settled")
second.send(**MESSAGE)
restarted = second.next("stream_start")
ended = second.next("stream_end")
extensions = [extension.name for extension in second.socket.protocol.extensions]
subprotocol = second.socket.subprotocol
second.socket.close()

print(
    json.dumps(
        {
            "subprotocol": subprotocol,
            "extensions": extensions,
            "is_ponged": is_ponged,
            "call": {key: call[key] for key in ("name", "arguments")},
            "claims": [claimed["ok"], reclaimed["ok"]],
            "settled_by": settled["by"],
            "is_same_message": started["message_id"] == restarted["message_id"],
            "end": {key: ended[key] for key in ("status", "mutations")},
            "sequences": seen + second.sequences(),
            "codes": {
                "close": second.socket.protocol.close_code,
                "binary": Device().code_after(b"{}"),
                "too large": Device().code_after("x" * (1024 * 1024 + 1)),
                "fragments": Device().code_after(iter(["x" * 600_000, "x" * 600_000])),
            },
        }
    )
)
OPEN.close()
