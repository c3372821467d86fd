"""RDS: operations that moto lacks, and paging where it has none. One function a gap; each says which."""

import base64
from datetime import timedelta
from typing import Any, Callable

from moto.core.exceptions import ServiceException
from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from moto.rds.exceptions import DBParameterGroupNotFoundError, InvalidParameterValue
from moto.rds.models import DBClusterParameterGroup, DBInstanceClustered, DBParameterGroup
from moto.rds.responses import RDSResponse

from . import catalogue
from .parameters import default_parameters, effective_parameters, known_family
from .state import planted, with_dates


class CertificateNotFound(ServiceException):
    code = "CertificateNotFound"

    def __init__(self, identifier: str):
        super().__init__(f"Certificate {identifier} not found.")


def page(response: Any, items: list[Any], default: int = 100) -> tuple[list[Any], str | None]:
    """One page by MaxRecords and an opaque Marker, as every Describe operation of RDS does it."""
    size = int(response.params.get("MaxRecords") or default)
    marker = response.params.get("Marker")
    try:
        start = int(base64.b64decode(marker)) if marker else 0
    except ValueError:
        raise InvalidParameterValue("Invalid value for Marker.")
    end = start + size
    return items[start:end], base64.b64encode(str(end).encode()).decode() if end < len(items) else None


def paged(response: Any, key: str, items: list[Any]) -> ActionResult:
    part, marker = page(response, items)
    return ActionResult({key: part, "Marker": marker})


def patch_paging() -> None:
    """Gap: these operations of moto answer everything at once, whatever MaxRecords and Marker say."""

    def wrap(name: str, key: str) -> None:
        original: Callable[[Any], ActionResult] = getattr(RDSResponse, name)

        def method(self: Any) -> ActionResult:
            result: Any = original(self).result
            return paged(self, key, list(result[key]))

        setattr(RDSResponse, name, method)

    for name, key in (
        # This one pages in moto, by a marker that it finds again by comparing everything.
        ("describe_db_instances", "DBInstances"),
        ("describe_db_clusters", "DBClusters"),
        ("describe_db_snapshots", "DBSnapshots"),
        ("describe_db_cluster_snapshots", "DBClusterSnapshots"),
        ("describe_db_cluster_parameter_groups", "DBClusterParameterGroups"),
        ("describe_event_subscriptions", "EventSubscriptionsList"),
        ("describe_global_clusters", "GlobalClusters"),
        ("describe_db_proxies", "DBProxies"),
        ("describe_db_subnet_groups", "DBSubnetGroups"),
    ):
        wrap(name, key)


def _facts(response: Any) -> dict[str, Any]:
    return planted[(response.current_account, response.region)]


def patch_certificates() -> None:
    """Gap: DescribeCertificates is missing."""

    def describe_certificates(self: Any) -> ActionResult:
        listed = {
            name: {
                "CertificateIdentifier": name,
                "CertificateType": "CA",
                "Thumbprint": name.encode().hex()[:40],
                "ValidFrom": catalogue.day(since),
                "ValidTill": catalogue.day(until),
                "CertificateArn": f"arn:{self.backend.partition}:rds:{self.region}::cert:{name}",
                "CustomerOverride": False,
            }
            for name, (since, until) in catalogue.AUTHORITIES.items()
        }
        for extra in with_dates(_facts(self).get("certificates", [])):
            listed[extra["CertificateIdentifier"]] = {**listed.get(extra["CertificateIdentifier"], {}), **extra}
        wanted = self.params.get("CertificateIdentifier")
        if wanted and wanted not in listed:
            raise CertificateNotFound(wanted)
        part, marker = page(self, [c for n, c in listed.items() if wanted in (None, n)])
        return ActionResult({"DefaultCertificateForNewLaunches": "rds-ca-rsa2048-g1", "Certificates": part, "Marker": marker})

    RDSResponse.describe_certificates = describe_certificates


def patch_engine_versions() -> None:
    """Gap: DescribeDBEngineVersions is missing."""

    def describe_db_engine_versions(self: Any) -> ActionResult:
        engine, version, family = (self.params.get(key) for key in ("Engine", "EngineVersion", "DBParameterGroupFamily"))
        filters = {f["Name"]: f["Values"] for f in self.params.get("Filters", [])}
        statuses = filters.get("status")
        include_all = bool(self.params.get("IncludeAll")) or bool(statuses and "deprecated" in statuses)
        found = [
            entry
            for entry in catalogue.engine_versions(include_all) + with_dates(_facts(self).get("engineVersions", []))
            if (not engine or entry["Engine"] == engine)
            and (not version or entry["EngineVersion"] == version or entry["EngineVersion"].startswith(f"{version}."))
            and (not family or entry["DBParameterGroupFamily"] == family)
            and (not statuses or entry["Status"] in statuses)
            and ("engine" not in filters or entry["Engine"] in filters["engine"])
        ]
        if self.params.get("DefaultOnly"):
            found = list({entry["Engine"]: entry for entry in found}.values())
        return paged(self, "DBEngineVersions", found)

    RDSResponse.describe_db_engine_versions = describe_db_engine_versions


