"""A small, realistic set of engine parameters a family, as DescribeDBParameters and DescribeDBClusterParameters give them."""

import re
from typing import Any

# name: (default value or None, "static" | "dynamic", data type, allowed values, modifiable, level: "i" instance, "c" cluster, "b" both)
Row = tuple[str | None, str, str, str, bool, str]

POSTGRES: dict[str, Row] = {
    "rds.force_ssl": ("0", "dynamic", "boolean", "0,1", True, "c"),
    "ssl": ("1", "dynamic", "boolean", "0,1", False, "b"),
    "ssl_min_protocol_version": ("TLSv1.2", "dynamic", "string", "TLSv1,TLSv1.1,TLSv1.2,TLSv1.3", True, "c"),
    "ssl_max_protocol_version": (None, "dynamic", "string", "TLSv1,TLSv1.1,TLSv1.2,TLSv1.3", True, "c"),
    "ssl_ciphers": (None, "dynamic", "list", "", True, "c"),
    "log_statement": (None, "dynamic", "string", "none,ddl,mod,all", True, "b"),
    "log_connections": (None, "dynamic", "boolean", "0,1", True, "b"),
    "log_disconnections": (None, "dynamic", "boolean", "0,1", True, "b"),
    "log_line_prefix": ("%t:%r:%u@%d:[%p]:", "dynamic", "string", "", True, "b"),
    "log_min_duration_statement": (None, "dynamic", "integer", "-1-2147483647", True, "b"),
    "log_min_error_statement": (None, "dynamic", "string", "", True, "b"),
    "log_min_messages": (None, "dynamic", "string", "", True, "b"),
    "log_error_verbosity": (None, "dynamic", "string", "terse,default,verbose", True, "b"),
    "log_hostname": ("0", "dynamic", "boolean", "0,1", False, "b"),
    "log_duration": (None, "dynamic", "boolean", "0,1", True, "b"),
    "log_lock_waits": (None, "dynamic", "boolean", "0,1", True, "b"),
    "log_checkpoints": ("1", "dynamic", "boolean", "0,1", False, "i"),
    "log_replication_commands": (None, "dynamic", "boolean", "0,1", True, "b"),
    "log_parameter_max_length": (None, "dynamic", "integer", "-1-1073741823", True, "b"),
    "log_parameter_max_length_on_error": (None, "dynamic", "integer", "-1-1073741823", True, "b"),
    "log_rotation_age": ("60", "dynamic", "integer", "1-1440", True, "b"),
    "log_destination": ("stderr", "dynamic", "string", "stderr,csvlog", True, "b"),
    "rds.log_retention_period": ("4320", "dynamic", "integer", "1440-10080", True, "b"),
    "shared_preload_libraries": ("pg_stat_statements", "static", "list", "auto_explain,orafce,pgaudit,pg_cron,pg_stat_statements", True, "b"),
    "pgaudit.log": (None, "dynamic", "list", "ddl,function,misc,read,role,write,none,all,-ddl,-misc", True, "b"),
    "pgaudit.role": (None, "dynamic", "string", "rds_pgaudit", True, "b"),
    "pgaudit.log_catalog": (None, "dynamic", "boolean", "0,1", True, "b"),
    "pgaudit.log_parameter": (None, "dynamic", "boolean", "0,1", True, "b"),
    "password_encryption": ("scram-sha-256", "dynamic", "string", "md5,scram-sha-256", True, "b"),
    "rds.accepted_password_auth_method": ("md5+scram", "dynamic", "string", "md5+scram,scram", True, "b"),
    "rds.restrict_password_commands": ("0", "static", "boolean", "0,1", True, "b"),
    "rds.logical_replication": ("0", "static", "boolean", "0,1", True, "b"),
    "row_security": (None, "dynamic", "boolean", "0,1", True, "b"),
    "idle_in_transaction_session_timeout": ("86400000", "dynamic", "integer", "0-2147483647", True, "b"),
    "statement_timeout": (None, "dynamic", "integer", "0-2147483647", True, "b"),
    "max_connections": ("LEAST({DBInstanceClassMemory/9531392},5000)", "static", "integer", "6-8388607", True, "i"),
    "shared_buffers": ("{DBInstanceClassMemory/32768}", "static", "integer", "16-1073741823", True, "i"),
    "track_activities": (None, "dynamic", "boolean", "0,1", True, "b"),
}

MYSQL: dict[str, Row] = {
    "require_secure_transport": ("0", "dynamic", "boolean", "0,1", True, "c"),
    "tls_version": ("TLSv1.2,TLSv1.3", "static", "list", "TLSv1.2,TLSv1.3", True, "c"),
    "ssl_cipher": (None, "static", "string", "", True, "c"),
    "general_log": (None, "dynamic", "boolean", "0,1", True, "i"),
    "slow_query_log": (None, "dynamic", "boolean", "0,1", True, "i"),
    "log_output": ("TABLE", "dynamic", "string", "TABLE,FILE,NONE", True, "i"),
    "long_query_time": (None, "dynamic", "float", "0-31536000", True, "i"),
    "local_infile": ("1", "dynamic", "boolean", "0,1", True, "i"),
    "log_bin_trust_function_creators": (None, "dynamic", "boolean", "0,1", True, "i"),
    "skip_name_resolve": ("1", "static", "boolean", "0,1", False, "i"),
    "skip_show_database": (None, "static", "boolean", "0,1", True, "b"),
    "sql_mode": (None, "dynamic", "list", "", True, "b"),
    "max_connections": ("{DBInstanceClassMemory/12582880}", "dynamic", "integer", "1-100000", True, "i"),
    "default_password_lifetime": ("0", "dynamic", "integer", "0-65535", True, "b"),
    "automatic_sp_privileges": (None, "dynamic", "boolean", "0,1", True, "i"),
    "performance_schema": (None, "static", "boolean", "0,1", True, "i"),
}

