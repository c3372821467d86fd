"""RDS: changes that moto lacks or makes otherwise than RDS. One function a gap; each says which."""

from typing import Any

from moto.core.exceptions import ServiceException
from moto.core.responses import ActionResult
from moto.rds.exceptions import DBClusterNotFoundError, DBProxyNotFoundFault
from moto.rds.models import RDSBackend
from moto.rds.responses import RDSResponse

from .patch_rds import key_arn


class GlobalClusterNotFound(ServiceException):
    code = "GlobalClusterNotFoundFault"

    def __init__(self, identifier: str):
        super().__init__(f"Global cluster {identifier} not found.")


def patch_proxies() -> None:
    """Gap: ModifyDBProxy is missing. Auth replaces the whole list."""

    def modify_db_proxy(self: Any) -> ActionResult:
        name = self.params["DBProxyName"]
        proxy = self.backend.db_proxies.get(name)
        if proxy is None:
            raise DBProxyNotFoundFault(name)
        for parameter, attribute in (("Auth", "auth"), ("RequireTLS", "require_tls"), ("DebugLogging", "debug_logging"), ("IdleClientTimeout", "idle_client_timeout")):
            if self.params.get(parameter) is not None:
                setattr(proxy, attribute, self.params[parameter])
        return ActionResult({"DBProxy": proxy})

    RDSResponse.modify_db_proxy = modify_db_proxy


def patch_global_clusters() -> None:
    """Gap: ModifyGlobalCluster is missing, and DescribeGlobalClusters gives all whatever identifier is asked for."""
    original = RDSResponse.describe_global_clusters

    def found(self: Any, name: str) -> Any:
        cluster = self.global_backend.global_clusters.get(name)
        if cluster is None:
            raise GlobalClusterNotFound(name)
        return cluster

    def describe_global_clusters(self: Any) -> ActionResult:
        name = self.params.get("GlobalClusterIdentifier")
        return ActionResult({"GlobalClusters": [found(self, name)]}) if name else original(self)

    def modify_global_cluster(self: Any) -> ActionResult:
        cluster = found(self, self.params["GlobalClusterIdentifier"])
        if self.params.get("DeletionProtection") is not None:
            cluster.deletion_protection = self.params["DeletionProtection"]
        return ActionResult({"GlobalCluster": cluster})

    RDSResponse.describe_global_clusters = describe_global_clusters
    RDSResponse.modify_global_cluster = modify_global_cluster


def patch_data_api() -> None:
    """Gap: EnableHttpEndpoint and DisableHttpEndpoint are missing."""

    def switch(on: bool) -> Any:
        def method(self: Any) -> ActionResult:
            arn = self.params["ResourceArn"]
            cluster = next((one for one in self.backend.clusters.values() if one.db_cluster_arn == arn), None)
            if cluster is None:
                raise DBClusterNotFoundError(arn)
            # The attribute without the underscore takes Serverless v1 only.
            cluster._enable_http_endpoint = on
            return ActionResult({"ResourceArn": arn, "HttpEndpointEnabled": on})

        return method

    RDSResponse.enable_http_endpoint = switch(True)
    RDSResponse.disable_http_endpoint = switch(False)


def patch_clusters() -> None:
    """Gap: ModifyDBCluster takes CloudwatchLogsExportConfiguration and EnableIAMDatabaseAuthentication and changes nothing by them."""
    original = RDSBackend.modify_db_cluster

    def modify_db_cluster(self: Any, kwargs: Any) -> Any:
        name = kwargs["db_cluster_identifier"]
        if name not in self.clusters:
            raise DBClusterNotFoundError(name)
        logs, iam = kwargs.get("cloudwatch_logs_export_configuration") or {}, kwargs.get("enable_iam_database_authentication")
        answer = original(self, kwargs)
        cluster = self.clusters[name]
        if iam is not None:
            cluster.iam_auth = iam
        kept = [kind for kind in cluster.enabled_cloudwatch_logs_exports if kind not in logs.get("DisableLogTypes", [])]
        cluster.enabled_cloudwatch_logs_exports = list(dict.fromkeys([*kept, *logs.get("EnableLogTypes", [])]))
        return answer

    RDSBackend.modify_db_cluster = modify_db_cluster


def patch_restored_clusters() -> None:
    """Gap: a cluster that is restored from an unencrypted snapshot stays so although the call names a key, and takes no tags of the call."""
    original = RDSResponse.restore_db_cluster_from_snapshot

    def restore_db_cluster_from_snapshot(self: Any) -> ActionResult:
        answer = original(self)
        cluster = self.backend.clusters[self.params["DBClusterIdentifier"]]
        if key := self.params.get("KmsKeyId"):
            cluster.storage_encrypted = True
            cluster.kms_key_id = key_arn(cluster, key)
        if tags := self.params.get("Tags"):
            cluster.tags = [tag.original_dict() for tag in tags]
        return answer

    RDSResponse.restore_db_cluster_from_snapshot = restore_db_cluster_from_snapshot


def patch() -> None:
    patch_restored_clusters()
    patch_proxies()
    patch_global_clusters()
    patch_data_api()
    patch_clusters()
