"""The small estate: every planted fault has a name, and its neighbour that is right. Made through boto3, so botocore checks every request."""

import json
from typing import Any, Callable

import boto3
from botocore.config import Config

PASSWORD = "a-long-password"


def seed_small(url: str, account: str = "123456789012", region: str = "us-east-1", foreign: str = "999999999999") -> dict[str, Any]:
    """Seeds one account and region; returns the identifiers of what was planted."""
    clients: dict[str, Any] = {}

    def aws(service: str) -> Any:
        if service not in clients:
            client = boto3.client(
                service,
                endpoint_url=url,
                region_name=region,
                aws_access_key_id="AKIAIOSFODNN7EXAMPLE",
                aws_secret_access_key="seeder",
                # The application knows the seeder by this and neither counts its calls nor breaks them.
                config=Config(user_agent_extra="parapet-seeder", retries={"max_attempts": 1, "mode": "standard"}),
            )
            client.meta.events.register("before-sign.*.*", lambda request, **_: request.headers.add_header("x-moto-account-id", account))
            clients[service] = client
        return clients[service]

    planted: dict[str, Any] = {"account": account, "region": region, "foreign": foreign}
    for part in (_network, _keys, _roles, _rds, _snapshots, _clusters, _around_rds, _eks, _services, _facts):
        part(aws, planted)
    return planted


Aws = Callable[[str], Any]


def _network(aws: Aws, planted: dict[str, Any]) -> None:
    ec2, region = aws("ec2"), planted["region"]
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnets = {}
    for name, block, zone in (("public-a", 1, "a"), ("public-b", 2, "b"), ("private-a", 3, "a"), ("private-b", 4, "b")):
        subnets[name] = ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{block}.0/24", AvailabilityZone=f"{region}{zone}")["Subnet"]["SubnetId"]
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
    for name in ("public-a", "public-b"):
        ec2.associate_route_table(RouteTableId=table, SubnetId=subnets[name])

    prefixes = ec2.create_managed_prefix_list(PrefixListName="offices", MaxEntries=5, AddressFamily="IPv4", Entries=[{"Cidr": "0.0.0.0/1"}, {"Cidr": "128.0.0.0/1"}])
    prefix_list = prefixes["PrefixList"]["PrefixListId"]
    groups = {}
    for name, permission in (
        ("open", {"FromPort": 5432, "ToPort": 5432, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}),
        ("halves", {"FromPort": 5432, "ToPort": 5432, "IpRanges": [{"CidrIp": "0.0.0.0/1"}, {"CidrIp": "128.0.0.0/1"}]}),
        ("open-v6", {"FromPort": 3306, "ToPort": 3306, "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}),
        ("prefix-list", {"FromPort": 5432, "ToPort": 5432, "PrefixListIds": [{"PrefixListId": prefix_list}]}),
        ("private", {"FromPort": 5432, "ToPort": 5432, "IpRanges": [{"CidrIp": "10.0.0.0/16"}]}),
    ):
        groups[name] = ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"]
        ec2.authorize_security_group_ingress(GroupId=groups[name], IpPermissions=[{"IpProtocol": "tcp", **permission}])
    instance = ec2.run_instances(ImageId="ami-12c6146b", MinCount=1, MaxCount=1, SubnetId=subnets["public-a"], SecurityGroupIds=[groups["open"]])
    planted.update(
        vpc=vpc, subnets=subnets, securityGroups=groups, prefixList=prefix_list, internetGateway=gateway, ec2Instance=instance["Instances"][0]["InstanceId"]
    )


def _keys(aws: Aws, planted: dict[str, Any]) -> None:
    kms = aws("kms")
    public = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*"}]}
    rotated = kms.create_key(Description="rotated")["KeyMetadata"]["Arn"]
    kms.enable_key_rotation(KeyId=rotated)
    open_key = kms.create_key(Description="open to everybody", Policy=json.dumps(public))["KeyMetadata"]["Arn"]
    doomed = kms.create_key(Description="pending deletion")["KeyMetadata"]["Arn"]
    kms.schedule_key_deletion(KeyId=doomed.split("/")[-1], PendingWindowInDays=7)
    kms.create_alias(AliasName="alias/databases", TargetKeyId=rotated)
    kms.create_grant(KeyId=rotated, GranteePrincipal=f"arn:aws:iam::{planted['foreign']}:role/reader", Operations=["Decrypt"], Name="foreign")
    planted["kmsKeys"] = {"rotated": rotated, "public": open_key, "pendingDeletion": doomed}


def _roles(aws: Aws, planted: dict[str, Any]) -> None:
    iam, account = aws("iam"), planted["account"]

    def trust(service: str) -> str:
        return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}]})

    def allow(action: str, resource: str) -> str:
        return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": action, "Resource": resource}]})

    for name, service in (("eks", "eks.amazonaws.com"), ("node", "ec2.amazonaws.com"), ("backup", "backup.amazonaws.com"), ("app", "pods.eks.amazonaws.com")):
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust(service))
    iam.put_role_policy(RoleName="app", PolicyName="connect-anywhere", PolicyDocument=allow("rds-db:connect", "*"))
    iam.create_user(UserName="analyst")
    policy = iam.create_policy(PolicyName="decrypt-everything", PolicyDocument=allow("kms:Decrypt", "*"))["Policy"]["Arn"]
    iam.attach_user_policy(UserName="analyst", PolicyArn=policy)
    planted["roles"] = {name: f"arn:aws:iam::{account}:role/{name}" for name in ("eks", "node", "backup", "app")}
    planted["iamPolicy"] = policy


