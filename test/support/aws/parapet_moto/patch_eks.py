"""EKS: what moto lacks of clusters, and the add-on, access, pod identity and identity provider operations. One function a gap."""

from datetime import datetime, timezone
from typing import Any

from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from moto.ec2.models import ec2_backends
from moto.eks import models, urls
from moto.eks.exceptions import ResourceInUseException, ResourceNotFoundException
from moto.eks.responses import EKSResponse
from moto.moto_api._internal import mock_random

from .catalogue import cluster_versions

LOG_TYPES = ["api", "audit", "authenticator", "controllerManager", "scheduler"]


def patch_routes() -> None:
    """Gap: moto routes only clusters, node groups, Fargate profiles and tags. Principal ARNs hold slashes, hence `.+`."""
    route = urls.response.dispatch
    cluster = "{0}/clusters/(?P<name>[^/]+)"
    for path in (
        "{0}/cluster-versions$",
        f"{cluster}/addons$",
        f"{cluster}/addons/(?P<addonName>[^/]+)$",
        f"{cluster}/access-entries$",
        f"{cluster}/access-entries/(?P<principalArn>.+)$",
        f"{cluster}/pod-identity-associations$",
        f"{cluster}/pod-identity-associations/(?P<associationId>[^/]+)$",
        f"{cluster}/identity-provider-configs$",
        f"{cluster}/identity-provider-configs/(?P<action>[^/]+)$",
    ):
        urls.url_paths[path] = route


def _not_found(message: str) -> ResourceNotFoundException:
    return ResourceNotFoundException(clusterName=None, nodegroupName=None, fargateProfileName=None, addonName=None, message=message)


def _cluster(response: Any) -> Any:
    name = response._get_param("name")
    if name not in response.eks_backend.clusters:
        raise _not_found(f"No cluster found for name: {name}.")
    return response.eks_backend.clusters[name]


def things(cluster: Any, kind: str) -> dict[str, Any]:
    """The add-ons, accessEntries, podIdentities or identityProviders of a cluster, by their key."""
    return cluster.__dict__.setdefault(f"parapet_{kind}", {})


def _listed(response: Any, key: str, items: list[Any]) -> ActionResult:
    size = int(response._get_param("maxResults") or 100)
    start = int(response._get_param("nextToken") or 0)
    end = start + size
    return ActionResult({key: items[start:end], "nextToken": str(end) if end < len(items) else None})


def _arn(response: Any, cluster: Any, kind: str, rest: str) -> str:
    return f"{cluster.arn.rsplit(':', 1)[0]}:{kind}/{cluster.name}/{rest}"


def _logging(asked: dict[str, Any] | None) -> dict[str, Any]:
    """The real service always answers two sets, the enabled types and the others."""
    on = {t for entry in (asked or {}).get("clusterLogging", []) if entry.get("enabled") for t in entry.get("types", [])}
    sets = [{"types": [t for t in LOG_TYPES if t in on], "enabled": True}, {"types": [t for t in LOG_TYPES if t not in on], "enabled": False}]
    return {"clusterLogging": [entry for entry in sets if entry["types"]]}


def patch_clusters() -> None:
    """Gap: clusters lack vpcId, cluster security group, accessConfig, upgradePolicy, health, deletionProtection; all share one issuer."""
    original = EKSResponse.create_cluster

    def create_cluster(self: Any) -> ActionResult:
        asked = {key: self._get_param(key) for key in ("accessConfig", "deletionProtection", "upgradePolicy", "zonalShiftConfig", "computeConfig", "logging", "name")}
        result = original(self)
        cluster = self.eks_backend.clusters[asked["name"]]
        complete(cluster, self.current_account, self.region, asked)
        return result

    EKSResponse.create_cluster = create_cluster


def complete(cluster: Any, account: str, region: str, asked: dict[str, Any]) -> None:
    """Puts on a new cluster what the real service answers beyond moto's model."""
    vpc = dict(cluster.resources_vpc_config or {})
    vpc.setdefault("endpointPublicAccess", True)
    vpc.setdefault("endpointPrivateAccess", False)
    if vpc["endpointPublicAccess"]:
        vpc.setdefault("publicAccessCidrs", ["0.0.0.0/0"])
    vpc.setdefault("securityGroupIds", [])
    ec2 = ec2_backends[account][region]
    subnets = [subnet for subnet in ec2.describe_subnets() if subnet.id in vpc.get("subnetIds", [])]
    vpc["vpcId"] = subnets[0].vpc_id if subnets else ec2.default_vpc.id
    group = ec2.create_security_group(f"eks-cluster-sg-{cluster.name}-{mock_random.get_random_hex(8)}", "EKS created security group", vpc_id=vpc["vpcId"])
    vpc["clusterSecurityGroupId"] = group.id
    cluster.resources_vpc_config = vpc
    cluster.logging = _logging(asked.get("logging"))
    cluster.encryption_config = cluster.encryption_config or None
    cluster.identity = {"oidc": {"issuer": f"https://oidc.eks.{region}.amazonaws.com/id/{mock_random.get_random_hex(32).upper()}"}}
    cluster.access_config = {
        "bootstrapClusterCreatorAdminPermissions": True,
        "authenticationMode": "CONFIG_MAP",
        **(asked.get("accessConfig") or {}),
    }
    cluster.upgrade_policy = asked.get("upgradePolicy") or {"supportType": "EXTENDED"}
    cluster.deletion_protection = bool(asked.get("deletionProtection"))
    cluster.zonal_shift_config = asked.get("zonalShiftConfig") or {"enabled": False}
    cluster.compute_config = asked.get("computeConfig")
    cluster.health = {"issues": []}


