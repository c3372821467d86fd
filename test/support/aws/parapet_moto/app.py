"""The WSGI application: private endpoints, the call log and faults around moto."""

import json
import threading
from collections import Counter
from typing import Any, Callable, Iterable

from . import admin, authorize, faults
from .requests import Call, identify

SEEDER = "parapet-seeder"


class Log:
    """Every AWS call that came in, and how many were answered at the same time at most."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.clear()

    def clear(self) -> None:
        with self.lock:
            self.calls: list[Call] = []
            self.running = 0
            self.peak = 0

    def enter(self, call: Call) -> None:
        with self.lock:
            self.calls.append(call)
            self.running += 1
            self.peak = max(self.peak, self.running)

    def leave(self) -> None:
        with self.lock:
            self.running = max(0, self.running - 1)

    def report(self, summary: bool) -> dict[str, Any]:
        with self.lock:
            calls = list(self.calls)
        counts = Counter(f"{call.service}:{call.operation}" for call in calls)
        answer: dict[str, Any] = {"total": len(calls), "peakConcurrency": self.peak, "counts": dict(sorted(counts.items()))}
        if not summary:
            answer["calls"] = [{key: getattr(call, key) for key in ("service", "operation", "account", "region")} for call in calls]
        return answer


class App:
    """Serves /parapet-api itself and hands everything else to moto."""

    def __init__(self, moto_app: Any) -> None:
        self.moto = moto_app
        self.log = Log()
        self.rules = faults.Rules()
        self.url = ""

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path.startswith("/parapet-api/"):
            return self.private(path.removeprefix("/parapet-api/"), environ, start_response)
        call = None if SEEDER in environ.get("HTTP_USER_AGENT", "") else identify(environ)
        if call is None:
            return self.moto(environ, start_response)
        return self.observed(call, environ, start_response)

    def observed(self, call: Call, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not authorize.may(call, environ):
            return faults.send(start_response, faults.denied(call))
        return self.answered(call, environ, start_response)

    def answered(self, call: Call, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        def serve() -> Iterable[bytes]:
            return self.moto(environ, start_response)

        def capture(_: Callable[[], Iterable[bytes]]) -> Iterable[bytes]:
            def started(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
                environ["parapet.started"] = (status, headers)

            return self.moto(environ, started)

        environ["parapet.capture"] = capture
        self.log.enter(call)
        running = True
        held: bytes | None = None
        try:
            for chunk in faults.apply(self.rules, call, environ, start_response, serve):
                if held is not None:
                    yield held
                held = chunk
            # A client asks again as soon as it has the last bytes: the call must not count as running any more when they go.
            self.log.leave()
            running = False
            if held is not None:
                yield held
        except Exception:
            # What a broken answer had said before it broke still goes out.
            if held is not None:
                yield held
            raise
        finally:
            if running:
                self.log.leave()

    def private(self, name: str, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        length = int(environ.get("CONTENT_LENGTH") or 0)
        try:
            body = json.loads(environ["wsgi.input"].read(length) or b"{}")
            status, answer = admin.handle(self, environ["REQUEST_METHOD"], name, environ.get("QUERY_STRING", ""), body)
        except Exception as error:
            import traceback

            traceback.print_exc()
            status, answer = "400 Bad Request", {"error": f"{type(error).__name__}: {error}"}
        raw = json.dumps(answer, default=str).encode()
        start_response(status, [("Content-Type", "application/json"), ("Content-Length", str(len(raw)))])
        return [raw]


def create_app() -> App:
    """Patches moto, then builds the application around it."""
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

    from . import delivery, patch_eks, patch_events, patch_iam, patch_rds, patch_rds_changes, patch_rds_operations, patch_repairs, patch_services, patch_speed, state

    state.patch_overrides()
    patch_rds.patch()
    patch_rds_operations.patch()
    patch_rds_changes.patch()
    patch_eks.patch()
    patch_repairs.patch()
    patch_services.patch()
    patch_iam.patch()
    patch_speed.patch()
    patch_events.patch()
    delivery.patch()
    return App(DomainDispatcherApplication(create_backend_app))
