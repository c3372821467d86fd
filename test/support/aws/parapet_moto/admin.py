"""The private endpoints: faults, calls, plant, seed and reset, all JSON under /parapet-api/.

POST faults {"rules": [{service, operation, account?, region?, kind, times?, afterPages?, ms?}]} replaces the rules; GET shows them with hits.
GET calls (?summary) is the call log; DELETE calls empties it.
POST plant: see plant.py. POST seed {"estate": "small" | "large", …}: see seed_small.py and seed_large.py.
POST principal: see principals.py. POST application, event, session and GET, DELETE denied: see application.py.
POST reset clears moto, planted facts, rules and the log.
"""

from typing import Any

from . import application


def handle(app: Any, method: str, name: str, query: str, body: dict[str, Any]) -> tuple[str, Any]:
    match (method, name):
        case ("POST", "faults"):
            app.rules.replace(body["rules"])
            return "200 OK", {"rules": len(body["rules"])}
        case ("GET", "faults"):
            return "200 OK", {"rules": app.rules.rules}
        case ("GET", "calls"):
            return "200 OK", app.log.report("summary" in query)
        case ("DELETE", "calls"):
            app.log.clear()
            return "200 OK", {}
        case ("POST", "plant"):
            from .plant import plant

            plant(body)
            return "200 OK", {}
        case ("POST", "principal"):
            from .principals import principal

            return "200 OK", principal(body)
        case ("POST", "application"):
            application.configure(body)
            return "200 OK", {}
        case ("POST", "event"):
            application.deliver(body)
            return "200 OK", {}
        case ("POST", "hasten"):
            application.hasten()
            return "200 OK", {}
        case ("POST", "session"):
            return "200 OK", application.session(body)
        case ("GET", "denied"):
            return "200 OK", {"denied": application.settings.denied}
        case ("DELETE", "denied"):
            application.settings.denied = []
            return "200 OK", {}
        case ("POST", "seed"):
            return "200 OK", seed(app, body)
        case ("POST", "reset"):
            reset(app)
            return "200 OK", {}
    return "404 Not Found", {"error": f"{method} {name}"}


def seed(app: Any, body: dict[str, Any]) -> Any:
    """Seeds past IAM enforcement: what the test enforces concerns the scanner, not the seeder."""
    from moto import settings
    from moto.core.responses import ActionAuthenticatorMixin

    limit, count = settings.INITIAL_NO_AUTH_ACTION_COUNT, ActionAuthenticatorMixin.request_count
    settings.INITIAL_NO_AUTH_ACTION_COUNT = float("inf")
    try:
        options = {key: value for key, value in body.items() if key != "estate"}
        if body["estate"] == "large":
            from .seed_large import seed_large

            return seed_large(**options)
        from .seed_small import seed_small

        return seed_small(app.url, **options)
    finally:
        settings.INITIAL_NO_AUTH_ACTION_COUNT, ActionAuthenticatorMixin.request_count = limit, count


def reset(app: Any) -> None:
    from moto.core.responses import ActionAuthenticatorMixin
    from moto.moto_api._internal.models import moto_api_backend

    from .state import planted

    moto_api_backend.reset()
    planted.clear()
    application.settings.clear()
    app.rules.replace([])
    app.log.clear()
    ActionAuthenticatorMixin.request_count = 0
