"""Facts that no API call can bring about, put there by a test.

POST /parapet-api/plant {account?, region?, …} with any of
  dbInstances, dbClusters, dbSnapshots, dbClusterSnapshots, dbProxies, globalClusters: {identifier: {response member: value}}
  eksClusters: {name: {member: value}}; eksNodegroups: {"cluster/group": {member: value}}
  certificates, engineVersions, majorEngineVersions, pendingMaintenance: lists in the shape of the AWS answer
  backupSettings: members of DescribeRegionSettings
  automatedBackups: {instance: {member: value}}; recoveryPoints: {vault: [RecoveryPointByBackupVault]}
  addons, accessEntries, podIdentities, identityProviders: {cluster: {key: members}} (access entries carry `policies`)
  secrets: {name: {attribute of moto's secret: value}}; kmsKeys: {id: {attribute: value}}
  secretVersions: {name: {version: [label]}}: versions without a value, as RotateSecret makes them; their labels leave other versions
A member set to null is left out of the answer. ISO 8601 text becomes a date.
"""

import time
from typing import Any

from .patch_eks import things
from .state import override, planted, with_dates

ACCOUNT, REGION = "123456789012", "us-east-1"


def plant(body: dict[str, Any]) -> None:
    account, region = body.get("account", ACCOUNT), body.get("region", REGION)
    known = {"account", "region"}
    known |= _lists(account, region, body) | _rds(account, region, body) | _eks(account, region, body) | _others(account, region, body)
    if unknown := set(body) - known:
        raise ValueError(f"nothing to plant under {', '.join(sorted(unknown))}")


def _lists(account: str, region: str, body: dict[str, Any]) -> set[str]:
    facts = planted[(account, region)]
    lists = {"certificates", "engineVersions", "majorEngineVersions", "pendingMaintenance"}
    for key in lists & set(body):
        facts[key] = [*facts.get(key, []), *body[key]]
    if "backupSettings" in body:
        facts["backupSettings"] = body["backupSettings"]
    if "automatedBackups" in body:
        facts["automatedBackups"] = {**facts.get("automatedBackups", {}), **body["automatedBackups"]}
    return lists | {"automatedBackups", "backupSettings"}


def _rds(account: str, region: str, body: dict[str, Any]) -> set[str]:
    from moto.rds.models import rds_backends

    backend = rds_backends[account][region]
    tables = {
        "dbInstances": backend.databases,
        "dbClusters": backend.clusters,
        "dbSnapshots": backend.database_snapshots,
        "dbClusterSnapshots": backend.cluster_snapshots,
        "dbProxies": backend.db_proxies,
        # moto keeps them in one region whatever region was asked.
        "globalClusters": rds_backends[account]["us-east-1"].global_clusters,
    }
    for key, table in tables.items():
        for identifier, fields in body.get(key, {}).items():
            override(table[identifier], fields)
    return set(tables)


def _eks(account: str, region: str, body: dict[str, Any]) -> set[str]:
    from moto.eks.models import eks_backends

    clusters = eks_backends[account][region].clusters
    for name, fields in body.get("eksClusters", {}).items():
        override(clusters[name], fields)
    for path, fields in body.get("eksNodegroups", {}).items():
        cluster, group = path.split("/")
        override(clusters[cluster].nodegroups[group], fields)
    kinds = {"addons", "accessEntries", "podIdentities", "identityProviders"}
    for kind in kinds & set(body):
        for cluster, entries in body[kind].items():
            for key, fields in with_dates(entries).items():
                table = things(clusters[cluster], kind)
                table[key] = {"policies": [], **table.get(key, {}), **fields} if kind == "accessEntries" else {**table.get(key, {}), **fields}
    return kinds | {"eksClusters", "eksNodegroups"}


def _others(account: str, region: str, body: dict[str, Any]) -> set[str]:
    from moto.backup.models import backup_backends
    from moto.kms.models import kms_backends
    from moto.secretsmanager.models import secretsmanager_backends

    for vault, points in body.get("recoveryPoints", {}).items():
        backup_backends[account][region].vaults[vault].parapet_recovery_points = points
    for name, fields in body.get("secrets", {}).items():
        secret = secretsmanager_backends[account][region].secrets[name]
        for attribute, value in fields.items():
            setattr(secret, attribute, value)
    for name, versions in body.get("secretVersions", {}).items():
        secret = secretsmanager_backends[account][region].secrets[name]
        for version, labels in versions.items():
            secret.remove_version_stages_from_old_versions(labels)
            secret.versions[version] = {"createdate": int(time.time()), "version_id": version, "version_stages": list(labels)}
    for identifier, fields in body.get("kmsKeys", {}).items():
        key = kms_backends[account][region].keys[identifier]
        for attribute, value in fields.items():
            setattr(key, attribute, value)
    return {"recoveryPoints", "secrets", "secretVersions", "kmsKeys"}
