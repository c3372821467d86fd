"""Policies in force: what a role's own policies, the resource's policy and a key's policy say to each call of a role.

moto checks actions against the resource `*` only, which refuses every narrow policy. Here the resource's ARN is made from the request, for the services
that Parapet names resources of; other services are asked for `*`. Users are not judged: they are the tests themselves.
"""

import io
import json
import re
from typing import Any
from urllib.parse import parse_qs, unquote

from .application import settings
from .patch_iam import trusts
from .requests import CREDENTIAL, Call

S3_ACTIONS = {
    "ListObjectsV2": "ListBucket",
    "ListObjects": "ListBucket",
    "HeadBucket": "ListBucket",
    "HeadObject": "GetObject",
    "ListObjectVersions": "ListBucketVersions",
    "CreateMultipartUpload": "PutObject",
    "UploadPart": "PutObject",
    "CompleteMultipartUpload": "PutObject",
    "DeleteObjects": "DeleteObject",
    "ListBuckets": "ListAllMyBuckets",
    "GetBucketEncryption": "GetEncryptionConfiguration",
    "GetBucketLifecycleConfiguration": "GetLifecycleConfiguration",
    "GetBucketNotificationConfiguration": "GetBucketNotification",
    "GetPublicAccessBlock": "GetBucketPublicAccessBlock",
    "GetObjectLockConfiguration": "GetBucketObjectLockConfiguration",
}
ACTION_PREFIX = {"monitoring": "cloudwatch", "email": "ses"}


def listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def like(pattern: str, text: str) -> bool:
    return re.fullmatch("".join(".*" if c == "*" else "." if c == "?" else re.escape(c) for c in pattern), text, re.S) is not None


def holds(operator: str, key: str, wanted: list[Any], context: dict[str, str]) -> bool:
    """One condition. An operator that is not known here fails loudly: a condition that nobody judges proves nothing."""
    quantifier, _, plain = operator.rpartition(":")
    if_exists = plain.endswith("IfExists")
    plain = plain.removesuffix("IfExists")
    value = {name.lower(): text for name, text in context.items()}.get(key.lower())
    if plain == "Null":
        return (value is None) is (str(wanted[0]).lower() == "true")
    if value is None:
        return if_exists or plain.startswith(("StringNot", "ArnNot")) or quantifier == "ForAllValues"
    match plain:
        case "StringEquals" | "Bool":
            return any(str(each).lower() == value.lower() if plain == "Bool" else each == value for each in wanted)
        case "StringEqualsIgnoreCase":
            return any(each.lower() == value.lower() for each in wanted)
        case "StringNotEquals":
            return all(each != value for each in wanted)
        case "StringLike" | "ArnLike" | "ArnEquals":
            return any(like(each, value) for each in wanted)
        case "StringNotLike" | "ArnNotLike" | "ArnNotEquals":
            return not any(like(each, value) for each in wanted)
        case "NumericLessThan":
            return any(float(value) < float(each) for each in wanted)
    raise NotImplementedError(f"condition operator {operator} in a policy")


def applies(statement: dict[str, Any], action: str, resource: str, context: dict[str, str]) -> bool:
    if "Action" in statement and not any(like(each.lower(), action.lower()) for each in listed(statement["Action"])):
        return False
    if "NotAction" in statement and any(like(each.lower(), action.lower()) for each in listed(statement["NotAction"])):
        return False
    if "Resource" in statement and not any(like(each, resource) for each in listed(statement["Resource"])):
        return False
    if "NotResource" in statement and any(like(each, resource) for each in listed(statement["NotResource"])):
        return False
    return all(
        holds(operator, key, listed(wanted), context) for operator, keys in statement.get("Condition", {}).items() for key, wanted in keys.items()
    )


def verdict(policies: list[Any], action: str, resource: str, context: dict[str, str], names: set[str] | None = None) -> str:
    """`allow`, `deny` (explicit) or `none`; with `names`, of statements whose principal is one of these."""
    answer = "none"
    for policy in policies:
        document = json.loads(policy) if isinstance(policy, str) else policy
        for statement in listed(document.get("Statement")):
            if names is not None and not names & principals(statement):
                continue
            if applies(statement, action, resource, context):
                if statement["Effect"] == "Deny":
                    return "deny"
                answer = "allow"
    return answer


