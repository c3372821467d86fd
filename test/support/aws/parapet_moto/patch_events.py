"""EventBridge: patterns and delivery as AWS has them. One function a gap; each says which."""

import copy
import ipaddress
import json
import re
from datetime import datetime, timezone
from typing import Any, Iterator

from moto.events.models import EventPattern, EventTemplateParser, Rule, events_backends

from .application import invoke_later
from .authorize import service_may

ABSENT = object()


def values_at(node: Any, path: list[str]) -> Iterator[Any]:
    """Every value at the path; arrays on the way are looked into, as EventBridge does."""
    if isinstance(node, list):
        for item in node:
            yield from values_at(item, path)
    elif not path:
        yield node
    elif isinstance(node, dict) and path[0] in node:
        yield from values_at(node[path[0]], path[1:])


def wildcard(text: str) -> str:
    return "".join(".*" if part == "*" else re.escape(part.replace("\\*", "*").replace("\\\\", "\\")) for part in re.split(r"(?<!\\)(\*)", text))


def one(name: str, wanted: Any, value: Any) -> bool:
    """Does a value pass a filter?"""
    if name in ("prefix", "suffix") and isinstance(wanted, dict):
        wanted, value = wanted["equals-ignore-case"].lower(), value.lower() if isinstance(value, str) else value
    match name:
        case "prefix":
            return isinstance(value, str) and value.startswith(wanted)
        case "suffix":
            return isinstance(value, str) and value.endswith(wanted)
        case "equals-ignore-case":
            return isinstance(value, str) and value.lower() == wanted.lower()
        case "wildcard":
            return isinstance(value, str) and re.fullmatch(wildcard(wanted), value, re.S) is not None
        case "cidr":
            try:
                return ipaddress.ip_address(value) in ipaddress.ip_network(wanted, strict=False)
            except ValueError:
                return False
        case "numeric":
            if isinstance(value, bool) or not isinstance(value, (int, float)):
                return False
            pairs = zip(wanted[::2], wanted[1::2])
            compare = {"<": value.__lt__, "<=": value.__le__, "=": value.__eq__, ">": value.__gt__, ">=": value.__ge__}
            return all(compare[operator](number) is True for operator, number in pairs)
        case "anything-but":
            if isinstance(wanted, dict):
                ((inner, texts),) = wanted.items()
                return not any(one(inner, text, value) for text in (texts if isinstance(texts, list) else [texts]))
            return value not in (wanted if isinstance(wanted, list) else [wanted])
    raise NotImplementedError(f"EventBridge pattern: {name}")


def leaf(filters: list[Any], values: list[Any]) -> bool:
    for wanted in filters:
        if isinstance(wanted, dict):
            ((name, argument),) = wanted.items()
            if name == "exists":
                if argument is bool([value for value in values if not isinstance(value, dict)]):
                    return True
            elif any(one(name, argument, value) for value in values):
                return True
        elif any(type(value) is type(wanted) and value == wanted for value in values):
            return True
    return False


def matches(pattern: dict[str, Any], event: Any, path: tuple[str, ...] = ()) -> bool:
    for key, wanted in pattern.items():
        if key == "$or":
            if not any(matches(branch, event, path) for branch in wanted):
                return False
        elif isinstance(wanted, dict):
            if not matches(wanted, event, (*path, key)):
                return False
        elif not leaf(wanted, list(values_at(event, [*path, key]))):
            return False
    return True


def iso(time: Any) -> str:
    if isinstance(time, str):
        return time
    return datetime.fromtimestamp(float(time), timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def patch_patterns() -> None:
    """Gap: arrays of objects are not looked into, and what has no pattern (a schedule) matches everything."""
    EventPattern.matches_event = lambda self, event: bool(self._pattern) and matches(self._pattern, event)


def patch_delivery() -> None:
    """Gap: an event that crosses buses loses its account, time and resources; queues are looked for in the rule's account; disabled rules deliver; no policy
    of a target is asked; Lambda targets fail."""

    def send(self: Any, original_event: Any, transform_input: bool = True) -> None:
        event = {key: value for key, value in copy.deepcopy(dict(original_event)).items() if key != "ingestion-time"}
        event["time"] = iso(event.get("time", 0))
        if self.state != "ENABLED" or not self.event_pattern.matches_event(event):
            return
        for target in self.targets:
            _, _, service, region, account, rest = target["Arn"].split(":", 5)
            payload: Any = event
            if template := target.get("InputTransformer"):
                filled = {**event, "ingestion-time": event["time"]}
                payload = EventTemplateParser.parse(template["InputTemplate"], template.get("InputPathsMap", {}), filled)
            elif "Input" in target:
                payload = json.loads(target["Input"])
            if service == "sqs":
                from .delivery import to_queue

                to_queue(target["Arn"], json.dumps(payload), "events.amazonaws.com", self.arn, self.account_id)
            elif service == "events" and rest.startswith("event-bus/"):
                bus = events_backends[account][region].describe_event_bus(rest.removeprefix("event-bus/"))
                if (account, region) != (self.account_id, self.region_name) and account != self.account_id:
                    if not service_may(f"account {self.account_id}", "events:PutEvents", bus.arn, bus.policy, {"aws:PrincipalAccount": self.account_id}):
                        continue
                for rule in list(bus.rules.values()):
                    rule.send_to_targets(event)
            elif service == "lambda":
                invoke_later(target["Arn"], payload)
            else:
                raise NotImplementedError(f"EventBridge target {target['Arn']}")

    Rule.send_to_targets = send


def patch() -> None:
    patch_patterns()
    patch_delivery()
