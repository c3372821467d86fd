"""IAM enforcement: trust between accounts, which moto leaves unchecked. One function a gap; each says which."""

import json
import re
from typing import Any

from moto.iam.access_control import IAMRequestBase
from moto.iam.exceptions import NotFoundException
from moto.iam.models import Role, iam_backends
from moto.utilities.utils import get_partition

from .requests import SERVICES


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _callers(arn: str) -> set[str]:
    """How a trust policy may name the caller: itself, its role, its account, anybody."""
    _, partition, _, _, account, rest = arn.split(":", 5)
    names = {arn, account, f"arn:{partition}:iam::{account}:root", "*"}
    if match := re.match(r"assumed-role/([^/]+)/", rest):
        names.add(f"arn:{partition}:iam::{account}:role/{match[1]}")
    return names


def trusts(statement: dict[str, Any], caller: str, external_id: str | None) -> bool:
    """Does this statement of a trust policy let the caller assume the role? Of conditions only sts:ExternalId is judged."""
    principal = statement.get("Principal", {})
    named = _listed("*" if principal == "*" else principal.get("AWS", []))
    if statement.get("Effect") != "Allow" or not _callers(caller) & set(named):
        return False
    if not {"sts:AssumeRole", "sts:*", "*"} & set(_listed(statement.get("Action", []))):
        return False
    wanted = statement.get("Condition", {}).get("StringEquals", {}).get("sts:ExternalId")
    return wanted is None or external_id in _listed(wanted)


def patch_trust() -> None:
    """Gap: AssumeRole looks for the role in the caller's account only and, not finding it, checks no trust policy at all."""

    def is_assuming(self: Any, resource: str) -> bool:
        return self._action == "sts:AssumeRole"

    def check(self: Any, role_arn: str) -> bool:
        try:
            role = iam_backends[role_arn.split(":")[4]][get_partition(self._region)].get_role_by_arn(role_arn)
        except NotFoundException:
            return False
        external_id = self._data.get("ExternalId", [None])[0]
        statements = _listed(json.loads(role.assume_role_policy_document)["Statement"])
        return any(trusts(statement, self._access_key.arn, external_id) for statement in statements)

    IAMRequestBase._is_assuming_role_operation = is_assuming
    IAMRequestBase._check_role_trust_relationship = check


def patch_prefix() -> None:
    """Gap: policies are asked for the signing name, where IAM has a prefix of its own (CloudWatch signs as `monitoring`)."""
    original = IAMRequestBase.__init__

    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        original(self, *args, **kwargs)
        signing, action = self._action.split(":", 1)
        self._action = f"{SERVICES.get(signing, signing)}:{action}"

    IAMRequestBase.__init__ = init


def patch_signature() -> None:
    """Gap: paths with an escaped ARN (EKS access entries) or `=` (S3 keys) are signed again over the wrong escapes; they are let through unchecked."""
    original = IAMRequestBase.check_signature

    def check(self: Any) -> None:
        if not any(mark in self._path for mark in ("%", "=", "arn:")):
            original(self)

    IAMRequestBase.check_signature = check


def patch_stack_roles() -> None:
    """Gap: the policies of a role that CloudFormation makes are kept as objects (with dates, as YAML has them), which no answer can be made of."""
    original = Role.put_policy
    Role.put_policy = lambda self, name, document: original(self, name, document if isinstance(document, str) else json.dumps(document, default=str))


def patch() -> None:
    patch_stack_roles()
    patch_trust()
    patch_signature()
    patch_prefix()
