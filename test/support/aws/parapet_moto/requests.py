"""Tells which AWS operation an HTTP request is: service, operation, account, region."""

import io
import re
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import parse_qs, unquote

from botocore.loaders import Loader

# Signing name -> the name that the SDK's endpoint identifiers and our fault rules use.
SERVICES = {"monitoring": "cloudwatch", "tagging": "resourcegroupstaggingapi"}

CREDENTIAL = re.compile(r"Credential=([^/,]+)/\d+/([^/,]+)/([^/,]+)/aws4_request")


class Call(NamedTuple):
    service: str
    operation: str
    account: str
    region: str
    protocol: str


@cache
def _model(service: str) -> dict[str, Any]:
    return Loader().load_service_model(service, "service-2")


@cache
def _routes(service: str) -> list[tuple[str, re.Pattern[str], set[str], str]]:
    """REST operations by method, path and what must stand in the query, the most specific first."""
    try:
        model = _model(service)
    except Exception:
        return []
    routes = []
    for name, operation in model["operations"].items():
        uri, _, query = operation["http"]["requestUri"].partition("?")
        uri = uri.rstrip("/")
        # x-id only repeats the name, and not every client sends it.
        needed = {part for part in query.split("&") if part and not part.startswith("x-id=")}
        shape = model["shapes"].get(operation.get("input", {}).get("shape"), {})
        members = [shape["members"][member] for member in shape.get("required", [])]
        needed |= {member["locationName"] for member in members if member.get("location") == "querystring"}
        pattern = re.sub(r"\\\{(\w+)(\\\+)?\\\}", lambda m: ".+" if m[2] else "[^/]+", re.escape(uri))
        routes.append((operation["http"]["method"], re.compile(f"^{pattern}/?$"), needed, name))
    return sorted(routes, key=lambda route: (-len(re.sub(r"\[\^/\]\+|\.\+", "", route[1].pattern)), -len(route[2])))


def _body(environ: dict[str, Any]) -> bytes:
    length = int(environ.get("CONTENT_LENGTH") or 0)
    body = environ["wsgi.input"].read(length) if length else b""
    environ["wsgi.input"] = io.BytesIO(body)
    return body


def identify(environ: dict[str, Any]) -> Call | None:
    """The call that the request makes, or None for what is not a signed AWS call."""
    signed = CREDENTIAL.search(environ.get("HTTP_AUTHORIZATION", ""))
    if signed is None:
        return None
    from moto.iam.models import get_account_id_from

    key, region, signing = signed.groups()
    service = SERVICES.get(signing, signing)
    account = environ.get("HTTP_X_MOTO_ACCOUNT_ID") or get_account_id_from(key)
    path = environ.get("RAW_URI", environ["PATH_INFO"]).split("?")[0]

    if target := environ.get("HTTP_X_AMZ_TARGET"):
        return Call(service, target.rsplit(".", 1)[-1], account, region, "json")
    if rpc := re.match(r"^/service/[^/]+/operation/([^/]+)$", path):
        return Call(service, rpc[1], account, region, "cbor")
    if environ.get("CONTENT_TYPE", "").startswith("application/x-www-form-urlencoded"):
        form = parse_qs(_body(environ).decode())
        if "Action" in form:
            return Call(service, form["Action"][0], account, region, "ec2" if service == "ec2" else "query")
    parts = environ.get("QUERY_STRING", "").split("&")
    query = {*parts, *(part.split("=")[0] for part in parts)}
    for method, pattern, needed, name in _routes(service):
        if not needed <= query:
            continue
        if method == environ["REQUEST_METHOD"] and (pattern.match(path) or pattern.match(unquote(path))):
            return Call(service, name, account, region, "rest-xml" if service == "s3" else "rest-json")
    return Call(service, f"{environ['REQUEST_METHOD']} {path}", account, region, "rest-json")