AURORA_MYSQL: dict[str, Row] = {
    **MYSQL,
    "server_audit_logging": ("0", "dynamic", "boolean", "0,1", True, "c"),
    "server_audit_events": (None, "dynamic", "list", "CONNECT,QUERY,QUERY_DCL,QUERY_DDL,QUERY_DML,TABLE", True, "c"),
    "server_audit_logs_upload": ("0", "dynamic", "boolean", "0,1", True, "c"),
    "server_audit_excl_users": (None, "dynamic", "string", "", True, "c"),
    "binlog_format": ("OFF", "static", "string", "ROW,STATEMENT,MIXED,OFF", True, "c"),
}

SQLSERVER: dict[str, Row] = {
    "rds.force_ssl": ("0", "static", "boolean", "0,1", True, "i"),
    "rds.tls10": ("default", "static", "string", "default,enabled,disabled", True, "i"),
    "rds.tls11": ("default", "static", "string", "default,enabled,disabled", True, "i"),
    "rds.tls12": ("default", "static", "string", "default,enabled,disabled", True, "i"),
    "rds.fips": ("0", "static", "boolean", "0,1", True, "i"),
    "rds.rc4": ("default", "static", "string", "default,enabled,disabled", True, "i"),
    "rds.3des168": ("default", "static", "string", "default,enabled,disabled", True, "i"),
    "contained database authentication": ("0", "dynamic", "boolean", "0,1", True, "i"),
    "clr enabled": ("0", "dynamic", "boolean", "0,1", True, "i"),
    "remote access": ("1", "static", "boolean", "0,1", True, "i"),
}

ORACLE: dict[str, Row] = {
    "audit_trail": ("NONE", "static", "string", "DB,OS,NONE,TRUE,FALSE,DB_EXTENDED,XML", True, "i"),
    "sec_case_sensitive_logon": (None, "dynamic", "string", "TRUE,FALSE", True, "i"),
    "sqlnetora.sqlnet.allowed_logon_version_server": ("11", "dynamic", "string", "8,9,10,11,12,12a", True, "i"),
    "remote_os_authent": (None, "static", "string", "TRUE,FALSE", False, "i"),
    "resource_limit": (None, "dynamic", "string", "TRUE,FALSE", True, "i"),
}

NEPTUNE: dict[str, Row] = {
    "neptune_enable_audit_log": ("0", "static", "integer", "0,1", True, "c"),
    "neptune_query_timeout": ("120000", "static", "integer", "10-2147483647", True, "i"),
}

DOCDB: dict[str, Row] = {
    "tls": ("enabled", "static", "string", "disabled,enabled,fips-140-3,tls1.2+,tls1.3+", True, "c"),
    "audit_logs": ("disabled", "dynamic", "string", "enabled,disabled,none,all,ddl,dml_read,dml_write", True, "c"),
    "profiler": ("disabled", "dynamic", "string", "enabled,disabled", True, "c"),
    "ttl_monitor": ("enabled", "dynamic", "string", "enabled,disabled", True, "c"),
}


def _rows(family: str) -> dict[str, Row] | None:
    if match := re.match(r"^(aurora-postgresql|postgres)(\d+)$", family):
        major = int(match[2])
        rows = dict(POSTGRES)
        # RDS has required TLS by default since PostgreSQL 15, Aurora since 17.
        if major >= (15 if match[1] == "postgres" else 17):
            rows["rds.force_ssl"] = ("1", *rows["rds.force_ssl"][1:])
        if major < 14:
            rows["password_encryption"] = ("md5", *rows["password_encryption"][1:])
        return rows
    for prefix, rows in (
        ("aurora-mysql", AURORA_MYSQL),
        ("mysql", MYSQL),
        ("mariadb", MYSQL),
        ("sqlserver", SQLSERVER),
        ("oracle", ORACLE),
        ("neptune", NEPTUNE),
        ("docdb", DOCDB),
    ):
        if family.startswith(prefix):
            return rows
    return None


def known_family(family: str) -> bool:
    return _rows(family) is not None


def default_parameters(family: str, level: str) -> dict[str, dict[str, Any]]:
    """Engine defaults of the family. An Aurora instance group lacks what only the cluster decides; elsewhere all rows apply."""
    split = family.startswith(("aurora", "neptune", "docdb"))
    answer: dict[str, dict[str, Any]] = {}
    for name, (value, apply_type, data_type, allowed, modifiable, where) in (_rows(family) or {}).items():
        if split and where != "b" and where != ("c" if level == "cluster" else "i"):
            continue
        parameter: dict[str, Any] = {
            "ParameterName": name,
            "Description": name.replace("_", " "),
            "Source": "engine-default" if value is None else "system",
            "ApplyType": apply_type,
            "DataType": data_type,
            "AllowedValues": allowed,
            "IsModifiable": modifiable,
            "ApplyMethod": "pending-reboot" if apply_type == "static" else "immediate",
        }
        if value is not None:
            parameter["ParameterValue"] = value
        answer[name] = parameter
    return answer


def effective_parameters(family: str, level: str, changed: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Defaults with the group's own values over them, whose source is then `user`."""
    answer = default_parameters(family, level)
    for name, values in changed.items():
        base = answer.get(name, {"ParameterName": name, "ApplyType": "dynamic", "DataType": "string", "IsModifiable": True})
        answer[name] = {**base, **values, "ParameterName": name, "Source": "user"}
    return sorted(answer.values(), key=lambda parameter: parameter["ParameterName"])
