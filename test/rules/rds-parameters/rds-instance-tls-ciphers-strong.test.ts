import { rdsInstanceTlsCiphersStrong } from "../../../shared/rules/rds-parameters/rds-instance-tls-ciphers-strong.ts";
import { testRule } from "../../support/rule-table.ts";
import {
	denied,
	mariadbInstance,
	member,
	mysqlInstance,
	oracleInstance,
	postgres,
	sqlserver,
	sqlserverInstance,
	valueless,
} from "./support.ts";

const pg = postgres("instance");

testRule(rdsInstanceTlsCiphersStrong, {
	pass: [
		{ name: "PostgreSQL without anonymous suites and 3DES" },
		{ name: "SQL Server", with: { ...sqlserverInstance } },
		{
			name: "SQL Server with 2048 bits",
			with: { ...sqlserverInstance, ...sqlserver({ "rds.diffie-hellman-min-key-bit-length": "2048" }) },
		},
		{
			name: "SQL Server by default after the last open build",
			with: {
				...sqlserverInstance,
				...sqlserver({ "rds.rc4": "default", "rds.3des168": "default", "rds.diffie-hellman-min-key-bit-length": "default" }),
			},
			says: /3072/,
		},
		{ name: "PostgreSQL 12 by default", with: { ...valueless("ssl_ciphers"), engineVersion: "12.22" } },
		{ name: "PostgreSQL 13 by default", with: { ...valueless("ssl_ciphers"), engineVersion: "13.22" } },
	],
	fail: [
		{
			name: "PostgreSQL with MEDIUM",
			with: { ...pg({ ssl_ciphers: "HIGH:MEDIUM:!aNULL" }) },
			says: "must offer no weak or anonymous cipher suites",
		},
		{ name: "SQL Server with RC4", with: { ...sqlserverInstance, ...sqlserver({ "rds.rc4": "enabled" }) }, says: "rds.rc4" },
		{ name: "SQL Server with 3DES", with: { ...sqlserverInstance, ...sqlserver({ "rds.3des168": "enabled" }) }, says: "rds.3des168" },
		{
			name: "SQL Server with 1024 bits",
			with: { ...sqlserverInstance, ...sqlserver({ "rds.diffie-hellman-min-key-bit-length": "1024" }) },
			says: "must be at least 2048 bits",
		},
		{
			name: "SQL Server by default on an open build",
			with: { ...sqlserverInstance, engineVersion: "15.00.4365.2.v1", ...sqlserver({ "rds.rc4": "default" }) },
		},
		{ name: "PostgreSQL 11 by default", with: { ...valueless("ssl_ciphers"), engineVersion: "11.22" } },
	],
	notApplicable: [
		{ name: "a member", with: { ...member, ...postgres("cluster")({}) }, says: "judged on its cluster" },
		{ name: "MySQL", with: { ...mysqlInstance }, says: "refuses broken suites by itself" },
		{ name: "MariaDB", with: { ...mariadbInstance }, says: "refuses broken suites by itself" },
		{
			name: "PostgreSQL 14 without a value",
			with: { ...valueless("ssl_ciphers"), engineVersion: "14.20" },
			says: "RDS chooses the suites",
		},
		{ name: "Oracle", with: { ...oracleInstance }, says: "oracle-se2" },
	],
	indeterminate: [
		{ name: "the parameters could not be read", with: { ...denied }, says: "DescribeDBParameters" },
		{
			name: "no such parameter in the group",
			with: { parameters: { value: {} }, engineVersion: "14.20" },
			says: "ssl_ciphers is not in the parameter group",
		},
	],
});