def principals(statement: dict[str, Any]) -> set[str]:
    principal = statement.get("Principal", {})
    if principal == "*":
        return {"*"}
    return {"*" if name == "*" else name for kind in principal.values() for name in listed(kind)}


def refuse(principal: str, action: str, resource: str, why: str) -> None:
    entry = {"principal": principal, "action": action, "resource": resource, "why": why}
    if entry not in settings.denied:
        settings.denied.append(entry)


def service_may(service: str, action: str, resource: str, policy: Any, context: dict[str, str]) -> bool:
    """May a service do this, by the resource's policy? Always, while nothing is enforced."""
    if not settings.enforce:
        return True
    account = context.get("aws:PrincipalAccount")
    names = {service, "*"} | ({account, f"arn:aws:iam::{account}:root"} if account else set())
    target = resource if action.startswith(("sqs:", "events:")) else "*"
    if policy and verdict([policy], action, target, context, names) == "allow":
        return True
    refuse(service, action, resource, "the resource's policy does not allow it")
    return False


def role_policies(role_arn: str) -> list[Any]:
    from moto.iam.models import iam_backends

    iam = iam_backends[role_arn.split(":")[4]]["aws"]
    role = iam.get_role_by_arn(role_arn)
    inline = list(role.policies.values())
    managed = [next(version.document for version in policy.versions if version.is_default) for policy in role.managed_policies.values()]
    return [policy for policy in [*inline, *managed] if policy]


def key_policy(key: str, account: str, region: str) -> tuple[str, Any] | None:
    """ARN and policy of a customer key; None for one of AWS."""
    from moto.kms.models import kms_backends

    if not key or key.startswith("alias/aws/") or ":alias/aws/" in key:
        return None
    if key.startswith("arn:"):
        region, account = key.split(":")[3], key.split(":")[4]
    backend = kms_backends[account][region]
    found = backend.keys[backend.any_id_to_key_id(key)]
    return found.arn, found.policy


def check_role(role: str, action: str, resource: str, context: dict[str, str], policy: Any = None) -> bool:
    """A role's own policies and a resource's; within an account one of them is enough, a Deny in either ends it."""
    account = role.split(":")[4]
    context = {"aws:SecureTransport": "true", "s3:TlsVersion": "1.3", "aws:PrincipalArn": role, "aws:PrincipalAccount": account, **context}
    own = verdict(role_policies(role), action, resource, context)
    others = "none"
    if policy:
        others = verdict([policy], action, resource, context, {role, "*", account, f"arn:aws:iam::{account}:root"})
        # A statement for the account leaves it to the account's own policies.
        if others == "allow" and verdict([policy], action, resource, context, {role, "*"}) != "allow":
            others = "account"
    if "deny" in (own, others) or (own != "allow" and others != "allow"):
        refuse(role, action, resource, "an explicit deny" if "deny" in (own, others) else "no policy allows it")
        return False
    return True


def check_key(role: str, key: str, account: str, region: str, actions: list[str], via: str) -> bool:
    found = key_policy(key, account, region)
    if found is None:
        return True
    arn, policy = found
    context = {"kms:ViaService": f"{via}.{region}.amazonaws.com", "kms:CallerAccount": role.split(":")[4]}
    for action in actions:
        names = {role, "*", role.split(":")[4], f"arn:aws:iam::{role.split(':')[4]}:root"}
        if verdict([policy], action, arn, context, names) != "allow":
            refuse(role, action, arn, "the key's policy does not allow it")
            return False
        if not check_role(role, action, arn, context):
            return False
    return True


def body_of(environ: dict[str, Any]) -> dict[str, Any]:
    length = int(environ.get("CONTENT_LENGTH") or 0)
    raw = environ["wsgi.input"].read(length) if length else b""
    environ["wsgi.input"] = io.BytesIO(raw)
    if environ.get("CONTENT_TYPE", "").startswith("application/x-www-form-urlencoded"):
        return {key: value[0] for key, value in parse_qs(raw.decode()).items()}
    try:
        parsed = json.loads(raw)
        return parsed if isinstance(parsed, dict) else {}
    except ValueError:
        return {}


