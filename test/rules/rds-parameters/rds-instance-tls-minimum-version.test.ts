import { rdsInstanceTlsMinimumVersion } from "../../../shared/rules/rds-parameters/rds-instance-tls-minimum-version.ts";
import { testRule } from "../../support/rule-table.ts";
import {
	denied,
	mariadbInstance,
	member,
	mysqlInstance,
	mysqlLike,
	oracleInstance,
	postgres,
	sqlserver,
	sqlserverInstance,
	valueless,
} from "./support.ts";

const pg = postgres("instance");
const my = mysqlLike("instance");

testRule(rdsInstanceTlsMinimumVersion, {
	pass: [
		{ name: "TLSv1.2" },
		{ name: "TLSv1.3", with: { ...pg({ ssl_min_protocol_version: "tlsv1.3" }) } },
		{ name: "TLSv1.3 as asked", with: { ...pg({ ssl_min_protocol_version: "TLSv1.3" }) }, parameters: { minimum: "TLSv1.3" } },
		{ name: "the default of PostgreSQL 13", with: { ...valueless("ssl_min_protocol_version"), engineVersion: "13.0" } },
		{ name: "MySQL", with: { ...mysqlInstance } },
		{ name: "MariaDB", with: { ...mariadbInstance } },
		{ name: "MySQL with only TLSv1.3", with: { ...mysqlInstance, ...my({ tls_version: "TLSv1.3" }) }, parameters: { minimum: "TLSv1.3" } },
		{ name: "MySQL 8.0.28 by default", with: { ...mysqlInstance, engineVersion: "8.0.28", ...my({ tls_version: undefined }) } },
		{ name: "SQL Server", with: { ...sqlserverInstance } },
		{
			name: "SQL Server by default after the last open build",
			with: { ...sqlserverInstance, engineVersion: "15.00.4365.3.v1", ...sqlserver({ "rds.tls10": "default", "rds.tls11": undefined }) },
		},
		{ name: "SQL Server with TLS 1.2 enabled", with: { ...sqlserverInstance, ...sqlserver({ "rds.tls12": "enabled" }) } },
	],
	fail: [
		{ name: "TLSv1.2 where 1.3 is asked", parameters: { minimum: "TLSv1.3" }, says: "must be at least TLSv1.3" },
		...["TLSv1", "TLSv1.1", ""].map((value) => ({
			name: `PostgreSQL with "${value}"`,
			with: { ...pg({ ssl_min_protocol_version: value }) },
			says: "must be at least TLSv1.2",
		})),
		{ name: "the default of PostgreSQL 12", with: { ...valueless("ssl_min_protocol_version"), engineVersion: "12.22" } },
		{
			name: "MySQL with TLSv1.1",
			with: { ...mysqlInstance, ...my({ tls_version: "TLSv1.1,TLSv1.2" }) },
			says: "list nothing older than TLSv1.2",
		},
		{ name: "MySQL with an empty list", with: { ...mysqlInstance, ...my({ tls_version: "" }) } },
		{ name: "MySQL with TLSv1.2 where 1.3 is asked", with: { ...mysqlInstance }, parameters: { minimum: "TLSv1.3" } },
		{ name: "MariaDB with TLSv1.0", with: { ...mariadbInstance, ...my({ tls_version: "TLSv1.0,TLSv1.2" }) } },
		{ name: "SQL Server with TLS 1.0", with: { ...sqlserverInstance, ...sqlserver({ "rds.tls10": "enabled" }) }, says: "rds.tls10" },
		{ name: "SQL Server with TLS 1.1", with: { ...sqlserverInstance, ...sqlserver({ "rds.tls11": "enabled" }) }, says: "rds.tls11" },
		{ name: "SQL Server without TLS 1.2", with: { ...sqlserverInstance, ...sqlserver({ "rds.tls12": "disabled" }) }, says: "rds.tls12" },
		{
			name: "SQL Server, which cannot do without TLS 1.2",
			with: { ...sqlserverInstance },
			parameters: { minimum: "TLSv1.3" },
			says: "must be disabled",
		},
		{
			name: "SQL Server by default on the last open build",
			with: { ...sqlserverInstance, engineVersion: "15.00.4365.2.v1", ...sqlserver({ "rds.tls10": "Default" }) },
			says: 'rds.tls10 = "enabled" (engine-default)',
		},
		{
			name: "one known to be wrong and one unknown",
			with: { ...sqlserverInstance, engineVersion: "17.00.1000.7.v1", ...sqlserver({ "rds.tls10": "default", "rds.tls11": "enabled" }) },
			says: "rds.tls11",
		},
	],
	notApplicable: [
		{ name: "a member", with: { ...member, ...postgres("cluster")({}) }, says: "judged on its cluster" },
		{ name: "PostgreSQL 11", with: { ...valueless("ssl_min_protocol_version"), engineVersion: "11.22" }, says: "from 12 on" },
		{ name: "Oracle", with: { ...oracleInstance }, says: "SSL option" },
		{ name: "Db2", with: { engine: "db2-ae" }, says: "db2-ae" },
	],
	indeterminate: [
		{ name: "the parameters could not be read", with: { ...denied }, says: "DescribeDBParameters" },
		{ name: "MySQL 8.0.27 without a value", with: { ...mysqlInstance, engineVersion: "8.0.27", ...my({ tls_version: undefined }) } },
		{
			name: "a SQL Server that is not documented yet",
			with: { ...sqlserverInstance, engineVersion: "17.00.1000.7.v1", ...sqlserver({ "rds.tls10": "default" }) },
			says: "rds.tls10 has no value",
		},
	],
});
