"""Facts that a test planted, by account and region, and the lookup that puts them over moto's answers."""

import re
from collections import defaultdict
from datetime import datetime, timezone
from typing import Any

from moto.core.serialize import XFormedAttributePicker

planted: dict[tuple[str, str], dict[str, Any]] = defaultdict(dict)

ISO = re.compile(r"^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$")


def with_dates(value: Any) -> Any:
    """JSON has no dates: what looks like ISO 8601 is one, as the serialisers want it."""
    if isinstance(value, dict):
        return {key: with_dates(item) for key, item in value.items()}
    if isinstance(value, list):
        return [with_dates(item) for item in value]
    if isinstance(value, str) and ISO.match(value):
        parsed = datetime.fromisoformat(value.replace("Z", "+00:00"))
        return parsed if parsed.tzinfo else parsed.replace(tzinfo=timezone.utc)
    return value


def override(thing: Any, fields: dict[str, Any]) -> None:
    """From now on the response members named in `fields` answer these values for the model object; None leaves a member out."""
    known = dict(getattr(thing, "_parapet", {}))
    known.update(with_dates(fields))
    thing._parapet = known


def patch_overrides() -> None:
    """Gap: moto has no way to set a response member that its models do not know."""
    original = XFormedAttributePicker.__call__

    def call(self: Any, context: Any) -> Any:
        fields = getattr(context.obj, "_parapet", None)
        if fields is not None and context.key in fields:
            return fields[context.key]
        return original(self, context)

    XFormedAttributePicker.__call__ = call