def _rds(aws: Aws, planted: dict[str, Any]) -> None:
    rds, groups, subnets = aws("rds"), planted["securityGroups"], planted["subnets"]
    rds.create_db_subnet_group(DBSubnetGroupName="public", DBSubnetGroupDescription="public", SubnetIds=[subnets["public-a"], subnets["public-b"]])
    rds.create_db_subnet_group(DBSubnetGroupName="private", DBSubnetGroupDescription="private", SubnetIds=[subnets["private-a"], subnets["private-b"]])
    for name, family, parameter, value in (
        ("pg-tls", "postgres16", "rds.force_ssl", "1"),
        ("pg-plain", "postgres16", "rds.force_ssl", "0"),
        ("mariadb-tls", "mariadb10.11", "require_secure_transport", "ON"),
        ("mysql-plain", "mysql8.0", "require_secure_transport", "0"),
    ):
        rds.create_db_parameter_group(DBParameterGroupName=name, DBParameterGroupFamily=family, Description=name)
        rds.modify_db_parameter_group(DBParameterGroupName=name, Parameters=[{"ParameterName": parameter, "ParameterValue": value, "ApplyMethod": "immediate"}])

    def instance(name: str, **options: Any) -> None:
        base = {
            "DBInstanceIdentifier": name,
            "DBInstanceClass": "db.m6g.large",
            "Engine": "postgres",
            "EngineVersion": "16.9",
            "MasterUsername": "dbo",
            "MasterUserPassword": PASSWORD,
            "AllocatedStorage": 20,
            "DBSubnetGroupName": "private",
            "VpcSecurityGroupIds": [groups["private"]],
            "StorageEncrypted": True,
            "KmsKeyId": planted["kmsKeys"]["rotated"],
            "BackupRetentionPeriod": 14,
            "DeletionProtection": True,
            "MultiAZ": True,
            "CopyTagsToSnapshot": True,
            "EnableIAMDatabaseAuthentication": True,
            "EnableCloudwatchLogsExports": ["postgresql", "upgrade"],
            "PubliclyAccessible": False,
            "Port": 5433,
            "MonitoringInterval": 60,
            "MonitoringRoleArn": planted["roles"]["app"],
            "EnablePerformanceInsights": True,
            "DBParameterGroupName": "pg-tls",
            "Tags": [{"Key": "backup", "Value": "daily"}, {"Key": "owner", "Value": "team-a"}],
        }
        rds.create_db_instance(**{key: value for key, value in {**base, **options}.items() if value is not None})

    instance("good")
    instance("public", PubliclyAccessible=True, DBSubnetGroupName="public", VpcSecurityGroupIds=[groups["open"]], Port=5432, DBParameterGroupName="pg-plain")
    instance("halves", PubliclyAccessible=True, DBSubnetGroupName="public", VpcSecurityGroupIds=[groups["halves"]], Port=5432)
    instance("unencrypted", StorageEncrypted=False, KmsKeyId=None)
    instance("no-backups", BackupRetentionPeriod=0, DeletionProtection=False, MultiAZ=False, Tags=[])
    instance("mariadb-tls", Engine="mariadb", EngineVersion="10.11.9", DBParameterGroupName="mariadb-tls", EnableCloudwatchLogsExports=["audit", "error"], EnableIAMDatabaseAuthentication=None, Port=3307)
    instance("mysql-plain", Engine="mysql", EngineVersion="8.0.39", DBParameterGroupName="mysql-plain", EnableCloudwatchLogsExports=["error"], Port=3306, MasterUsername="admin")
    instance("managed-secret", MasterUserPassword=None, ManageMasterUserPassword=True)
    planted["dbInstances"] = ["good", "public", "halves", "unencrypted", "no-backups", "mariadb-tls", "mysql-plain", "managed-secret"]