def patch_nodegroups() -> None:
    """Gap: node groups answer Kubernetes 1.19, an SSH key that nobody set and a retired image type by default."""
    original = models.EKSBackend.create_nodegroup

    def create_nodegroup(self: Any, cluster_name: str, *args: Any, **kwargs: Any) -> Any:
        group = original(self, cluster_name, *args, **kwargs)
        if not kwargs.get("version"):
            group.version = self.clusters[cluster_name].version
        if not kwargs.get("release_version"):
            group.release_version = f"{group.version}.2-20251016"
        if not kwargs.get("remote_access"):
            group.remote_access = None
            group.resources = {"autoScalingGroups": group.resources["autoScalingGroups"]}
        if not kwargs.get("ami_type"):
            group.ami_type = "AL2023_x86_64_STANDARD"
        group.health = {"issues": []}
        return group

    models.EKSBackend.create_nodegroup = create_nodegroup


def patch_versions() -> None:
    """Gap: DescribeClusterVersions is missing."""

    def describe_cluster_versions(self: Any) -> ActionResult:
        listed = cluster_versions(datetime.now(timezone.utc))
        wanted = self.querystring.get("clusterVersions") or []
        status = self._get_param("versionStatus")
        everything = str(self._get_param("includeAll")).lower() == "true"
        found = [
            version
            for version in listed
            if (not wanted or version["clusterVersion"] in wanted)
            and (not status or version["versionStatus"] == status)
            and (everything or wanted or status or version["versionStatus"] != "UNSUPPORTED")
        ]
        return _listed(self, "clusterVersions", list(reversed(found)))

    EKSResponse.describe_cluster_versions = describe_cluster_versions


def patch_addons() -> None:
    """Gap: add-on operations are missing."""

    def create_addon(self: Any) -> ActionResult:
        cluster, name = _cluster(self), self._get_param("addonName")
        if name in things(cluster, "addons"):
            raise ResourceInUseException(clusterName=cluster.name, nodegroupName=None, addonName=name, message="Addon already exists.")
        addon = {
            "addonName": name,
            "clusterName": cluster.name,
            "status": "ACTIVE",
            "addonVersion": self._get_param("addonVersion") or "v1.0.0-eksbuild.1",
            "health": {"issues": []},
            "addonArn": _arn(self, cluster, "addon", f"{name}/{mock_random.uuid4()}"),
            "createdAt": utcnow(),
            "modifiedAt": utcnow(),
            "serviceAccountRoleArn": self._get_param("serviceAccountRoleArn"),
            "configurationValues": self._get_param("configurationValues"),
            "tags": self._get_param("tags") or {},
        }
        things(cluster, "addons")[name] = addon
        return ActionResult({"addon": addon})

    def list_addons(self: Any) -> ActionResult:
        return _listed(self, "addons", list(things(_cluster(self), "addons")))

    def describe_addon(self: Any) -> ActionResult:
        cluster, name = _cluster(self), self._get_param("addonName")
        if name not in things(cluster, "addons"):
            raise _not_found(f"No addon: {name} found in cluster: {cluster.name}")
        return ActionResult({"addon": things(cluster, "addons")[name]})

    EKSResponse.create_addon, EKSResponse.list_addons, EKSResponse.describe_addon = create_addon, list_addons, describe_addon