def of_s3(call: Call, environ: dict[str, Any]) -> tuple[str, str, dict[str, str], Any, tuple[str, list[str]] | None]:
    from moto.s3.models import s3_backends

    bucket, _, key = unquote(environ.get("RAW_URI", environ["PATH_INFO"]).split("?")[0]).lstrip("/").partition("/")
    query = {name: value[0] for name, value in parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True).items()}
    operation = call.operation
    if key and environ["REQUEST_METHOD"] == "PUT" and operation not in ("UploadPart",):
        operation = "PutObject"
    action = "s3:" + S3_ACTIONS.get(operation, operation)
    if action in ("s3:GetObject", "s3:DeleteObject") and "versionId" in query:
        action += "Version"
    resource = f"arn:aws:s3:::{bucket}/{key}" if key else f"arn:aws:s3:::{bucket}" if bucket else "*"
    context = {"s3:prefix": query.get("prefix", "")} if action.startswith("s3:ListBucket") else {}
    if header := environ.get("HTTP_X_AMZ_SERVER_SIDE_ENCRYPTION"):
        context["s3:x-amz-server-side-encryption"] = header
    if header := environ.get("HTTP_X_AMZ_SERVER_SIDE_ENCRYPTION_AWS_KMS_KEY_ID"):
        context["s3:x-amz-server-side-encryption-aws-kms-key-id"] = header
    if header := environ.get("HTTP_IF_NONE_MATCH"):
        context["s3:if-none-match"] = header
    owner = next((backends["aws"] for backends in list(s3_backends.values()) if bucket in backends["aws"].buckets), None)
    found = owner.buckets[bucket] if owner else None
    encrypted: tuple[str, list[str]] | None = None
    if found and found.encryption and key:
        rule = found.encryption["Rule"]["ApplyServerSideEncryptionByDefault"]
        if wanted := context.get("s3:x-amz-server-side-encryption-aws-kms-key-id") or rule.get("KMSMasterKeyID"):
            if operation in ("GetObject", "HeadObject"):
                encrypted = (wanted, ["kms:Decrypt"])
            elif action == "s3:PutObject":
                encrypted = (wanted, ["kms:GenerateDataKey"])
    policy = found.policy if found else None
    return action, resource, context, policy.decode() if isinstance(policy, bytes) else policy, encrypted


def of_secret(call: Call, identifier: str) -> dict[str, str]:
    """What policies may ask of a secret: its tags, and which function rotates it."""
    from moto.secretsmanager.models import secretsmanager_backends

    secrets = secretsmanager_backends[call.account][call.region].secrets
    if identifier not in secrets:
        return {}
    secret = secrets[identifier]
    context = {f"secretsmanager:ResourceTag/{tag['Key']}": tag["Value"] for tag in secret.tags or []}
    if secret.rotation_lambda_arn:
        context["secretsmanager:resource/AllowRotationLambdaArn"] = secret.rotation_lambda_arn
    return context


def of_others(call: Call, environ: dict[str, Any]) -> tuple[str, str, dict[str, str], Any, tuple[str, list[str]] | None]:
    from moto.sns.models import sns_backends

    body = body_of(environ)
    action = f"{ACTION_PREFIX.get(call.service, call.service)}:{call.operation.removesuffix('Batch') if call.service == 'sqs' else call.operation}"
    resource, policy, encrypted = "*", None, None
    context: dict[str, str] = {}
    here = f"{call.region}:{call.account}"
    match call.service:
        case "sqs" if "QueueUrl" in body:
            from moto.sqs.models import sqs_backends

            account, name = body["QueueUrl"].split("/")[-2:]
            resource = f"arn:aws:sqs:{call.region}:{account}:{name}"
            queue = sqs_backends[account][call.region].queues.get(name)
            policy = queue.policy if queue else None
            key = getattr(queue, "kms_master_key_id", None)
            if key and call.operation.startswith("SendMessage"):
                encrypted = (key, ["kms:GenerateDataKey", "kms:Decrypt"])
            elif key and call.operation == "ReceiveMessage":
                encrypted = (key, ["kms:Decrypt"])
        case "sns" if "TopicArn" in body:
            resource = body["TopicArn"]
            topic = sns_backends[resource.split(":")[4]][resource.split(":")[3]].topics.get(resource)
            if topic is not None and topic.kms_master_key_id and call.operation.startswith("Publish"):
                encrypted = (topic.kms_master_key_id, ["kms:GenerateDataKey", "kms:Decrypt"])
        case "rds":
            named = [f"arn:aws:rds:{here}:{kind}:{body[member]}" for member, kind in RDS_RESOURCES.items() if member in body]
            resource = named[0] if named else "*"
        case "states":
            resource = body.get("stateMachineArn") or body.get("executionArn") or body.get("mapRunArn") or "*"
        case "secretsmanager" if "SecretId" in body:
            resource = body["SecretId"]
            context = of_secret(call, resource)
        case "kms" if "KeyId" in body and call.operation in ("Decrypt", "Encrypt", "GenerateDataKey", "DescribeKey"):
            found = key_policy(body["KeyId"], call.account, call.region)
            resource = found[0] if found else "*"
        case "ssm" if "Name" in body:
            resource = f"arn:aws:ssm:{here}:parameter/{body['Name'].lstrip('/')}"
        case "sts" if "RoleArn" in body:
            resource = body["RoleArn"]
        case "lambda":
            action = "lambda:InvokeFunction" if call.operation == "Invoke" else action
        case "events" if call.operation == "PutEvents":
            name = (body.get("Entries") or [{}])[0].get("EventBusName", "default")
            resource = name if name.startswith("arn:") else f"arn:aws:events:{here}:event-bus/{name}"
    return action, resource, context, policy, encrypted