def _snapshots(aws: Aws, planted: dict[str, Any]) -> None:
    rds = aws("rds")
    for name, source, accounts in (("private", "good", []), ("shared", "good", [planted["foreign"]]), ("public", "unencrypted", ["all"])):
        rds.create_db_snapshot(DBSnapshotIdentifier=f"snapshot-{name}", DBInstanceIdentifier=source)
        if accounts:
            rds.modify_db_snapshot_attribute(DBSnapshotIdentifier=f"snapshot-{name}", AttributeName="restore", ValuesToAdd=accounts)
    planted["dbSnapshots"] = ["snapshot-private", "snapshot-shared", "snapshot-public"]


def _clusters(aws: Aws, planted: dict[str, Any]) -> None:
    rds, group = aws("rds"), planted["securityGroups"]["private"]
    rds.create_db_cluster_parameter_group(DBClusterParameterGroupName="aurora-pg-tls", DBParameterGroupFamily="aurora-postgresql16", Description="tls")
    rds.modify_db_cluster_parameter_group(
        DBClusterParameterGroupName="aurora-pg-tls", Parameters=[{"ParameterName": "rds.force_ssl", "ParameterValue": "1", "ApplyMethod": "immediate"}]
    )

    def cluster(name: str, **options: Any) -> None:
        base = {
            "DBClusterIdentifier": name,
            "MasterUsername": "dbo",
            "MasterUserPassword": PASSWORD,
            "DBSubnetGroupName": "private",
            "VpcSecurityGroupIds": [group],
            "StorageEncrypted": True,
            "BackupRetentionPeriod": 7,
            "DeletionProtection": True,
        }
        rds.create_db_cluster(**{key: value for key, value in {**base, **options}.items() if value is not None})

    cluster("aurora-pg", Engine="aurora-postgresql", EngineVersion="16.6", DBClusterParameterGroupName="aurora-pg-tls", EnableIAMDatabaseAuthentication=True)
    cluster("aurora-mysql", Engine="aurora-mysql", EngineVersion="8.0.mysql_aurora.3.08.0", StorageEncrypted=False, DeletionProtection=False)
    cluster("multi-az", Engine="postgres", EngineVersion="16.9", DBClusterInstanceClass="db.m6gd.large", AllocatedStorage=100, Iops=1000, StorageType="io1")
    cluster("neptune", Engine="neptune", EngineVersion="1.3.2.1", MasterUsername=None, MasterUserPassword=None)
    cluster("docdb", Engine="docdb", EngineVersion="5.0.0")
    for name, owner, engine, zone in (
        ("aurora-pg-1", "aurora-pg", "aurora-postgresql", "a"),
        ("aurora-pg-2", "aurora-pg", "aurora-postgresql", "b"),
        ("aurora-mysql-1", "aurora-mysql", "aurora-mysql", "a"),
        ("multi-az-1", "multi-az", "postgres", "a"),
        ("multi-az-2", "multi-az", "postgres", "b"),
        ("neptune-1", "neptune", "neptune", "a"),
        ("docdb-1", "docdb", "docdb", "a"),
    ):
        rds.create_db_instance(
            DBInstanceIdentifier=name, DBInstanceClass="db.r6g.large", Engine=engine, DBClusterIdentifier=owner, AvailabilityZone=f"{planted['region']}{zone}"
        )
    rds.create_db_cluster_snapshot(DBClusterSnapshotIdentifier="cluster-snapshot-shared", DBClusterIdentifier="aurora-pg")
    rds.modify_db_cluster_snapshot_attribute(DBClusterSnapshotIdentifier="cluster-snapshot-shared", AttributeName="restore", ValuesToAdd=[planted["foreign"]])
    planted["dbClusters"] = ["aurora-pg", "aurora-mysql", "multi-az", "neptune", "docdb"]
    planted["dbClusterSnapshots"] = ["cluster-snapshot-shared"]


