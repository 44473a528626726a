"""Reads HTTP/1.1 byte streams with h11, which shares nothing with Node's parser, and prints what it found.

Input, one JSON document: {"streams": [{"reads": "requests" | "responses", "bytes": base64, "asked": [{"method", "closes"}]}]}.
`asked` is needed for responses: the requests that they answer, in order. Output: a list with, for each stream,
{"messages", "error", "isWhole"}; `isWhole` is false if the remaining bytes are not a complete message.
"""

import base64
import json
import sys

import h11

MOST_HEAD_BYTES = 64 * 1024


def to_message(event):
    headers = [[name.decode("latin1"), value.decode("latin1")] for name, value in event.headers]
    if isinstance(event, h11.Request):
        start = {"method": event.method.decode("latin1"), "target": event.target.decode("latin1")}
    else:
        start = {"status": event.status_code}
    return {**start, "headers": headers, "body": b""}


def answer(connection, method):
    """Sends a short answer, so that the connection is ready for its next request."""
    status = 405 if method == "CONNECT" else 200
    connection.send(h11.Response(status_code=status, headers=[("content-length", "0")]))
    connection.send(h11.EndOfMessage())


def ask(connection, request):
    closes = [("connection", "close")] if request["closes"] else []
    connection.send(h11.Request(method=request["method"], target="/", headers=[("host", "h"), *closes]))
    connection.send(h11.EndOfMessage())


def read_message(connection):
    """Returns the next complete message, or None if the bytes contain no further one."""
    message = None
    while True:
        event = connection.next_event()
        if isinstance(event, (h11.Request, h11.Response)):
            message = to_message(event)
        elif isinstance(event, h11.Data):
            message["body"] += bytes(event.data)
        elif isinstance(event, h11.EndOfMessage):
            return message
        elif not isinstance(event, h11.InformationalResponse):
            return None


def read_stream(stream):
    is_asked = stream["reads"] == "requests"
    connection = h11.Connection(h11.SERVER if is_asked else h11.CLIENT, max_incomplete_event_size=MOST_HEAD_BYTES)
    connection.receive_data(base64.b64decode(stream["bytes"]))
    if not is_asked:
        connection.receive_data(b"")
    messages = []
    asked = iter(stream.get("asked", []))
    try:
        while is_asked or (request := next(asked, None)) is not None:
            if not is_asked:
                if not connection.trailing_data[0]:
                    break
                ask(connection, request)
            message = read_message(connection)
            if message is None:
                break
            messages.append(message)
            if is_asked:
                answer(connection, message["method"])
            if (connection.our_state, connection.their_state) != (h11.DONE, h11.DONE):
                break
            connection.start_next_cycle()
    except h11.RemoteProtocolError as error:
        return {"messages": messages, "error": str(error), "isWhole": False}
    is_broken_off = connection.their_state is h11.SEND_BODY
    return {"messages": messages, "error": None, "isWhole": not is_broken_off and not connection.trailing_data[0]}


def main():
    found = [read_stream(stream) for stream in json.load(sys.stdin)["streams"]]
    for stream in found:
        for message in stream["messages"]:
            message["body"] = base64.b64encode(message["body"]).decode()
    json.dump(found, sys.stdout)


main()
