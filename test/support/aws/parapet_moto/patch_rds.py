"""RDS: response members that moto's models lack or get wrong. One function a gap; each says which."""

import random
import string
from datetime import timedelta
from typing import Any

from moto.core.utils import utcnow
from moto.ec2.models import ec2_backends
from moto.kms.models import kms_backends
from moto.rds import models, utils
from moto.rds.models import DBCluster, DBInstance, DBInstanceClustered, DBSnapshot, OptionGroup, RDSBackend

from .catalogue import family_of, option_group_of


def managed_key_arn(account: str, region: str, alias: str) -> str:
    """ARN of the AWS managed key behind an alias/aws/… name, created on first use as AWS does."""
    backend = kms_backends[account][region]
    key_id = backend.get_key_id_from_alias(alias)
    if key_id is None:
        key = backend.create_key(None, "ENCRYPT_DECRYPT", "SYMMETRIC_DEFAULT", "Default key", None)
        key.key_manager = "AWS"
        backend.create_alias(key.id, alias)
        key_id = key.id
    return backend.keys[key_id].arn


def key_arn(thing: Any, key: str | None) -> str:
    """RDS answers with the ARN of the key, whatever form the request used."""
    if key in (None, "default_kms_key_id"):
        return managed_key_arn(thing.account_id, thing.region, "alias/aws/rds")
    if key.startswith("arn:"):
        return key
    return kms_backends[thing.account_id][thing.region].describe_key(key).arn


def patch_instances() -> None:
    """Gap: constant DbiResourceId, no CA details, no monitoring or Performance Insights members, PubliclyAccessible absent."""
    original = DBInstance.__init__

    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        self.enable_performance_insights = kwargs.get("enable_performance_insights", False)
        self.performance_insights_kms_key_id = kwargs.get("performance_insights_kms_key_id")
        self.performance_insights_retention_period = kwargs.get("performance_insights_retention_period")
        self.monitoring_interval = kwargs.get("monitoring_interval", 0)
        self.monitoring_role_arn = kwargs.get("monitoring_role_arn")
        self.engine_lifecycle_support = kwargs.get("engine_lifecycle_support")
        self.database_insights_mode = kwargs.get("database_insights_mode", "standard")
        self.pending_modified_values: dict[str, Any] = {}
        self.network_type = kwargs.get("network_type", "IPV4")
        original(self, *args, **kwargs)
        self.dbi_resource_id = "db-" + "".join(random.choices(string.ascii_uppercase + "234567", k=26))
        self.publicly_accessible = bool(self.publicly_accessible)
        if self.ca_certificate_identifier == "rds-ca-default":
            self.ca_certificate_identifier = "rds-ca-rsa2048-g1"
        if self.engine_lifecycle_support is None and self.engine in ("postgres", "mysql", "aurora-postgresql", "aurora-mysql"):
            self.engine_lifecycle_support = "open-source-rds-extended-support"
        if self.db_cluster_identifier is None:
            if self.storage_encrypted:
                self.kms_key_id = key_arn(self, self.kms_key_id)
            if not kwargs.get("option_group_name"):
                self.option_group_name = option_group_of(self.engine, self.engine_version)
            if "license_model" not in kwargs:
                self.license_model = (
                    "postgresql-license" if self.engine == "postgres" else "license-included" if self.engine.startswith(("oracle", "sqlserver")) else "general-public-license"
                )

    DBInstance.__init__ = init
    DBInstance.performance_insights_enabled = property(lambda self: bool(self.enable_performance_insights))
    DBInstance.activity_stream_status = "stopped"
    DBInstance.customer_owned_ip_enabled = False
    DBInstance.backup_target = "region"
    DBInstance.enhanced_monitoring_resource_arn = property(
        lambda self: f"arn:{self.partition}:logs:{self.region}:{self.account_id}:log-group:RDSOSMetrics:log-stream:{self.dbi_resource_id}" if self.monitoring_interval else None
    )
    DBInstance.certificate_details = property(
        lambda self: {"CAIdentifier": self.ca_certificate_identifier, "ValidTill": self.created + timedelta(days=365)}
    )


def patch_members() -> None:
    """Gap: cluster members answer without the subnet group of their cluster."""
    original = DBInstanceClustered.__init__

    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        original(self, *args, **kwargs)
        if self.cluster.db_subnet_group_name in self.backend.subnet_groups:
            self.db_subnet_group_name = self.cluster.db_subnet_group_name
        self._option_group_name = option_group_of(self.engine, self.engine_version)

    DBInstanceClustered.__init__ = init
    DBInstanceClustered.option_group_name = property(lambda self: option_group_of(self.engine, self.engine_version), lambda self, value: None)


