"""What RDS and EKS say of themselves: certificate authorities, engine versions, life cycles, Kubernetes versions.

Dates follow the published calendars where known; the tests do not depend on a particular one, and no product code reads this.
"""

from datetime import datetime, timezone
from typing import Any


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=timezone.utc)


AUTHORITIES = {
    "rds-ca-2019": ("2019-08-22", "2024-08-22"),
    "rds-ca-rsa2048-g1": ("2021-05-25", "2061-05-25"),
    "rds-ca-rsa4096-g1": ("2021-05-25", "2121-05-25"),
    "rds-ca-ecc384-g1": ("2021-05-25", "2121-05-25"),
}

# engine -> major -> (standard support end, extended support end, newest minor); None: the API names no life cycle.
MAJORS: dict[str, dict[str, tuple[str | None, str | None, list[str]]]] = {
    "postgres": {
        "11": ("2024-02-29", "2027-03-31", ["11.22"]),
        "12": ("2025-02-28", "2028-02-29", ["12.22"]),
        "13": ("2026-02-28", "2029-02-28", [f"13.{n}" for n in range(15, 24)]),
        "14": ("2027-02-28", "2030-02-28", [f"14.{n}" for n in range(10, 21)]),
        "15": ("2028-02-29", "2031-02-28", [f"15.{n}" for n in range(5, 16)]),
        "16": ("2029-02-28", "2032-02-29", [f"16.{n}" for n in range(1, 12)]),
        "17": ("2030-02-28", "2033-02-28", [f"17.{n}" for n in range(1, 8)]),
    },
    "mysql": {
        "5.7": ("2024-02-29", "2027-02-28", ["5.7.44"]),
        "8.0": ("2026-07-31", "2029-07-31", [f"8.0.{n}" for n in range(32, 45)]),
        "8.4": ("2029-07-31", "2032-07-31", [f"8.4.{n}" for n in range(3, 8)]),
    },
    "mariadb": {
        "10.5": ("2025-08-24", None, ["10.5.29"]),
        "10.6": ("2026-08-31", None, [f"10.6.{n}" for n in range(14, 24)]),
        "10.11": ("2028-02-16", None, [f"10.11.{n}" for n in range(4, 15)]),
        "11.4": ("2029-05-29", None, [f"11.4.{n}" for n in range(3, 9)]),
    },
    "aurora-postgresql": {
        "13": ("2026-02-28", "2029-02-28", [f"13.{n}" for n in range(14, 24)]),
        "14": ("2027-02-28", "2030-02-28", [f"14.{n}" for n in range(9, 21)]),
        "15": ("2028-02-29", "2031-02-28", [f"15.{n}" for n in range(4, 16)]),
        "16": ("2029-02-28", "2032-02-29", [f"16.{n}" for n in range(1, 12)]),
        "17": ("2030-02-28", "2033-02-28", [f"17.{n}" for n in range(4, 8)]),
    },
    "aurora-mysql": {
        "5.7": ("2024-10-31", "2027-02-28", ["5.7.mysql_aurora.2.11.6", "5.7.mysql_aurora.2.12.5"]),
        "8.0": ("2028-04-30", "2031-07-31", [f"8.0.mysql_aurora.3.{n:02d}.0" for n in range(4, 12)]),
    },
    "oracle-se2": {"19": (None, None, ["19.0.0.0.ru-2025-10.rur-2025-10.r1"])},
    "oracle-ee": {"19": (None, None, ["19.0.0.0.ru-2025-10.rur-2025-10.r1"])},
    "sqlserver-se": {"15.00": (None, None, ["15.00.4445.1.v1"]), "16.00": (None, None, ["16.00.4215.2.v1"])},
    "sqlserver-ee": {"15.00": (None, None, ["15.00.4445.1.v1"]), "16.00": (None, None, ["16.00.4215.2.v1"])},
    "sqlserver-ex": {"15.00": (None, None, ["15.00.4445.1.v1"]), "16.00": (None, None, ["16.00.4215.2.v1"])},
    "neptune": {"1": (None, None, ["1.3.2.1", "1.4.5.1"])},
    "docdb": {"5": (None, None, ["5.0.0"])},
}

# Known but no longer offered: returned with IncludeAll only, with status deprecated.
WITHDRAWN = {"postgres": ["13.4", "14.3", "16.0"], "mysql": ["8.0.28"], "mariadb": ["10.6.10"]}


def major_of(engine: str, version: str) -> str:
    """Major version as DescribeDBMajorEngineVersions names it."""
    parts = version.split(".")
    if engine in ("postgres", "aurora-postgresql"):
        return parts[0]
    if engine.startswith("oracle") or engine in ("neptune", "docdb"):
        return parts[0]
    return ".".join(parts[:2])


