"""IAM users and roles for tests of enforcement, made past the enforcement itself.

POST /parapet-api/principal {account?, user, policy} answers {accessKeyId, secretAccessKey, arn};
{account?, role, policy, trust} answers {arn}. `policy` and `trust` are policy documents.
"""

import json
from typing import Any

from moto.iam.models import iam_backends


def principal(body: dict[str, Any]) -> dict[str, str]:
    account = body.get("account", "123456789012")
    iam = iam_backends[account]["aws"]
    policy = json.dumps(body["policy"])
    if "role" in body:
        role = iam.create_role(body["role"], json.dumps(body["trust"]), "/", None, "", [], "3600")
        iam.put_role_policy(body["role"], "inline", policy)
        return {"arn": role.arn}
    user = iam.create_user("us-east-1", body["user"])
    iam.put_user_policy(body["user"], "inline", policy)
    key = iam.create_access_key(body["user"])
    return {"arn": user.arn, "accessKeyId": key.access_key_id, "secretAccessKey": key.secret_access_key}
