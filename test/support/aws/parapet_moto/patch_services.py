"""AWS Backup, KMS and GuardDuty: what moto lacks for scanning. One function a gap; each says which."""

import json
from typing import Any

from moto.backup import urls as backup_urls
from moto.backup.exceptions import ResourceNotFoundException
from moto.backup.models import BackupBackend
from moto.backup.responses import BackupResponse
from moto.core.responses import ActionResult
from moto.core.utils import unix_time, utcnow
from moto.guardduty.models import Detector
from moto.kms.models import Grant, KmsBackend
from moto.kms.responses import KmsResponse
from moto.moto_api._internal import mock_random

from .patch_rds import managed_key_arn
from .state import planted, with_dates

GUARDDUTY_FEATURES = [
    "CLOUD_TRAIL",
    "DNS_LOGS",
    "FLOW_LOGS",
    "S3_DATA_EVENTS",
    "EKS_AUDIT_LOGS",
    "EBS_MALWARE_PROTECTION",
    "RDS_LOGIN_EVENTS",
    "EKS_RUNTIME_MONITORING",
    "LAMBDA_NETWORK_LOGS",
    "RUNTIME_MONITORING",
]


def patch_backup_selections() -> None:
    """Gap: Create-, List- and GetBackupSelection are missing."""

    def plan_and_rest(self: Any) -> tuple[Any, str]:
        identifier, _, rest = self.path.split("/backup/plans/")[-1].partition("/selections")
        plan = self.backup_backend.plans.get(identifier)
        if plan is None:
            raise ResourceNotFoundException(msg="Failed reading Backup plan with provided version")
        plan.__dict__.setdefault("parapet_selections", {})
        return plan, rest.strip("/")

    def create_backup_selection(self: Any) -> ActionResult:
        plan, _ = plan_and_rest(self)
        identifier = str(mock_random.uuid4())
        plan.parapet_selections[identifier] = {
            "SelectionId": identifier,
            "BackupPlanId": plan.backup_plan_id,
            "CreationDate": utcnow(),
            "CreatorRequestId": str(mock_random.uuid4()),
            "BackupSelection": json.loads(self.body)["BackupSelection"],
        }
        return ActionResult(plan.parapet_selections[identifier])

    def list_backup_selections(self: Any) -> ActionResult:
        plan, _ = plan_and_rest(self)
        members = [
            {**selection, "SelectionName": selection["BackupSelection"]["SelectionName"], "IamRoleArn": selection["BackupSelection"].get("IamRoleArn")}
            for selection in plan.parapet_selections.values()
        ]
        return ActionResult({"BackupSelectionsList": members})

    def get_backup_selection(self: Any) -> ActionResult:
        plan, identifier = plan_and_rest(self)
        if identifier not in plan.parapet_selections:
            raise ResourceNotFoundException(msg="Cannot find Backup selection")
        return ActionResult(plan.parapet_selections[identifier])

    BackupResponse.create_backup_selection = create_backup_selection
    BackupResponse.list_backup_selections = list_backup_selections
    BackupResponse.get_backup_selection = get_backup_selection


def patch_recovery_points() -> None:
    """Gap: ListRecoveryPointsByBackupVault and ListProtectedResources are missing; the points themselves are planted."""
    backup_urls.url_paths["{0}/backup-vaults/(?P<name>[^/]+)/recovery-points/$"] = backup_urls.response.dispatch
    backup_urls.url_paths["{0}/resources/?$"] = backup_urls.response.dispatch

    def list_recovery_points_by_backup_vault(self: Any) -> ActionResult:
        vault = self.backup_backend.vaults.get(self.path.split("/")[2])
        if vault is None:
            raise ResourceNotFoundException(msg="Backup vault not found")
        wanted = self._get_param("resourceType")
        points = [p for p in with_dates(getattr(vault, "parapet_recovery_points", [])) if wanted in (None, p.get("ResourceType"))]
        size, start = int(self._get_param("maxResults") or 1000), int(self._get_param("nextToken") or 0)
        more = start + size < len(points)
        return ActionResult({"RecoveryPoints": points[start : start + size], "NextToken": str(start + size) if more else None})

    def list_protected_resources(self: Any) -> ActionResult:
        points = [p for vault in self.backup_backend.vaults.values() for p in with_dates(getattr(vault, "parapet_recovery_points", []))]
        return ActionResult(
            {
                "Results": [
                    {"ResourceArn": p["ResourceArn"], "ResourceType": p.get("ResourceType"), "LastBackupTime": p.get("CreationDate")} for p in points
                ]
            }
        )

    BackupResponse.list_recovery_points_by_backup_vault = list_recovery_points_by_backup_vault
    BackupResponse.list_protected_resources = list_protected_resources