def family_of(engine: str, version: str) -> str:
    """Parameter group family of an engine version, e.g. postgres16, aurora-mysql8.0, sqlserver-se-15.0, oracle-se2-19."""
    parts = version.split(".")
    if engine in ("postgres", "aurora-postgresql"):
        return f"{engine}{parts[0]}"
    if engine.startswith("oracle"):
        return f"{engine}-{parts[0]}"
    if engine.startswith("sqlserver"):
        return f"{engine}-{parts[0]}.0"
    return f"{engine}{'.'.join(parts[:2])}"


def option_group_of(engine: str, version: str) -> str:
    """Default option group, e.g. default:mysql-8-0."""
    return f"default:{engine}-{major_of(engine, version).replace('.', '-')}"


def engine_versions(include_all: bool) -> list[dict[str, Any]]:
    versions = []
    for engine, majors in MAJORS.items():
        listed = [(major, version, "available") for major, (_, _, minors) in majors.items() for version in minors]
        if include_all:
            listed += [(major_of(engine, version), version, "deprecated") for version in WITHDRAWN.get(engine, [])]
        for major, version, status in listed:
            newer = [v for m, (_, _, minors) in majors.items() for v in minors if (m, minors) and v != version and m == major]
            versions.append(
                {
                    "Engine": engine,
                    "MajorEngineVersion": major,
                    "EngineVersion": version,
                    "DBParameterGroupFamily": family_of(engine, version),
                    "DBEngineDescription": engine,
                    "DBEngineVersionDescription": f"{engine} {version}",
                    "ValidUpgradeTarget": [
                        {"Engine": engine, "EngineVersion": v, "AutoUpgrade": False, "IsMajorVersionUpgrade": False} for v in newer[-1:]
                    ],
                    "SupportsLogExportsToCloudwatchLogs": True,
                    "SupportsReadReplica": True,
                    "SupportedFeatureNames": [],
                    "Status": status,
                    "SupportsParallelQuery": False,
                    "SupportsGlobalDatabases": engine.startswith("aurora"),
                    "SupportsBabelfish": False,
                    "SupportsCertificateRotationWithoutRestart": engine == "postgres",
                    "SupportedCACertificateIdentifiers": ["rds-ca-rsa2048-g1", "rds-ca-ecc384-g1", "rds-ca-rsa4096-g1"],
                    "SupportsIntegrations": False,
                }
            )
    return versions


def major_versions() -> list[dict[str, Any]]:
    answer = []
    for engine, majors in MAJORS.items():
        for major, (standard, extended, _) in majors.items():
            cycles = []
            if standard:
                cycles.append(
                    {
                        "LifecycleSupportName": "open-source-rds-standard-support",
                        "LifecycleSupportStartDate": day("2019-03-13"),
                        "LifecycleSupportEndDate": day(standard),
                    }
                )
            if standard and extended:
                cycles.append(
                    {
                        "LifecycleSupportName": "open-source-rds-extended-support",
                        "LifecycleSupportStartDate": day(standard),
                        "LifecycleSupportEndDate": day(extended),
                    }
                )
            answer.append({"Engine": engine, "MajorEngineVersion": major, "SupportedEngineLifecycles": cycles})
    return answer


# version -> (release, end of standard support, end of extended support)
KUBERNETES = {
    "1.28": ("2023-09-26", "2024-11-26", "2025-11-26"),
    "1.29": ("2024-01-23", "2025-03-23", "2026-03-23"),
    "1.30": ("2024-05-23", "2025-07-23", "2026-07-23"),
    "1.31": ("2024-09-26", "2025-11-26", "2026-11-26"),
    "1.32": ("2025-01-23", "2026-03-23", "2027-03-23"),
    "1.33": ("2025-05-29", "2026-07-29", "2027-07-29"),
    "1.34": ("2025-10-02", "2026-12-02", "2027-12-02"),
    "1.35": ("2026-01-28", "2027-03-28", "2028-03-28"),
}


def cluster_versions(now: datetime) -> list[dict[str, Any]]:
    answer = []
    for version, (release, standard, extended) in KUBERNETES.items():
        status = "STANDARD_SUPPORT" if now < day(standard) else "EXTENDED_SUPPORT" if now < day(extended) else "UNSUPPORTED"
        answer.append(
            {
                "clusterVersion": version,
                "clusterType": "eks",
                "defaultPlatformVersion": "eks.10",
                "defaultVersion": version == "1.34",
                "releaseDate": day(release),
                "endOfStandardSupportDate": day(standard),
                "endOfExtendedSupportDate": day(extended),
                "status": status.lower().replace("_", "-"),
                "versionStatus": status,
                "kubernetesPatchVersion": f"{version}.1",
            }
        )
    return answer