def patch_major_engine_versions() -> None:
    """Gap: DescribeDBMajorEngineVersions is missing."""

    def describe_db_major_engine_versions(self: Any) -> ActionResult:
        engine, major = self.params.get("Engine"), self.params.get("MajorEngineVersion")
        extra = with_dates(_facts(self).get("majorEngineVersions", []))
        replaced = {(e["Engine"], e["MajorEngineVersion"]) for e in extra}
        listed = [e for e in catalogue.major_versions() if (e["Engine"], e["MajorEngineVersion"]) not in replaced] + extra
        found = [e for e in listed if (not engine or e["Engine"] == engine) and (not major or e["MajorEngineVersion"] == major)]
        return paged(self, "DBMajorEngineVersions", found)

    RDSResponse.describe_db_major_engine_versions = describe_db_major_engine_versions


def patch_pending_maintenance() -> None:
    """Gap: DescribePendingMaintenanceActions is missing."""

    def describe_pending_maintenance_actions(self: Any) -> ActionResult:
        wanted = self.params.get("ResourceIdentifier")
        facts = with_dates(_facts(self).get("pendingMaintenance", []))
        return paged(self, "PendingMaintenanceActions", [f for f in facts if wanted in (None, f["ResourceIdentifier"])])

    RDSResponse.describe_pending_maintenance_actions = describe_pending_maintenance_actions


def _by_source(response: Any, parameters: list[dict[str, Any]]) -> list[dict[str, Any]]:
    source = response.params.get("Source")
    return [parameter for parameter in parameters if source in (None, "", parameter["Source"])]


def patch_parameters() -> None:
    """Gap: DescribeDBParameters knows only what was set, without Source, ApplyType and IsModifiable; no default.* groups."""

    def describe_db_parameters(self: Any) -> ActionResult:
        name = self.params.get("DBParameterGroupName").lower()
        group = self.backend.db_parameter_groups.get(name)
        family = group.family if group else name.removeprefix("default.")
        if group is None and not (name.startswith("default.") and known_family(family)):
            raise DBParameterGroupNotFoundError(name)
        return paged(self, "Parameters", _by_source(self, effective_parameters(family, "instance", group.parameters if group else {})))

    RDSResponse.describe_db_parameters = describe_db_parameters


def patch_cluster_parameters() -> None:
    """Gap: DescribeDBClusterParameters knows only what was set; no default.* cluster parameter groups."""

    def describe_db_cluster_parameters(self: Any) -> ActionResult:
        name = self.params.get("DBClusterParameterGroupName").lower()
        group = self.backend.db_cluster_parameter_groups.get(name)
        family = group.db_parameter_group_family if group else name.removeprefix("default.")
        if group is None and not (name.startswith("default.") and known_family(family)):
            raise DBParameterGroupNotFoundError(name)
        return paged(self, "Parameters", _by_source(self, effective_parameters(family, "cluster", group.parameters if group else {})))

    RDSResponse.describe_db_cluster_parameters = describe_db_cluster_parameters


def patch_default_groups() -> None:
    """Gap: default.* groups in use are not listed (instances: only after they were described; clusters: never)."""
    instances, clusters = RDSResponse.describe_db_parameter_groups, RDSResponse.describe_db_cluster_parameter_groups

    def describe_db_parameter_groups(self: Any) -> ActionResult:
        for database in self.backend.databases.values():
            database.db_parameter_groups()
        name = self.params.get("DBParameterGroupName")
        if name and name not in self.backend.db_parameter_groups:
            family = name.removeprefix("default.")
            if not (name.startswith("default.") and known_family(family)):
                raise DBParameterGroupNotFoundError(name)
            return ActionResult({"DBParameterGroups": [DBParameterGroup(self.backend, name, f"Default parameter group for {family}", family)]})
        return instances(self)

    def describe_db_cluster_parameter_groups(self: Any) -> ActionResult:
        groups = self.backend.db_cluster_parameter_groups
        for cluster in self.backend.clusters.values():
            name = cluster.parameter_group
            if name.startswith("default.") and name not in groups:
                family = name.removeprefix("default.")
                groups[name] = DBClusterParameterGroup(self.backend, name, f"Default cluster parameter group for {family}", family)
        return clusters(self)

    RDSResponse.describe_db_parameter_groups = describe_db_parameter_groups
    RDSResponse.describe_db_cluster_parameter_groups = describe_db_cluster_parameter_groups


