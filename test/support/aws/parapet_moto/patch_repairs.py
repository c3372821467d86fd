"""What repairs change outside of RDS's own resources and moto lacks: resets of parameters, updates of EKS clusters, keys of log groups. One function a gap."""

from typing import Any
from urllib.parse import unquote

from moto.cloudtrail.models import CloudTrailBackend
from moto.core.responses import ActionResult
from moto.eks import urls
from moto.eks.responses import EKSResponse
from moto.kms.models import KmsBackend
from moto.logs.responses import LogsResponse
from moto.moto_api._internal import mock_random
from moto.rds.exceptions import DBClusterParameterGroupNotFoundError, DBParameterGroupNotFoundError
from moto.rds.responses import RDSResponse

from .patch_eks import LOG_TYPES, _cluster, _listed, things


def patch_parameter_resets() -> None:
    """Gap: ResetDBParameterGroup and ResetDBClusterParameterGroup are missing."""

    def reset(self: Any, groups: dict[str, Any], key: str, missing: Any) -> ActionResult:
        name = self.params.get(key)
        if name not in groups:
            raise missing(name)
        parameters = groups[name].parameters
        if self.params.get("ResetAllParameters"):
            parameters.clear()
        for parameter in self.params.get("Parameters", []):
            parameters.pop(parameter.original_dict()["ParameterName"], None)
        return ActionResult({key: name})

    def reset_db_parameter_group(self: Any) -> ActionResult:
        return reset(self, self.backend.db_parameter_groups, "DBParameterGroupName", DBParameterGroupNotFoundError)

    def reset_db_cluster_parameter_group(self: Any) -> ActionResult:
        return reset(self, self.backend.db_cluster_parameter_groups, "DBClusterParameterGroupName", DBClusterParameterGroupNotFoundError)

    RDSResponse.reset_db_parameter_group = reset_db_parameter_group
    RDSResponse.reset_db_cluster_parameter_group = reset_db_cluster_parameter_group


def patch_cluster_updates() -> None:
    """Gap: UpdateClusterConfig replaces what it should merge; UpdateClusterVersion, AssociateEncryptionConfig and ListInsights are missing."""
    cluster_path = "{0}/clusters/(?P<name>[^/]+)"
    for path in (f"{cluster_path}/updates$", f"{cluster_path}/encryption-config/associate$", f"{cluster_path}/insights$"):
        urls.url_paths[path] = urls.response.dispatch

    def updated(kind: str) -> ActionResult:
        return ActionResult({"update": {"id": str(mock_random.uuid4()), "status": "InProgress", "type": kind, "params": [], "errors": []}})

    def update_cluster_config(self: Any) -> ActionResult:
        cluster = _cluster(self)
        vpc, logging = self._get_param("resourcesVpcConfig"), self._get_param("logging")
        if vpc:
            cluster.resources_vpc_config = {**cluster.resources_vpc_config, **vpc}
            return updated("EndpointAccessUpdate")
        on = {t for entry in cluster.logging["clusterLogging"] if entry["enabled"] for t in entry["types"]}
        for entry in (logging or {}).get("clusterLogging", []):
            on = on | set(entry["types"]) if entry["enabled"] else on - set(entry["types"])
        sets = [{"types": [t for t in LOG_TYPES if t in on], "enabled": True}, {"types": [t for t in LOG_TYPES if t not in on], "enabled": False}]
        cluster.logging = {"clusterLogging": [entry for entry in sets if entry["types"]]}
        return updated("LoggingUpdate")

    def update_cluster_version(self: Any) -> ActionResult:
        _cluster(self).version = self._get_param("version")
        return updated("VersionUpdate")

    def associate_encryption_config(self: Any) -> ActionResult:
        _cluster(self).encryption_config = self._get_param("encryptionConfig")
        return updated("AssociateEncryptionConfig")

    def list_insights(self: Any) -> ActionResult:
        return _listed(self, "insights", [])

    EKSResponse.update_cluster_config, EKSResponse.update_cluster_version = update_cluster_config, update_cluster_version
    EKSResponse.associate_encryption_config, EKSResponse.list_insights = associate_encryption_config, list_insights


def patch_access_policies() -> None:
    """Gap: DisassociateAccessPolicy is missing."""

    def disassociate_access_policy(self: Any) -> ActionResult:
        # Both ARNs hold slashes, so that the path is taken apart here.
        principal, policy = unquote(self.path).split("/access-entries/", 1)[1].split("/access-policies/", 1)
        entry = things(_cluster(self), "accessEntries")[principal]
        entry["policies"] = [one for one in entry["policies"] if one["policyArn"] != policy]
        return ActionResult({})

    EKSResponse.disassociate_access_policy = disassociate_access_policy


def patch_log_group_keys() -> None:
    """Gap: AssociateKmsKey and DisassociateKmsKey are missing."""

    def associate_kms_key(self: Any) -> str:
        self.logs_backend.groups[self._get_param("logGroupName")].kms_key_id = self._get_param("kmsKeyId")
        return ""

    def disassociate_kms_key(self: Any) -> str:
        self.logs_backend.groups[self._get_param("logGroupName")].kms_key_id = None
        return ""

    LogsResponse.associate_kms_key, LogsResponse.disassociate_kms_key = associate_kms_key, disassociate_kms_key


def patch_arns() -> None:
    """Defect: EnableKey, DisableKey, CancelKeyDeletion, ScheduleKeyDeletion and StartLogging know keys and trails by name only, not by ARN."""

    def by_id(name: str) -> None:
        original = getattr(KmsBackend, name)
        setattr(KmsBackend, name, lambda self, key_id, *args, **kwargs: original(self, self.get_key_id(key_id), *args, **kwargs))

    for name in ("enable_key", "disable_key", "cancel_key_deletion", "schedule_key_deletion"):
        by_id(name)
    CloudTrailBackend.start_logging = lambda self, name: self.get_trail(name).start_logging()
    CloudTrailBackend.stop_logging = lambda self, name: self.get_trail(name).stop_logging()


def patch() -> None:
    patch_parameter_resets()
    patch_cluster_updates()
    patch_access_policies()
    patch_log_group_keys()
    patch_arns()