# What a call to RDS is about, by the parameter that names it.
RDS_RESOURCES = {
    "DBInstanceIdentifier": "db",
    "DBClusterIdentifier": "cluster",
    "DBSnapshotIdentifier": "snapshot",
    "DBClusterSnapshotIdentifier": "cluster-snapshot",
    "DBParameterGroupName": "pg",
    "DBClusterParameterGroupName": "cluster-pg",
}

# IAM asks for nothing here.
FREE = {"sts:GetCallerIdentity"}


def may(call: Call, environ: dict[str, Any]) -> bool:
    """May this call go on? Asked for every call; only those of roles are judged, and of users only whom they assume."""
    if not settings.enforce:
        return True
    from moto.iam.models import iam_backends

    signed = CREDENTIAL.search(environ.get("HTTP_AUTHORIZATION", ""))
    key = signed[1] if signed else ""
    held = iam_backends[call.account]["aws"].access_keys.get(key)
    role = getattr(held, "role_arn", None)
    if role is None:
        return True
    of = of_s3 if call.service == "s3" else of_others
    action, resource, context, policy, encrypted = of(call, environ)
    if action in FREE:
        return True
    if not check_role(role, action, resource, {"aws:RequestedRegion": call.region, **context}, policy):
        return False
    if action == "s3:GetObject" and hidden(role, resource):
        return False
    if action == "sts:AssumeRole" and not trusted(role, resource, body_of(environ).get("ExternalId")):
        return False
    return encrypted is None or check_key(role, encrypted[0], call.account, call.region, encrypted[1], call.service)


def hidden(role: str, resource: str) -> bool:
    """S3 says of an object that is not there that it is denied, to whoever may not list the bucket."""
    from moto.s3.models import s3_backends

    bucket, _, key = resource.removeprefix("arn:aws:s3:::").partition("/")
    owner = next((backends["aws"] for backends in list(s3_backends.values()) if bucket in backends["aws"].buckets), None)
    if owner is None or owner.buckets[bucket].keys.get(key) is not None:
        return False
    return verdict(role_policies(role), "s3:ListBucket", f"arn:aws:s3:::{bucket}", {"aws:SecureTransport": "true"}) != "allow"


def trusted(caller: str, role_arn: str, external_id: str | None) -> bool:
    from moto.iam.exceptions import NotFoundException
    from moto.iam.models import iam_backends

    name = caller.rsplit("/", 1)[-1]
    session = f"arn:aws:sts::{caller.split(':')[4]}:assumed-role/{name}/session"
    try:
        role = iam_backends[role_arn.split(":")[4]]["aws"].get_role_by_arn(role_arn)
        if any(trusts(each, session, external_id) or trusts(each, caller, external_id) for each in listed(json.loads(role.assume_role_policy_document)["Statement"])):
            return True
    except NotFoundException:
        pass
    refuse(caller, "sts:AssumeRole", role_arn, "the role does not trust it")
    return False