def patch_engine_defaults() -> None:
    """Gap: DescribeEngineDefaultParameters and DescribeEngineDefaultClusterParameters are missing."""

    def answer(self: Any, level: str) -> ActionResult:
        family = self.params.get("DBParameterGroupFamily")
        if not known_family(family):
            raise InvalidParameterValue(f"DBParameterGroupFamily {family} is not a valid parameter group family.")
        part, marker = page(self, list(default_parameters(family, level).values()))
        return ActionResult({"EngineDefaults": {"DBParameterGroupFamily": family, "Marker": marker, "Parameters": part}})

    RDSResponse.describe_engine_default_parameters = lambda self: answer(self, "instance")
    RDSResponse.describe_engine_default_cluster_parameters = lambda self: answer(self, "cluster")


def patch_automated_backups() -> None:
    """Gap: DescribeDBInstanceAutomatedBackups answers two members only; the cluster operation is missing."""

    def describe_db_instance_automated_backups(self: Any) -> ActionResult:
        wanted = self.params.get("DBInstanceIdentifier")
        extra = with_dates(_facts(self).get("automatedBackups", {}))
        answer = []
        for database in self.backend.databases.values():
            if isinstance(database, DBInstanceClustered) or not database.backup_retention_period or wanted not in (None, database.db_instance_identifier):
                continue
            entry = {
                "DBInstanceArn": database.arn,
                "DbiResourceId": database.dbi_resource_id,
                "Region": self.region,
                "DBInstanceIdentifier": database.db_instance_identifier,
                "RestoreWindow": {"EarliestTime": database.created, "LatestTime": utcnow()},
                "AllocatedStorage": database.allocated_storage,
                "Status": "active",
                "Port": database.port,
                "InstanceCreateTime": database.created,
                "MasterUsername": database.master_username,
                "Engine": database.engine,
                "EngineVersion": database.engine_version,
                "Encrypted": database.storage_encrypted,
                "KmsKeyId": database.kms_key_id,
                "BackupRetentionPeriod": database.backup_retention_period,
                "DBInstanceAutomatedBackupsArn": f"arn:{database.partition}:rds:{self.region}:{self.current_account}:auto-backup:ab-{database.dbi_resource_id[3:].lower()}",
                "DBInstanceAutomatedBackupsReplications": [],
                "BackupTarget": "region",
            }
            answer.append({**entry, **extra.get(database.db_instance_identifier, {})})
        return paged(self, "DBInstanceAutomatedBackups", answer)

    def describe_db_cluster_automated_backups(self: Any) -> ActionResult:
        answer = [
            {
                "Engine": cluster.engine,
                "DBClusterAutomatedBackupsArn": f"arn:{cluster.partition}:rds:{self.region}:{self.current_account}:cluster-auto-backup:ab-{cluster.db_cluster_resource_id[8:].lower()}",
                "DBClusterIdentifier": cluster.db_cluster_identifier,
                "RestoreWindow": {"EarliestTime": cluster.created - timedelta(0), "LatestTime": utcnow()},
                "DbClusterResourceId": cluster.db_cluster_resource_id,
                "Region": self.region,
                "Status": "active",
                "StorageEncrypted": cluster.storage_encrypted,
                "EngineVersion": cluster.engine_version,
                "DBClusterArn": cluster.arn,
                "BackupRetentionPeriod": cluster.backup_retention_period,
            }
            for cluster in self.backend.clusters.values()
            if self.params.get("DBClusterIdentifier") in (None, cluster.db_cluster_identifier)
        ]
        return paged(self, "DBClusterAutomatedBackups", answer)

    RDSResponse.describe_db_instance_automated_backups = describe_db_instance_automated_backups
    RDSResponse.describe_db_cluster_automated_backups = describe_db_cluster_automated_backups


def patch() -> None:
    patch_default_groups()
    patch_paging()
    patch_certificates()
    patch_engine_versions()
    patch_major_engine_versions()
    patch_pending_maintenance()
    patch_parameters()
    patch_cluster_parameters()
    patch_engine_defaults()
    patch_automated_backups()
