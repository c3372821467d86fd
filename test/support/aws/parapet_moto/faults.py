"""Faults on purpose: rules that make calls slow, fail or lie, as the real service and real networks do."""

import json
import socket
import threading
from typing import Any, Callable, Iterable

from .requests import Call

KINDS = ("throttle", "deny", "timeout", "malformed", "truncate", "html500", "reset", "latency")

HTML = b"<!doctype html>\n<html lang=en>\n<title>500 Internal Server Error</title>\n<h1>Internal Server Error</h1>\n"

Answer = tuple[str, list[tuple[str, str]], bytes]


class Rules:
    """The rules in force. A rule matches by service, operation, account and region (`*` or absent: any)."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.rules: list[dict[str, Any]] = []
        self.released = threading.Event()

    def replace(self, rules: list[dict[str, Any]]) -> None:
        for rule in rules:
            unknown = set(rule) - {"service", "operation", "account", "region", "kind", "times", "afterPages", "ms"}
            if rule.get("kind") not in KINDS or unknown:
                raise ValueError(f"not a fault rule: {json.dumps(rule)}; kinds are {', '.join(KINDS)}")
        with self.lock:
            # Whoever hangs in a timeout of the former rules is let go.
            self.released.set()
            self.released = threading.Event()
            self.rules = [{**rule, "seen": 0, "hits": 0} for rule in rules]

    def take(self, call: Call) -> list[dict[str, Any]]:
        """The rules that apply to this call, counted. afterPages skips so many matching calls, times bounds how often it strikes."""
        taken = []
        with self.lock:
            for rule in self.rules:
                if any(rule.get(key, "*") not in ("*", getattr(call, key)) for key in ("service", "operation", "account", "region")):
                    continue
                rule["seen"] += 1
                if rule["seen"] > rule.get("afterPages", 0) and rule["hits"] < rule.get("times", float("inf")):
                    rule["hits"] += 1
                    taken.append(rule)
        return taken


def _cbor_text(text: str) -> bytes:
    raw = text.encode()
    head = bytes([0x60 + len(raw)]) if len(raw) < 24 else bytes([0x78, len(raw)])
    return head + raw


def error_answer(call: Call, code: str, message: str, status: int) -> Answer:
    """An AWS error in the shape of the protocol that the request spoke."""
    line = f"{status} {'Forbidden' if status == 403 else 'Error'}"
    if call.protocol == "ec2":
        body = f'<?xml version="1.0" encoding="UTF-8"?><Response><Errors><Error><Code>{code}</Code><Message>{message}</Message></Error></Errors><RequestID>fault</RequestID></Response>'
        return line, [("Content-Type", "text/xml")], body.encode()
    if call.protocol in ("query", "rest-xml"):
        body = f"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error><RequestId>fault</RequestId></ErrorResponse>"
        return line, [("Content-Type", "text/xml")], body.encode()
    if call.protocol == "cbor":
        body = b"\xa2" + b"".join(_cbor_text(text) for text in ("__type", code, "message", message))
        return line, [("Content-Type", "application/cbor"), ("smithy-protocol", "rpc-v2-cbor")], body
    headers = [("Content-Type", "application/x-amz-json-1.1" if call.protocol == "json" else "application/json"), ("x-amzn-ErrorType", code)]
    return line, headers, json.dumps({"__type": code, "message": message}).encode()


def throttled(call: Call) -> Answer:
    if call.protocol == "ec2":
        return error_answer(call, "RequestLimitExceeded", "Request limit exceeded.", 503)
    if call.protocol in ("query", "rest-xml"):
        return error_answer(call, "Throttling", "Rate exceeded", 400)
    if call.protocol == "rest-json":
        return error_answer(call, "TooManyRequestsException", "Too Many Requests", 429)
    return error_answer(call, "ThrottlingException", "Rate exceeded", 400)


def denied(call: Call) -> Answer:
    message = f"User: arn:aws:iam::{call.account}:user/scanner is not authorized to perform: {call.service}:{call.operation} because no identity-based policy allows it"
    if call.protocol == "ec2":
        return error_answer(call, "UnauthorizedOperation", "You are not authorized to perform this operation.", 403)
    if call.protocol in ("query", "rest-xml"):
        return error_answer(call, "AccessDenied", message, 403)
    return error_answer(call, "AccessDeniedException", message, 403 if call.protocol == "rest-json" else 400)


def malformed(call: Call) -> Answer:
    if call.protocol in ("ec2", "query", "rest-xml"):
        return "200 OK", [("Content-Type", "text/xml")], f"<{call.operation}Response><{call.operation}Result><Broken".encode()
    if call.protocol == "cbor":
        return "200 OK", [("Content-Type", "application/cbor"), ("smithy-protocol", "rpc-v2-cbor")], b"\xbf\x61"
    return "200 OK", [("Content-Type", "application/json")], b'{"items": [{"name": "bro'


def _socket(environ: dict[str, Any]) -> socket.socket:
    return environ["werkzeug.socket"]


def drop(environ: dict[str, Any]) -> None:
    """Ends the connection without an answer, so that the client sees ECONNRESET. werkzeug closes the socket itself."""
    _socket(environ).shutdown(socket.SHUT_RDWR)
    raise ConnectionResetError("fault: reset")


def apply(
    rules: Rules, call: Call, environ: dict[str, Any], start_response: Callable[..., Any], serve: Callable[[], Iterable[bytes]]
) -> Iterable[bytes]:
    """Answers the call under the rules that strike it; latency adds up, then the first other fault decides."""
    released = rules.released
    struck = rules.take(call)
    for rule in struck:
        if rule["kind"] == "latency":
            released.wait(rule.get("ms", 30) / 1000)
    kind = next((rule for rule in struck if rule["kind"] != "latency"), None)
    if kind is None:
        return serve()
    match kind["kind"]:
        case "timeout":
            released.wait(kind.get("ms", 600_000) / 1000)
            drop(environ)
        case "reset":
            drop(environ)
        case "truncate":
            return _truncated(serve, start_response, environ)
        case "html500":
            return send(start_response, ("500 INTERNAL SERVER ERROR", [("Content-Type", "text/html")], HTML))
        case "throttle":
            return send(start_response, throttled(call))
        case "deny":
            return send(start_response, denied(call))
        case "malformed":
            return send(start_response, malformed(call))
    return []


def send(start_response: Callable[..., Any], answer: Answer) -> list[bytes]:
    status, headers, body = answer
    start_response(status, [*headers, ("Content-Length", str(len(body)))])
    return [body]


def _truncated(serve: Callable[[], Iterable[bytes]], start_response: Callable[..., Any], environ: dict[str, Any]) -> Iterable[bytes]:
    """The true answer, cut in the middle although its length was announced: the connection broke."""
    body = b"".join(environ["parapet.capture"](serve))
    status, headers = environ["parapet.started"]
    kept = [(name, value) for name, value in headers if name.lower() != "content-length"]
    start_response(status, [*kept, ("Content-Length", str(len(body)))])
    yield body[: len(body) // 2]
    _socket(environ).shutdown(socket.SHUT_RDWR)