def _around_rds(aws: Aws, planted: dict[str, Any]) -> None:
    rds, account, region = aws("rds"), planted["account"], planted["region"]
    secret = aws("secretsmanager").create_secret(Name="rds/good", SecretString=json.dumps({"username": "dbo", "password": PASSWORD, "host": "good"}))["ARN"]
    rds.create_db_proxy(
        DBProxyName="proxy-plain",
        EngineFamily="POSTGRESQL",
        Auth=[{"AuthScheme": "SECRETS", "SecretArn": secret, "IAMAuth": "DISABLED"}],
        RoleArn=planted["roles"]["app"],
        VpcSubnetIds=[planted["subnets"]["private-a"], planted["subnets"]["private-b"]],
        VpcSecurityGroupIds=[planted["securityGroups"]["private"]],
        RequireTLS=False,
    )
    topic = f"arn:aws:sns:{region}:{account}:rds-events"
    rds.create_event_subscription(
        SubscriptionName="instances", SnsTopicArn=topic, SourceType="db-instance", EventCategories=["maintenance", "configuration change", "failure", "backup"], Enabled=True
    )
    rds.create_option_group(OptionGroupName="mysql-audit", EngineName="mysql", MajorEngineVersion="8.0", OptionGroupDescription="audit")
    rds.modify_option_group(
        OptionGroupName="mysql-audit",
        OptionsToInclude=[{"OptionName": "MARIADB_AUDIT_PLUGIN", "OptionSettings": [{"Name": "SERVER_AUDIT_EVENTS", "Value": "CONNECT,QUERY"}]}],
        ApplyImmediately=True,
    )
    rds.create_global_cluster(GlobalClusterIdentifier="global-old", Engine="aurora-mysql", EngineVersion="8.0.mysql_aurora.3.04.0")
    planted.update(secret=secret, dbProxies=["proxy-plain"], eventSubscriptions=["instances"], optionGroup="mysql-audit", globalClusters=["global-old"])


def _eks(aws: Aws, planted: dict[str, Any]) -> None:
    eks, roles = aws("eks"), planted["roles"]
    subnets = [planted["subnets"]["private-a"], planted["subnets"]["private-b"]]
    eks.create_cluster(
        name="open",
        version="1.29",
        roleArn=roles["eks"],
        resourcesVpcConfig={"subnetIds": subnets, "endpointPublicAccess": True, "endpointPrivateAccess": False, "publicAccessCidrs": ["0.0.0.0/1", "128.0.0.0/1"]},
    )
    eks.create_cluster(
        name="good",
        version="1.34",
        roleArn=roles["eks"],
        resourcesVpcConfig={"subnetIds": subnets, "endpointPublicAccess": False, "endpointPrivateAccess": True},
        logging={"clusterLogging": [{"types": ["api", "audit", "authenticator", "controllerManager", "scheduler"], "enabled": True}]},
        encryptionConfig=[{"resources": ["secrets"], "provider": {"keyArn": planted["kmsKeys"]["rotated"]}}],
        accessConfig={"authenticationMode": "API"},
        upgradePolicy={"supportType": "STANDARD"},
        deletionProtection=True,
    )
    for cluster in ("open", "good"):
        eks.create_nodegroup(clusterName=cluster, nodegroupName="workers", subnets=subnets, nodeRole=roles["node"])
        eks.create_addon(clusterName=cluster, addonName="vpc-cni", addonVersion="v1.19.0-eksbuild.1")
    eks.create_fargate_profile(clusterName="good", fargateProfileName="system", podExecutionRoleArn=roles["node"], subnets=subnets, selectors=[{"namespace": "kube-system"}])
    eks.create_access_entry(clusterName="good", principalArn=roles["app"], kubernetesGroups=["developers"])
    eks.associate_access_policy(
        clusterName="good",
        principalArn=roles["app"],
        policyArn="arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
        accessScope={"type": "cluster"},
    )
    eks.create_pod_identity_association(clusterName="good", namespace="shop", serviceAccount="orders", roleArn=roles["app"])
    eks.associate_identity_provider_config(
        clusterName="good", oidc={"identityProviderConfigName": "staff", "issuerUrl": "https://login.example.com", "clientId": "kubernetes", "usernamePrefix": "-"}
    )
    planted["eksClusters"] = ["open", "good"]


