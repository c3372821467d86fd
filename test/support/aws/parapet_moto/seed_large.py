"""The large estate: N DB instances in one region, made inside the process in seconds.

N instances (a tenth of them members of N/10 Aurora clusters), 40 parameter groups in use, N manual snapshots, N/100 EKS clusters.
A fixed pattern, so that two runs scan the same estate.
"""

import time
from typing import Any

# (engine, version, family) of the standalone instances, in turn.
ENGINES = [
    ("postgres", "16.4", "postgres16"),
    ("postgres", "13.15", "postgres13"),
    ("mysql", "8.0.39", "mysql8.0"),
    ("mariadb", "10.11.9", "mariadb10.11"),
]
GROUPS = 40


def seed_large(
    instances: int = 1000,
    snapshots: int | None = None,
    clusters: int | None = None,
    eksClusters: int | None = None,
    account: str = "123456789012",
    region: str = "us-east-1",
) -> dict[str, Any]:
    from moto.ec2.models import ec2_backends
    from moto.eks.models import eks_backends
    from moto.rds.models import DBInstance, rds_backends

    from .patch_eks import complete

    started = time.monotonic()
    snapshots = instances if snapshots is None else snapshots
    clusters = instances // 10 if clusters is None else clusters
    eks_count = max(1, instances // 100) if eksClusters is None else eksClusters
    rds, ec2 = rds_backends[account][region], ec2_backends[account][region]

    subnets = ec2.describe_subnets()[:2]
    rds.create_subnet_group("large", "Subnets of the large estate", subnets, [])
    security_groups = [ec2.create_security_group(f"db-{n}", "Database", vpc_id=ec2.default_vpc.id).id for n in range(20)]
    for n, group in enumerate(security_groups):
        cidr = "0.0.0.0/0" if n == 0 else f"10.{n}.0.0/16"
        ec2.authorize_security_group_ingress(group_name_or_id=group, ip_protocol="tcp", from_port="3306", to_port="5432", ip_ranges=[{"CidrIp": cidr}], vpc_id=ec2.default_vpc.id)

    for n in range(GROUPS):
        _, _, family = ENGINES[n % len(ENGINES)]
        rds.create_db_parameter_group({"db_parameter_group_name": f"group-{n}", "db_parameter_group_family": family, "description": "large"})
        name = "rds.force_ssl" if family.startswith("postgres") else "require_secure_transport"
        rds.modify_db_parameter_group(f"group-{n}", [{"ParameterName": name, "ParameterValue": str(n % 2), "ApplyMethod": "immediate"}])

    def tags(n: int) -> list[dict[str, str]]:
        return [{"Key": "team", "Value": f"team-{n % 7}"}, {"Key": "environment", "Value": "production" if n % 3 else "test"}]

    # The automated snapshot that moto makes for each instance would double the estate.
    automated = DBInstance.save_automated_backup
    DBInstance.save_automated_backup = lambda self: None
    auto_cluster = type(rds).create_auto_cluster_snapshot
    type(rds).create_auto_cluster_snapshot = lambda self, *_: None
    try:
        for n in range(clusters):
            engine, version = ("aurora-postgresql", "16.4") if n % 2 else ("aurora-mysql", "8.0.mysql_aurora.3.08.0")
            rds.create_db_cluster(
                {
                    "db_cluster_identifier": f"cluster-{n}",
                    "engine": engine,
                    "engine_version": version,
                    "master_username": "dbo",
                    "master_user_password": "a-long-password",
                    "db_subnet_group_name": "large",
                    "vpc_security_group_ids": [security_groups[n % len(security_groups)]],
                    "storage_encrypted": n % 5 != 0,
                    "backup_retention_period": 1 + n % 10,
                    "deletion_protection": n % 3 != 0,
                    "enable_iam_database_authentication": n % 2 == 0,
                    "tags": tags(n),
                }
            )
        for n in range(instances):
            if n < clusters:
                cluster = rds.clusters[f"cluster-{n}"]
                rds.create_db_instance(
                    {
                        "db_instance_identifier": f"db-{n}",
                        "db_instance_class": "db.r6g.large",
                        "engine": cluster.engine,
                        "db_cluster_identifier": cluster.db_cluster_identifier,
                        "tags": tags(n),
                    }
                )
                continue
            engine, version, _ = ENGINES[n % len(ENGINES)]
            rds.create_db_instance(
                {
                    "db_instance_identifier": f"db-{n}",
                    "db_instance_class": "db.m6g.large",
                    "engine": engine,
                    "engine_version": version,
                    "allocated_storage": 100,
                    "master_username": "postgres" if n % 11 == 0 else "dbo",
                    "master_user_password": "a-long-password",
                    "db_subnet_group_name": "large",
                    "db_parameter_group_name": f"group-{n % GROUPS}",
                    "vpc_security_group_ids": [security_groups[n % len(security_groups)]],
                    "storage_encrypted": n % 5 != 0,
                    "backup_retention_period": n % 15,
                    "multi_az": n % 2 == 0,
                    "publicly_accessible": n % 20 == 0,
                    "deletion_protection": n % 3 != 0,
                    "monitoring_interval": 60 if n % 2 else 0,
                    "copy_tags_to_snapshot": n % 4 != 0,
                    "enable_cloudwatch_logs_exports": ["postgresql"] if engine == "postgres" and n % 2 else [],
                    "tags": tags(n),
                }
            )
    finally:
        DBInstance.save_automated_backup = automated
        type(rds).create_auto_cluster_snapshot = auto_cluster

    for n in range(snapshots):
        source = f"db-{clusters + n % (instances - clusters)}" if instances > clusters else f"db-{n % instances}"
        snapshot = rds.create_db_snapshot(db_instance_identifier=source, db_snapshot_identifier=f"snapshot-{n}")
        if n % 100 == 7:
            snapshot.attributes["restore"] = ["all"] if n % 200 == 7 else ["999999999999"]

    eks = eks_backends[account][region]
    for n in range(eks_count):
        name = f"eks-{n}"
        cluster = eks.create_cluster(
            name=name,
            role_arn=f"arn:aws:iam::{account}:role/eks",
            resources_vpc_config={"subnetIds": [subnet.id for subnet in subnets], "endpointPublicAccess": n % 2 == 0},
            version="1.33" if n % 3 else "1.29",
            tags={"team": f"team-{n % 7}"},
        )
        complete(cluster, account, region, {})
        eks.create_nodegroup(name, f"arn:aws:iam::{account}:role/node", "workers", [subnet.id for subnet in subnets])

    return {
        "account": account,
        "region": region,
        "dbInstances": instances,
        "dbClusters": clusters,
        "dbSnapshots": snapshots,
        "parameterGroups": GROUPS,
        "eksClusters": eks_count,
        "seconds": round(time.monotonic() - started, 2),
    }
