"""What an application under test needs of the emulator beyond single calls: where its Lambda functions run, how fast time goes, whose permissions count.

POST /parapet-api/application {host?, speed?, enforce?} sets it: `host` is the URL of the Lambda host, `speed` the factor on waiting times (retries, waits
of Step Functions), `enforce` turns policies on, see authorize.py. GET denied lists what policies refused; DELETE denied forgets it.
POST event {account?, region?, bus?, event} delivers an event as an AWS service does: PutEvents takes no source `aws.…` from anybody.
POST hasten makes delayed messages of all queues due. POST session {role} answers credentials of a role, as a service gets them that runs something for it.
"""

import json
import threading
import urllib.request
from functools import cache
from typing import Any


class Settings:
    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.host = ""
        self.speed = 1.0
        self.enforce = False
        self.denied: list[dict[str, Any]] = []


settings = Settings()


@cache
def interpreter() -> None:
    """What only an application needs: Step Functions' interpreter, which is slow to load, and bucket policies that are judged elsewhere."""
    from moto.iam.access_control import PermissionResult
    from moto.s3.models import FakeBucket

    from . import patch_stepfunctions

    patch_stepfunctions.patch()
    # moto takes every condition of a bucket's policy for true; authorize.py judges them.
    FakeBucket.get_permission = lambda self, action, resource: PermissionResult.NEUTRAL


def configure(body: dict[str, Any]) -> None:
    interpreter()
    for key, value in body.items():
        if key not in ("host", "speed", "enforce"):
            raise ValueError(f"the application has no setting {key}")
        setattr(settings, key, value)


def deliver(body: dict[str, Any]) -> None:
    from moto.events.models import events_backends

    account, region = body.get("account", "123456789012"), body.get("region", "us-east-1")
    bus = events_backends[account][region].describe_event_bus(body.get("bus", "default"))
    for rule in list(bus.rules.values()):
        rule.send_to_targets(json.loads(json.dumps(body["event"])))


def hasten() -> None:
    from moto.sqs.models import sqs_backends

    for regions in list(sqs_backends.values()):
        for backend in list(regions.values()):
            for queue in backend.queues.values():
                for message in list(queue._messages):
                    message.delayed_until = 0


def session(body: dict[str, Any]) -> dict[str, str]:
    """Past IAM: trust in a service is what the infrastructure tests look at."""
    from moto.sts.models import sts_backends

    role = body["role"]
    account = role.split(":")[4]
    assumed = sts_backends[account]["aws"].assume_role("us-east-1", body.get("session", "parapet"), role, "", 3600, "")
    return {"accessKeyId": assumed.access_key_id, "secretAccessKey": assumed.secret_access_key, "sessionToken": assumed.session_token}


def invoke_later(arn: str, event: Any) -> None:
    """An asynchronous invocation; the host retries it as Lambda does."""

    def send() -> None:
        request = urllib.request.Request(
            f"{settings.host}/2015-03-31/functions/{arn.split(':')[6]}/invocations",
            data=json.dumps(event, default=str).encode(),
            headers={"X-Amz-Invocation-Type": "Event", "Content-Type": "application/json"},
        )
        urllib.request.urlopen(request, timeout=60).read()

    threading.Thread(target=send, daemon=True).start()