def _services(aws: Aws, planted: dict[str, Any]) -> None:
    account, region = planted["account"], planted["region"]
    public = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "logs:*", "Resource": "*"}]}
    logs = aws("logs")
    for name, days in (("/aws/rds/instance/good/postgresql", 400), ("/aws/rds/instance/public/postgresql", 3), ("/aws/eks/good/cluster", None), ("trail", 400)):
        logs.create_log_group(logGroupName=name)
        if days:
            logs.put_retention_policy(logGroupName=name, retentionInDays=days)
    logs.put_resource_policy(policyName="open", policyDocument=json.dumps(public))
    logs.put_metric_filter(
        logGroupName="trail",
        filterName="kms",
        filterPattern="{ ($.eventSource = kms.amazonaws.com) && (($.eventName = DisableKey) || ($.eventName = ScheduleKeyDeletion)) }",
        metricTransformations=[{"metricName": "kms", "metricNamespace": "cis", "metricValue": "1"}],
    )
    aws("cloudwatch").put_metric_alarm(
        AlarmName="kms",
        MetricName="kms",
        Namespace="cis",
        Statistic="Sum",
        Period=300,
        EvaluationPeriods=1,
        Threshold=1,
        ComparisonOperator="GreaterThanOrEqualToThreshold",
        AlarmActions=[f"arn:aws:sns:{region}:{account}:alarms"],
    )
    aws("s3").create_bucket(Bucket=f"trail-{account}", **({} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}))
    trail = aws("cloudtrail")
    trail.create_trail(
        Name="trail",
        S3BucketName=f"trail-{account}",
        IsMultiRegionTrail=True,
        CloudWatchLogsLogGroupArn=f"arn:aws:logs:{region}:{account}:log-group:trail:*",
        CloudWatchLogsRoleArn=planted["roles"]["app"],
    )
    trail.start_logging(Name="trail")
    secrets = aws("secretsmanager")
    shared = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "secretsmanager:GetSecretValue", "Resource": "*"}]}
    secrets.create_secret(Name="public-secret", SecretString="{}")
    secrets.put_resource_policy(SecretId="public-secret", ResourcePolicy=json.dumps(shared))

    backup = aws("backup")
    backup.create_backup_vault(BackupVaultName="vault")
    backup.put_backup_vault_lock_configuration(BackupVaultName="vault", MinRetentionDays=7)
    plan = backup.create_backup_plan(BackupPlan={"BackupPlanName": "daily", "Rules": [{"RuleName": "daily", "TargetBackupVaultName": "vault"}]})["BackupPlanId"]
    backup.create_backup_selection(
        BackupPlanId=plan,
        BackupSelection={
            "SelectionName": "tagged",
            "IamRoleArn": planted["roles"]["backup"],
            "ListOfTags": [{"ConditionType": "STRINGEQUALS", "ConditionKey": "backup", "ConditionValue": "daily"}],
        },
    )
    detector = aws("guardduty").create_detector(Enable=True, Features=[{"Name": "RDS_LOGIN_EVENTS", "Status": "ENABLED"}])["DetectorId"]
    planted.update(backupPlan=plan, backupVault="vault", detector=detector, logGroups=["/aws/rds/instance/good/postgresql", "/aws/rds/instance/public/postgresql"])


def _facts(aws: Aws, planted: dict[str, Any]) -> None:
    """What no call can bring about."""
    from .plant import plant

    arn = f"arn:aws:rds:{planted['region']}:{planted['account']}"
    plant(
        {
            "account": planted["account"],
            "region": planted["region"],
            "dbInstances": {
                "public": {
                    "PendingModifiedValues": {"EngineVersion": "16.10"},
                    "CertificateDetails": {"CAIdentifier": "rds-ca-2019", "ValidTill": "2024-08-22"},
                    "CACertificateIdentifier": "rds-ca-2019",
                },
                "mysql-plain": {"DBParameterGroups": [{"DBParameterGroupName": "mysql-plain", "ParameterApplyStatus": "pending-reboot"}]},
            },
            "pendingMaintenance": [
                {
                    "ResourceIdentifier": f"{arn}:db:public",
                    "PendingMaintenanceActionDetails": [
                        {"Action": "system-update", "Description": "New operating system update is available", "AutoAppliedAfterDate": "2026-01-10"}
                    ],
                }
            ],
            "recoveryPoints": {
                "vault": [
                    {
                        "RecoveryPointArn": f"arn:aws:backup:{planted['region']}:{planted['account']}:recovery-point:one",
                        "BackupVaultName": "vault",
                        "ResourceArn": f"{arn}:db:unencrypted",
                        "ResourceType": "RDS",
                        "Status": "COMPLETED",
                        "IsEncrypted": False,
                        "CreationDate": "2026-06-01T00:00:00Z",
                    }
                ]
            },
        }
    )