def patch_clusters() -> None:
    """Gap: a key id on unencrypted clusters, one default parameter group for all engines, no default security group."""
    original = DBCluster.__init__

    def init(self: Any, backend: Any, **kwargs: Any) -> None:
        original(self, backend, **kwargs)
        if not self.storage_encrypted:
            self.kms_key_id = None
        else:
            self.kms_key_id = key_arn(self, self.kms_key_id)
        if not kwargs.get("db_cluster_parameter_group_name"):
            self.parameter_group = f"default.{family_of(self.engine, self.engine_version)}"
        if not self.vpc_security_group_ids:
            ec2 = ec2_backends[self.account_id][self.region]
            self.vpc_security_group_ids = [ec2.get_default_security_group(ec2.default_vpc.id).id]
        # moto answers `creating` once; a test that has just created its estate wants it ready.
        self._status = "available"
        self.monitoring_interval = kwargs.get("monitoring_interval", 0)
        self.monitoring_role_arn = kwargs.get("monitoring_role_arn")
        self.enable_performance_insights = kwargs.get("enable_performance_insights", False)
        self.performance_insights_kms_key_id = kwargs.get("performance_insights_kms_key_id")
        self.engine_lifecycle_support = kwargs.get("engine_lifecycle_support") or (
            "open-source-rds-extended-support" if self.engine not in ("neptune", "docdb") else None
        )
        self.activity_stream_status = "stopped"

    DBCluster.__init__ = init
    DBCluster.performance_insights_enabled = property(lambda self: bool(self.enable_performance_insights))


def patch_multi_az_clusters() -> None:
    """Gap: a Multi-AZ DB cluster (instance class on the cluster) answers MultiAZ=false."""
    original = DBCluster.multi_az.fget
    DBCluster.multi_az = property(lambda self: bool(self.db_cluster_instance_class) or original(self))


def patch_default_parameter_groups() -> None:
    """Gap: moto derives wrong families (aurora-mysql8.0.mysql_aurora.3.08, sqlserver-se15.00.4316.3)."""

    def details(self: Any) -> tuple[str, str]:
        family = family_of(self.engine, self.engine_version)
        return family, f"default.{family}"

    DBInstance.default_db_parameter_group_details = details


def patch_docdb() -> None:
    """Gap: DocumentDB shares the RDS API, but moto does not accept its engine."""
    listed, valid = utils.ClusterEngine.list_cluster_engines, utils.DbInstanceEngine.valid_db_instance_engine
    utils.ClusterEngine.list_cluster_engines = lambda: sorted([*listed(), "docdb"])
    utils.DbInstanceEngine.valid_db_instance_engine = lambda: sorted([*valid(), "docdb"])

    def lookup(cls: Any, name: str, docdb: Any) -> None:
        original = getattr(cls, name)
        setattr(cls, name, staticmethod(lambda engine, *rest, **named: docdb if engine == "docdb" else original(engine, *rest, **named)))

    for cls in (DBCluster, DBInstance):
        lookup(cls, "default_port", 27017)
    original_storage = DBCluster.default_allocated_storage
    DBCluster.default_allocated_storage = staticmethod(lambda engine, storage_type: 1 if engine == "docdb" else original_storage(engine, storage_type))
    lookup(DBCluster, "default_engine_version", "5.0.0")


def patch_snapshots() -> None:
    """Gap: snapshots lack the members that RDS copies from the instance (availability zone, VPC, licence, option group)."""
    original = DBSnapshot.__init__

    def init(self: Any, backend: Any, database: Any, *args: Any, **kwargs: Any) -> None:
        original(self, backend, database, *args, **kwargs)
        self.percent_progress = 100
        self.availability_zone = database.availability_zone
        self.license_model = database.license_model
        self.option_group_name = database.option_group_name
        self.storage_type = database.storage_type
        self.snapshot_target = "region"
        subnet_group = getattr(database, "db_subnet_group", None)
        self.vpc_id = getattr(subnet_group, "vpc_id", None)

    DBSnapshot.__init__ = init


def patch_option_groups() -> None:
    """Gap: DescribeOptionGroups without a name raises KeyError, and default option groups do not exist."""

    def describe(self: Any, wanted: Any) -> list[Any]:
        groups = dict(self.option_groups)
        for database in self.databases.values():
            name = database.option_group_name
            if name.startswith("default:") and name not in groups:
                major = name.rsplit(f"{database.engine}-", 1)[-1].replace("-", ".")
                groups[name] = OptionGroup(self, name, database.engine, major, f"Default option group for {database.engine} {major}")
        found = [
            group
            for group in groups.values()
            if wanted.get("option_group_name") in (None, group.name)
            and wanted.get("engine_name") in (None, group.engine_name)
            and wanted.get("major_engine_version") in (None, group.major_engine_version)
        ]
        if wanted.get("option_group_name") and not found:
            raise models.OptionGroupNotFoundFaultError(wanted.get("option_group_name"))
        return found

    RDSBackend.describe_option_groups = describe


def patch_log_exports() -> None:
    """Gap: EnableLogTypes appends duplicates."""
    original = DBInstance.update

    def update(self: Any, *args: Any, **kwargs: Any) -> None:
        original(self, *args, **kwargs)
        self.enabled_cloudwatch_logs_exports = list(dict.fromkeys(self.enabled_cloudwatch_logs_exports))

    DBInstance.update = update


def patch_restorable_time() -> None:
    """Gap: LatestRestorableTime is answered although automated backups are off."""
    DBInstance.latest_restorable_time = property(lambda self: utcnow() if self.backup_retention_period else None)


def patch() -> None:
    patch_docdb()
    patch_default_parameter_groups()
    patch_instances()
    patch_members()
    patch_clusters()
    patch_multi_az_clusters()
    patch_snapshots()
    patch_option_groups()
    patch_log_exports()
    patch_restorable_time()