def patch_access_entries() -> None:
    """Gap: access entries and their policies are missing."""

    def entry(self: Any) -> dict[str, Any]:
        cluster, principal = _cluster(self), self._get_param("principalArn")
        if principal not in things(cluster, "accessEntries"):
            raise _not_found(f"The specified principalArn could not be found. principalArn: {principal}")
        return things(cluster, "accessEntries")[principal]

    def create_access_entry(self: Any) -> ActionResult:
        cluster, principal = _cluster(self), self._get_param("principalArn")
        answer = {
            "clusterName": cluster.name,
            "principalArn": principal,
            "kubernetesGroups": self._get_param("kubernetesGroups") or [],
            "accessEntryArn": _arn(self, cluster, "access-entry", f"{principal.split(':', 5)[-1]}/{mock_random.uuid4()}"),
            "createdAt": utcnow(),
            "modifiedAt": utcnow(),
            "tags": self._get_param("tags") or {},
            "username": self._get_param("username") or principal,
            "type": self._get_param("type") or "STANDARD",
            "policies": [],
        }
        things(cluster, "accessEntries")[principal] = answer
        return ActionResult({"accessEntry": answer})

    def list_access_entries(self: Any) -> ActionResult:
        return _listed(self, "accessEntries", list(things(_cluster(self), "accessEntries")))

    def describe_access_entry(self: Any) -> ActionResult:
        return ActionResult({"accessEntry": entry(self)})

    def associate_access_policy(self: Any) -> ActionResult:
        found = entry(self)
        policy = {
            "policyArn": self._get_param("policyArn"),
            "accessScope": self._get_param("accessScope"),
            "associatedAt": utcnow(),
            "modifiedAt": utcnow(),
        }
        found["policies"].append(policy)
        return ActionResult({"clusterName": found["clusterName"], "principalArn": found["principalArn"], "associatedAccessPolicy": policy})

    def list_associated_access_policies(self: Any) -> ActionResult:
        found = entry(self)
        answer: Any = _listed(self, "associatedAccessPolicies", found["policies"]).result
        return ActionResult({**answer, "clusterName": found["clusterName"], "principalArn": found["principalArn"]})

    EKSResponse.create_access_entry, EKSResponse.list_access_entries = create_access_entry, list_access_entries
    EKSResponse.describe_access_entry, EKSResponse.associate_access_policy = describe_access_entry, associate_access_policy
    EKSResponse.list_associated_access_policies = list_associated_access_policies


def patch_pod_identities() -> None:
    """Gap: pod identity associations are missing."""

    def create_pod_identity_association(self: Any) -> ActionResult:
        cluster, identifier = _cluster(self), f"a-{mock_random.get_random_hex(17)}"
        answer = {
            "clusterName": cluster.name,
            **{key: self._get_param(key) for key in ("namespace", "serviceAccount", "roleArn", "disableSessionTags", "targetRoleArn")},
            "associationArn": _arn(self, cluster, "podidentityassociation", identifier),
            "associationId": identifier,
            "tags": self._get_param("tags") or {},
            "createdAt": utcnow(),
            "modifiedAt": utcnow(),
        }
        things(cluster, "podIdentities")[identifier] = answer
        return ActionResult({"association": answer})

    def list_pod_identity_associations(self: Any) -> ActionResult:
        return _listed(self, "associations", list(things(_cluster(self), "podIdentities").values()))

    def describe_pod_identity_association(self: Any) -> ActionResult:
        identifier = self._get_param("associationId")
        found = things(_cluster(self), "podIdentities").get(identifier)
        if found is None:
            raise _not_found(f"The specified associationId cannot be found: {identifier}")
        return ActionResult({"association": found})

    EKSResponse.create_pod_identity_association = create_pod_identity_association
    EKSResponse.list_pod_identity_associations = list_pod_identity_associations
    EKSResponse.describe_pod_identity_association = describe_pod_identity_association


def patch_identity_providers() -> None:
    """Gap: OIDC identity provider configurations are missing."""

    def associate_identity_provider_config(self: Any) -> ActionResult:
        cluster, oidc = _cluster(self), self._get_param("oidc")
        name = oidc["identityProviderConfigName"]
        things(cluster, "identityProviders")[name] = {
            **oidc,
            "identityProviderConfigArn": _arn(self, cluster, "identityproviderconfig", f"oidc/{name}/{mock_random.uuid4()}"),
            "clusterName": cluster.name,
            "tags": self._get_param("tags") or {},
            "status": "ACTIVE",
        }
        return ActionResult({"tags": self._get_param("tags") or {}})

    def list_identity_provider_configs(self: Any) -> ActionResult:
        names = things(_cluster(self), "identityProviders")
        return _listed(self, "identityProviderConfigs", [{"type": "oidc", "name": name} for name in names])

    def describe_identity_provider_config(self: Any) -> ActionResult:
        name = self._get_param("identityProviderConfig")["name"]
        found = things(_cluster(self), "identityProviders").get(name)
        if found is None:
            raise _not_found("Identity provider config is not associated with cluster")
        return ActionResult({"identityProviderConfig": {"oidc": found}})

    EKSResponse.associate_identity_provider_config = associate_identity_provider_config
    EKSResponse.list_identity_provider_configs = list_identity_provider_configs
    EKSResponse.describe_identity_provider_config = describe_identity_provider_config


def patch() -> None:
    patch_routes()
    patch_clusters()
    patch_nodegroups()
    patch_versions()
    patch_addons()
    patch_access_entries()
    patch_pod_identities()
    patch_identity_providers()