def patch_region_settings() -> None:
    """Gap: DescribeRegionSettings is missing; an account that uses AWS Backup is opted in to every type."""
    backup_urls.url_paths["{0}/account-settings$"] = backup_urls.response.dispatch

    def describe_region_settings(self: Any) -> ActionResult:
        return ActionResult({"ResourceTypeOptInPreference": {"Aurora": True, "DynamoDB": True, "EBS": True, "RDS": True}})

    BackupResponse.describe_region_settings = describe_region_settings


def patch_region_settings() -> None:
    """Gap: DescribeRegionSettings is missing; every resource type that matters here is opted in."""
    backup_urls.url_paths["{0}/account-settings$"] = backup_urls.response.dispatch
    opted = dict.fromkeys(["Aurora", "DocumentDB", "DynamoDB", "EBS", "EC2", "EFS", "Neptune", "RDS", "Redshift", "S3"], True)

    def describe_region_settings(self: Any) -> ActionResult:
        answer = {"ResourceTypeOptInPreference": opted, "ResourceTypeManagementPreference": {"DynamoDB": True, "EFS": True}}
        return ActionResult({**answer, **planted[(self.current_account, self.region)].get("backupSettings", {})})

    BackupResponse.describe_region_settings = describe_region_settings


def patch_vault_keys() -> None:
    """Gap: a vault without a key answers none; AWS Backup then uses its AWS managed key."""
    original = BackupBackend.create_backup_vault

    def create_backup_vault(self: Any, backup_vault_name: str, backup_vault_tags: Any, encryption_key_arn: str | None, creator_request_id: Any) -> Any:
        key = encryption_key_arn or managed_key_arn(self.account_id, self.region_name, "alias/aws/backup")
        return original(self, backup_vault_name, backup_vault_tags, key, creator_request_id)

    BackupBackend.create_backup_vault = create_backup_vault


def patch_managed_keys() -> None:
    """Gap: the keys behind alias/aws/… answer KeyManager CUSTOMER, so that every default key looks customer managed."""
    original = KmsBackend._generate_default_keys

    def generate(self: Any, alias_name: str) -> Any:
        key_id = original(self, alias_name)
        if key_id:
            self.keys[key_id].key_manager = "AWS"
            self.keys[key_id].key_rotation_status = True
        return key_id

    KmsBackend._generate_default_keys = generate


def patch_key_defaults() -> None:
    """Gap: CreateKey without KeyUsage or MultiRegion leaves both out of DescribeKey."""
    original = KmsBackend.create_key

    def create_key(self: Any, policy: Any, key_usage: Any, key_spec: Any, *args: Any, **kwargs: Any) -> Any:
        key = original(self, policy, key_usage or "ENCRYPT_DECRYPT", key_spec, *args, **kwargs)
        key.multi_region = bool(key.multi_region)
        return key

    KmsBackend.create_key = create_key


def patch_rotation_period() -> None:
    """Gap: GetKeyRotationStatus lacks the period."""
    original = KmsResponse.get_key_rotation_status

    def get_key_rotation_status(self: Any) -> Any:
        answer = json.loads(original(self))
        if answer.get("KeyRotationEnabled"):
            answer.setdefault("RotationPeriodInDays", 365)
        return json.dumps(answer)

    KmsResponse.get_key_rotation_status = get_key_rotation_status


def patch_grants() -> None:
    """Gap: grants lack the issuing account and the creation date."""
    original_init, original_json = Grant.__init__, Grant.to_json

    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        original_init(self, *args, **kwargs)
        self.parapet_created = unix_time()

    Grant.__init__ = init
    Grant.to_json = lambda self: {**original_json(self), "CreationDate": self.parapet_created}


def patch_guardduty_features() -> None:
    """Gap: GetDetector answers only the features that were named; AWS answers every one with its status."""
    original = Detector.to_json

    def to_json(self: Any) -> dict[str, Any]:
        answer = original(self)
        named = {feature.get("name"): feature for feature in answer["features"]}
        always = {"CLOUD_TRAIL", "DNS_LOGS", "FLOW_LOGS"}
        answer["features"] = [
            named.get(name) or {"name": name, "status": "ENABLED" if name in always and self.enabled else "DISABLED"} for name in GUARDDUTY_FEATURES
        ]
        return answer

    Detector.to_json = to_json


def patch() -> None:
    patch_backup_selections()
    patch_recovery_points()
    patch_region_settings()
    patch_region_settings()
    patch_vault_keys()
    patch_managed_keys()
    patch_key_defaults()
    patch_rotation_period()
    patch_grants()
    patch_guardduty_features()
